// Brightness (three states) and the switch for letter shortcuts, kept in this browser only.
export const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // private windows may refuse; the choice then lasts as long as the page
  }
};
export const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

const theme = document.getElementById("theme");
if (theme) {
  theme.value = document.documentElement.dataset.theme ?? "auto";
  theme.addEventListener("change", () => {
    if (theme.value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
    keep("theme", theme.value);
  });
}

const shortcuts = document.getElementById("shortcuts");
if (shortcuts) {
  shortcuts.checked = kept("shortcuts") !== "off";
  shortcuts.addEventListener("change", () => keep("shortcuts", shortcuts.checked ? "on" : "off"));
}
