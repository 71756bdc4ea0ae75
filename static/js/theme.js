// Before the first paint: the chosen brightness, and that scripts run. Blocking on purpose, so nothing flashes.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // a browser that keeps nothing shows what its system asks for
  }
})();
