// Draws TeX with KaTeX, on load and after every swap. What cannot be drawn stays readable source.
function draw(root) {
  for (const spot of root.querySelectorAll(".math:not(.drawn)")) {
    const source = spot.textContent;
    try {
      globalThis.katex.render(source, spot, { displayMode: "display" in spot.dataset, throwOnError: true, strict: "ignore", trust: false, maxExpand: 200 });
    } catch {
      spot.textContent = source;
      continue;
    }
    spot.classList.add("drawn");
    if ("display" in spot.dataset && spot.scrollWidth > spot.clientWidth) {
      spot.tabIndex = 0;
      spot.setAttribute("role", "group");
      spot.setAttribute("aria-label", "수식");
    }
  }
}
draw(document);
document.addEventListener("htmx:after:swap", () => draw(document));
