// Figures, tables, formulas and code wider or longer than their place: only these take the focus, and say that they
// scroll, after the name that the page gave them.
const KINDS = { ".canvas": "그림", ".table": "표", ".math[data-display]": "수식", pre: "코드" };

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) mark(target.matches(Object.keys(KINDS).join()) ? target : target.parentElement);
});

function mark(box) {
  const wide = box.scrollWidth > box.clientWidth + 4; // less is the padding of a last column
  const long = box.scrollHeight > box.clientHeight + 4 && getComputedStyle(box).overflowY !== "hidden";
  box.dataset.named ??= box.getAttribute("aria-label") ?? KINDS[Object.keys(KINDS).find((kind) => box.matches(kind))];
  box.toggleAttribute("data-wide", wide);
  if (!wide && !long) {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    return;
  }
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${box.dataset.named}, ${wide ? "옆으로" : "위아래로"} 밀어 볼 수 있음`);
}

function watchAll() {
  for (const box of document.querySelectorAll(Object.keys(KINDS).join())) {
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
  }
}
watchAll();
document.addEventListener("htmx:after:swap", watchAll);
