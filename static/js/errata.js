// The errata: an entry that the address names is opened.
function open() {
  document.getElementById(location.hash.slice(1))?.querySelector("details")?.setAttribute("open", "");
}
addEventListener("hashchange", open);
open();
