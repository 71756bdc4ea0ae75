// Draws TeX with KaTeX, on load and after every swap. What cannot be drawn stays readable source.
const render = (source, spot) =>
  globalThis.katex.render(source, spot, { displayMode: "display" in spot.dataset, throwOnError: true, strict: "ignore", trust: false, maxExpand: 200 });

// The parts of a formula between the wide gaps (\qquad) that stand in no braces.
function parts(source) {
  let depth = 0;
  const found = [""];
  for (const piece of source.split(/(\\qquad|\\?[{}]|\\left\b|\\right\b)/)) {
    if (piece === "{" || piece === "\\left") depth += 1;
    if (piece === "}" || piece === "\\right") depth -= 1;
    if (piece === "\\qquad" && !depth) found.push("");
    else found[found.length - 1] += piece;
  }
  return found;
}

// A formula wider than its place: first a line for each part, then a break wherever mathematics allows one.
function fit(source, spot) {
  const tooWide = () => spot.scrollWidth > spot.clientWidth;
  if (!tooWide()) return;
  const lines = parts(source);
  if (lines.length > 1) render(`\\begin{gathered}${lines.join("\\\\[.5em]")}\\end{gathered}`, spot);
  if (!tooWide()) return;
  render(source, spot);
  spot.classList.add("parted");
}

// In a line of text, too, a formula wider than its line breaks. All are measured before any is changed.
function fitLines(spots) {
  const block = (spot) => spot.closest("p, li, td, th, dd, label, summary, h1, h2, h3, h4, div");
  const wide = spots.filter((spot) => spot.getBoundingClientRect().width > block(spot)?.clientWidth);
  for (const spot of wide) spot.classList.add("parted");
}

function draw(root) {
  const lines = [];
  for (const spot of root.querySelectorAll(".math:not(.drawn)")) {
    const source = spot.textContent;
    try {
      render(source, spot);
    } catch {
      spot.textContent = source;
      continue;
    }
    spot.classList.add("drawn");
    if ("display" in spot.dataset) fit(source, spot);
    else lines.push(spot);
  }
  fitLines(lines);
}
draw(document);
document.addEventListener("htmx:after:swap", () => draw(document));
