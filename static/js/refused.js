// A page that came back with a refusal: the focus goes to it, since screen readers do not read what is there from the start.
const told = document.querySelector("main [role=alert]:not([hidden])");
if (told && !document.querySelector("[autofocus]")) {
  told.tabIndex = -1;
  told.focus();
}
