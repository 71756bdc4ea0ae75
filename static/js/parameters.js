// The calculator's sliders, which move a number in powers of two, and no answer that overtakes what is typed meanwhile.
const form = () => document.querySelector("#calculator form");
const written = () => new URLSearchParams(new FormData(form())).toString();
const number = (slider) => document.getElementById(slider.dataset.powersFor);

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.dataset?.powersFor) {
    number(slider).value = 2 ** slider.value;
    slider.setAttribute("aria-valuetext", number(slider).value);
    return;
  }
  const mine = document.querySelector(`[data-powers-for="${CSS.escape(slider.id)}"]`);
  if (mine && Number(slider.value) >= 1) mine.value = Math.floor(Math.log2(slider.value));
});

let asked = null;
document.addEventListener("htmx:before:request", (event) => {
  if (event.detail.ctx.sourceElement === form()) asked = written();
});
document.addEventListener("htmx:before:swap", (event) => {
  if (event.detail.ctx.sourceElement === form() && asked !== written()) event.preventDefault(); // a newer one follows
});
