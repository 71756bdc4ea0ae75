// Steps put in order: by buttons, by the arrow keys on them, or by dragging. The boxes that serve without scripts keep the places.
import { say } from "./saying.js";

const LIST = "[data-ordering]";
const steps = (list) => [...list.children];

// Writes down which place each step has.
function note(list) {
  const all = steps(list);
  all.forEach((step, place) => {
    step.querySelector("select").value = `${place}:${step.dataset.key}`;
    step.querySelector("[data-move='-1']").setAttribute("aria-disabled", place === 0);
    step.querySelector("[data-move='1']").setAttribute("aria-disabled", place === all.length - 1);
  });
}

function tell(step, edge = "") {
  const all = steps(step.parentElement);
  say(`${edge}${step.querySelector("label").textContent}: ${all.length}개 가운데 ${all.indexOf(step) + 1}번째`);
}

// The neighbour changes its place, never the step itself: an element that is put elsewhere loses focus and pointer.
function shift(step, way) {
  const neighbour = way < 0 ? step.previousElementSibling : step.nextElementSibling;
  if (!neighbour) return false;
  if (way < 0) step.after(neighbour);
  else step.before(neighbour);
  return true;
}

function moved(step) {
  note(step.parentElement);
  tell(step);
  step.dispatchEvent(new Event("input", { bubbles: true })); // for the draft
}

function move(step, way) {
  if (shift(step, way)) moved(step);
  else tell(step, way < 0 ? "맨 위입니다. " : "맨 아래입니다. ");
}

const middle = (step) => {
  const box = step.getBoundingClientRect();
  return box.top + box.height / 2;
};

function follow(step, y) {
  while (step.previousElementSibling && y < middle(step.previousElementSibling)) shift(step, -1);
  while (step.nextElementSibling && y > middle(step.nextElementSibling)) shift(step, 1);
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.(`${LIST} .grip`);
  if (!grip || event.button) return;
  event.preventDefault();
  const step = grip.closest("li");
  const before = steps(step.parentElement).indexOf(step);
  const end = new AbortController();
  const drop = () => {
    end.abort();
    step.classList.remove("dragged");
    if (steps(step.parentElement).indexOf(step) !== before) moved(step);
  };
  grip.setPointerCapture(event.pointerId);
  step.classList.add("dragged");
  grip.addEventListener("pointermove", ({ clientY }) => follow(step, clientY), { signal: end.signal });
  grip.addEventListener("lostpointercapture", drop, { signal: end.signal }); // comes after pointerup and pointercancel
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(`${LIST} [data-move]`);
  if (button) move(button.closest("li"), Number(button.dataset.move));
});
document.addEventListener("keydown", (event) => {
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const button = way && event.target.closest?.(`${LIST} [data-move]`);
  if (!button) return;
  event.preventDefault();
  move(button.closest("li"), way);
});

const prepare = () => document.querySelectorAll(LIST).forEach(note);
document.addEventListener("htmx:after:swap", prepare);
prepare();
