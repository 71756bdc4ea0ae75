// A page that came back with a refusal, or with what was done: the focus goes there, since screen readers do not read
// what is there from the start. Where the address names a place, only a refusal leads away from it. Who was quicker than
// this script and is somewhere already is left there.
const kinds = ["main [role=alert]:not([hidden])", ...(location.hash ? [] : ["main :is(.done, .told)[role=status]"])];
const told = document.querySelector(kinds.join());
if (told && document.activeElement === document.body && !document.querySelector("[autofocus]")) {
  told.tabIndex = -1;
  told.focus();
}
