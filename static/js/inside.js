// Inside the models: what a slider shows while it moves, and no answer that overtakes what is chosen meanwhile.
const place = () => document.getElementById("inside");
const form = () => place()?.querySelector("form");
const written = () => new URLSearchParams(new FormData(form())).toString();

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (!place()?.contains(slider)) return;
  const list = document.getElementById(slider.dataset.list ?? "");
  if (list) {
    list.selectedIndex = slider.value;
    slider.setAttribute("aria-valuetext", `랭크 ${list.value}`);
  }
  const shown = place().querySelector(`[data-shows="${CSS.escape(slider.id)}"]`);
  if (shown) shown.textContent = Number(slider.value);
  const own = place().querySelector(`[data-list="${CSS.escape(slider.id)}"]`);
  if (own) own.value = slider.selectedIndex;
});

let asked = null;
const ours = (event) => place()?.contains(event.detail.ctx.sourceElement);
document.addEventListener("htmx:before:request", (event) => {
  if (ours(event)) asked = written();
});
document.addEventListener("htmx:before:swap", (event) => {
  if (ours(event) && asked !== written()) event.preventDefault(); // a newer one follows
});
