// A page that came back with a refusal, with what was done, or with the verdict of an answer that was quicker than htmx:
// the focus goes there, since screen readers do not read what is there from the start. Where the address names a place,
// only a refusal leads away from it. Who was quicker than this script and is somewhere already is left there.
const kinds = ["main [role=alert]:not([hidden])", ...(location.hash ? [] : ["main :is(.done, .told)[role=status]"])];

function lead() {
  const verdict = document.getElementById(location.hash.slice(1))?.querySelector("[data-focus]");
  const told = document.querySelector(kinds.join()) ?? verdict;
  if (!told || document.activeElement !== document.body || document.querySelector("[autofocus]")) return;
  told.tabIndex = -1;
  told.focus({ preventScroll: told === verdict });
}

// The browser goes to the place that the address names once styles have come, and takes the focus off all else.
if (location.hash && document.readyState !== "complete") addEventListener("load", () => requestAnimationFrame(lead));
else lead();
