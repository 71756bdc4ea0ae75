// The errata: an entry that the address names is opened.
function open() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  named?.querySelector("details")?.setAttribute("open", "");
}
addEventListener("hashchange", open);
open();
