// Letter keys, by their place on the keyboard (event.code), so that they work in Korean input too. Can be switched off.
const DIGIT = /^(?:Digit|Numpad)([1-9])$/;
const allowed = () => document.getElementById("shortcuts")?.checked ?? true;
const inText = (element) => element?.matches?.("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]");

// The question that the keys mean: the only one, the one with the focus, else the one across the middle of the window.
function current() {
  const focused = document.activeElement?.closest?.(".item");
  if (focused) return focused;
  const items = [...document.querySelectorAll(".item")];
  const middle = innerHeight / 2;
  return items.length === 1 ? items[0] : items.find((item) => {
    const box = item.getBoundingClientRect();
    return box.top <= middle && box.bottom >= middle;
  });
}

function press(code) {
  const item = current();
  const letter = { KeyO: "O", KeyX: "X" }[code];
  if (letter) return item?.querySelector(`button[name="answer"][value="${letter}"]`);
  const digit = DIGIT.exec(code)?.[1];
  if (digit) return item?.querySelectorAll(".option input")[digit - 1];
  return null;
}

function move(step) {
  if (document.querySelector("[data-round]")) {
    document.querySelector(step > 0 ? "[data-next]" : "[data-previous]")?.click();
    return;
  }
  const items = [...document.querySelectorAll(".item")];
  const at = items.indexOf(current());
  const below = items.findIndex((item) => item.getBoundingClientRect().top > 100);
  const goal = at >= 0 ? items[at + step] : items[step > 0 ? below : (below < 0 ? items.length : below) - 1];
  if (!goal) return;
  goal.scrollIntoView({ block: "center" });
  goal.querySelector("button, select:not([data-noscript]), input:not([type=hidden]), textarea, [tabindex]")?.focus({ preventScroll: true });
}

// The field for searching: the one on the page that is seen, else the page that has one.
function seek() {
  const field = [...document.querySelectorAll("[data-seek]")].find((one) => one.offsetParent);
  if (!field) return location.assign("/search");
  field.focus();
  field.select();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || inText(event.target)) return;
  if (event.code === "Enter" && event.target.matches?.("[data-focus]")) {
    document.querySelector("[data-next]")?.click();
    return;
  }
  if (!allowed() || event.shiftKey) return;
  if (event.code === "Slash") {
    event.preventDefault();
    seek();
    return;
  }
  const arrow = document.querySelector("[data-round]") && !event.target.matches?.("input") && { ArrowRight: 1, ArrowLeft: -1 }[event.code];
  const step = { KeyJ: 1, KeyK: -1 }[event.code] ?? arrow;
  if (step) {
    event.preventDefault();
    move(step);
    return;
  }
  const pressed = press(event.code);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.matches("input")) pressed.focus();
  pressed.click();
});
