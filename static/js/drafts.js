// Drafts are saved while typing by htmx; what is newer than the last save goes out when the page is left.
const dirty = new Set();

// Which page of which tab types, "tab.number", so that an old tab does not overwrite what was typed elsewhere. The number
// of a tab's last page is kept only from when that is left: in a copy of a tab that is still open it is not there.
function left() {
  try {
    const last = sessionStorage.getItem("page");
    sessionStorage.removeItem("page");
    return last;
  } catch {
    return null; // private windows may refuse; each page is then a tab of its own
  }
}
let newest = left()?.replace(/\d+$/, (number) => Number(number) + 1) ?? `${crypto.getRandomValues(new Uint32Array(2)).join("")}.1`;
const name = newest;
addEventListener("pageshow", (event) => {
  if (event.persisted) newest = left() ?? newest; // back, as it was: no later page than it is
});
addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem("page", newest);
  } catch {
    // as above
  }
});

function sign() {
  for (const box of document.querySelectorAll(".item form[data-draft] [name=page]")) box.value = name;
}
document.addEventListener("htmx:after:swap", sign);
sign();

// Something newer was typed elsewhere: it stays, what is typed here stays on the screen, and nobody leaves unasked.
function ask(event) {
  if (document.querySelector(".item .newer:not([hidden])")) event.preventDefault();
}
function told(form, status) {
  const warning = form.querySelector(".newer");
  if (!warning || (status !== 204 && status !== 412)) return;
  warning.hidden = status === 204;
  if (status === 412) addEventListener("beforeunload", ask);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) dirty.add(form);
});
document.addEventListener("htmx:after:request", (event) => {
  const form = event.detail.ctx.sourceElement?.closest("form[data-draft]");
  const response = event.detail.ctx.response;
  if (form && response?.raw?.ok) dirty.delete(form);
  if (form) told(form, response?.status);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));

function flush() {
  for (const form of dirty) {
    if (form.isConnected) navigator.sendBeacon(form.dataset.draft, new URLSearchParams(new FormData(form)));
  }
  dirty.clear();
}
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});
