// A page that came back with a refusal, with what was done, or with the verdict of an answer that was quicker than htmx:
// the focus goes there, since screen readers do not read what is there from the start. Where the address names a place,
// only a refusal leads away from it. Who was quicker than this script and is somewhere already is left there. A refusal
// that itself tells nothing (`data-below`) leads on to the first field that it is about, which its own alert describes.
const kinds = ["main [role=alert]:not([hidden])", ...(location.hash ? [] : ["main :is(.done, .told)[role=status]"])];

function refused() {
  const wrong = document.querySelector("main:has([role=alert][data-below]) [aria-invalid=true]");
  return wrong?.matches("input, select, textarea") ? wrong : wrong?.querySelector("input");
}

function lead() {
  const verdict = document.getElementById(location.hash.slice(1))?.querySelector("[data-focus]");
  const told = document.querySelector(kinds.join()) ?? verdict;
  if (!told || document.activeElement !== document.body || document.querySelector("[autofocus]")) return;
  const field = refused();
  field?.focus({ preventScroll: true });
  if (field && document.activeElement === field) return field.scrollIntoView({ block: "center" }); // else it is hidden
  told.tabIndex = -1;
  told.focus({ preventScroll: told === verdict });
}

// The browser goes to the place that the address names once styles have come, and takes the focus off all else.
if (location.hash && document.readyState !== "complete") addEventListener("load", () => requestAnimationFrame(lead));
else lead();
