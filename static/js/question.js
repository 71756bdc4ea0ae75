// After a question was swapped: say the verdict, put the focus where one goes on. Before: never lose what was typed.
import { complaint, say } from "./saying.js";

// What is told, without the signs that are drawn for the eye only.
function spoken(told) {
  const copy = told.cloneNode(true);
  for (const sign of copy.querySelectorAll("[aria-hidden=true], annotation")) sign.remove();
  for (const block of copy.querySelectorAll("p, li, h3")) block.append(" ");
  return copy.textContent;
}

const typed = (item) => item.querySelector("input[type=text], textarea");

function arrived(item) {
  const told = item.querySelector("[data-announce]");
  if (told) say(spoken(told));
  const hidden = item.dataset.state === "near" && matchMedia("(pointer: coarse)").matches; // a hint, by the touch keyboard
  const retry = hidden || !["open", "near"].includes(item.dataset.state) ? null : typed(item);
  const goal = item.querySelector("[data-focus]") ?? retry ?? told?.querySelector("[tabindex]") ?? item.querySelector("button, select:not([data-noscript]), input:not([type=hidden])");
  goal?.focus({ preventScroll: true });
  if (goal === retry) retry?.setSelectionRange(retry.value.length, retry.value.length);
  (told ?? item).scrollIntoView({ block: "nearest" });
}

// In a round the row of numbers and the meter stand outside of what was swapped.
function tally(item) {
  const mark = document.querySelector("[data-round] .marks a[aria-current]");
  const state = item.dataset.state === "near" ? "incorrect" : item.dataset.state;
  if (!mark || state === "open" || mark.className !== "open") return;
  mark.className = state;
  mark.querySelector(".sr").textContent = { correct: " 맞음", partial: " 일부 맞음", incorrect: " 틀림", given: " 답을 받음" }[state];
  const meter = document.querySelector("progress.meter");
  meter.value += 1;
  document.querySelector("[data-answered]").textContent = meter.value;
  const left = document.querySelector("[data-left]");
  if (!left) return;
  left.textContent = meter.max - meter.value;
  left.closest(".note").hidden = meter.value === meter.max;
}

function count(area) {
  const shown = document.getElementById(area.dataset.count);
  if (shown) shown.textContent = `${[...area.value].length.toLocaleString("ko")}자`;
}

function prepare(root) {
  root.querySelectorAll("textarea[data-count]").forEach(count);
}

// What failed, as the server tells it; only when there was no answer at all may the connection be to blame.
const NOT_TAKEN = "서버가 답을 받지 못했습니다. 잠시 뒤에 다시 보내 주세요.";

function reason(ctx) {
  return ctx.response ? (complaint(ctx.text ?? "") ?? NOT_TAKEN) : null;
}

function failed(form, on, told = null) {
  const alert = form?.querySelector(".failed");
  if (!alert) return;
  const sentence = alert.querySelector("span");
  sentence.dataset.usual ??= sentence.textContent;
  sentence.textContent = told ? `${told} 적은 내용은 그대로 있습니다.` : sentence.dataset.usual;
  alert.hidden = !on;
}

// What a check says again at every pause of typing is said once; what a button was pressed for, every time.
let before = "";
function announce(words, source) {
  if (words !== before || source?.matches?.("button")) say(words);
  before = words;
}

document.addEventListener("htmx:after:swap", (event) => {
  const ctx = event.detail.ctx;
  if (ctx.swap === "none") return;
  const item = ctx.target?.id ? document.getElementById(ctx.target.id) : null;
  prepare(document);
  if (item?.matches(".item")) {
    arrived(item);
    tally(item);
  }
  if (item?.matches(".doubt")) item.querySelector("[data-focus]")?.focus();
  const text = item?.querySelector("[data-announce-text]");
  if (text) announce(spoken(text), ctx.sourceElement);
});

// A request that failed (no answer, or one that is not a question): the text stays, a sentence and a button come.
function onFailure(event) {
  const ctx = event.detail.ctx;
  const status = ctx.response?.status;
  const form = ctx.sourceElement?.closest("form");
  if (status === 422 || form?.hasAttribute(`hx-status:${status}`) || ctx.request?.action?.endsWith("/draft")) return;
  failed(form, true, reason(ctx));
}
document.addEventListener("htmx:error", onFailure);
document.addEventListener("htmx:response:error", onFailure);

let last = null;
document.addEventListener("submit", (event) => {
  last = event.submitter;
  failed(event.target, false);
});
document.addEventListener("click", (event) => {
  const retry = event.target.closest?.("[data-retry]");
  if (!retry) return;
  const form = retry.closest("form");
  const again = last?.form === form ? last : form.querySelector("button.go");
  form.requestSubmit(again ?? undefined);
});
document.addEventListener("input", (event) => {
  if (event.target.dataset?.count) count(event.target);
});
// While a syllable is being composed, Enter belongs to the input method.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  },
  true,
);
prepare(document);
