// Drafts are saved while typing by htmx; what is newer than the last save goes out when the page is left.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) dirty.add(form);
});
document.addEventListener("htmx:after:request", (event) => {
  const form = event.detail.ctx.sourceElement?.closest("form[data-draft]");
  if (form && event.detail.ctx.response?.raw?.ok) dirty.delete(form);
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
