// A figure that is turned by its form: no answer that overtakes what is typed meanwhile.
const form = (event) => event.detail.ctx.sourceElement?.closest("[data-figure]")?.querySelector("form");
const written = (place) => new URLSearchParams(new FormData(place)).toString();

const asked = new WeakMap();
document.addEventListener("htmx:before:request", (event) => {
  const place = form(event);
  if (place) asked.set(place, written(place));
});
document.addEventListener("htmx:before:swap", (event) => {
  const place = form(event);
  if (place && asked.get(place) !== written(place)) event.preventDefault(); // a newer one follows
});
