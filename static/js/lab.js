// The lab's form fills in prompts and hides what is not chosen; a stream's end puts focus and address where they belong.
const form = document.querySelector("form[data-compare]");

// A prediction is about the methods that are chosen.
function offer() {
  const chosen = new Set([...form.querySelectorAll("[name=variant]:checked")].map((one) => one.value));
  for (const label of form.querySelectorAll("[data-of]")) {
    const input = label.querySelector("input");
    label.hidden = !chosen.has(label.dataset.of);
    if (label.hidden) input.checked = false;
  }
  form.querySelector("[data-none]").hidden = chosen.size > 0;
}

if (form) {
  offer();
  form.addEventListener("change", (event) => {
    const { target } = event;
    if (target.name === "variant") offer();
    if (target.name === "changed" && target.checked) {
      for (const other of form.querySelectorAll("[name=changed]")) {
        if (other !== target && (target.matches("[data-alone]") || other.matches("[data-alone]"))) other.checked = false;
      }
    }
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-prompt]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.elements.prompt.value = link.dataset.prompt;
    form.elements.prompt.focus();
  });
}

const run = document.getElementById("run");
let inside = false; // whether the focus stands where the result will be
if (run?.dataset.events) {
  run.addEventListener("ended", (event) => {
    if (event.detail.data) history.replaceState(null, "", event.detail.data);
    run.removeAttribute("aria-busy");
  });
  run.addEventListener("htmx:sse:before:message", () => (inside = run.contains(document.activeElement)));
  run.addEventListener("htmx:sse:after:message", () => {
    const told = run.querySelector("[data-announce-text]");
    if (!told) return;
    document.getElementById("announce").textContent = told.textContent;
    if (inside) run.querySelector("[data-focus]").focus({ preventScroll: true });
  });
  // htmx starts in a timer of its own, perhaps before its extension has come: the stream is asked for after both.
  setTimeout(() => {
    run.setAttribute("hx-sse:connect", run.dataset.events);
    htmx.process(run);
  });
  run.addEventListener("htmx:sse:close", (event) => {
    const lost = run.querySelector("[data-lost]"); // gone where the result came
    if (lost && event.detail.reason !== "message") lost.hidden = false;
  });
}
