// The lecture page: the table of contents follows the reading, and the summary prints alone.
const lists = [...document.querySelectorAll("[data-spy]")];
const links = lists.flatMap((list) => [...list.querySelectorAll("a")]);
const heads = [...new Set(links.map((link) => link.hash.slice(1)))].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  const passed = heads.filter((head) => head.getBoundingClientRect().top < innerHeight * 0.3).at(-1);
  for (const link of links) {
    if (passed && link.hash === `#${passed.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const here = document.querySelector("[data-here]");
  if (here && passed) here.textContent = links.find((link) => link.hash === `#${passed.id}`).textContent;
}
if (heads.length) {
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
  for (const link of links) link.addEventListener("click", () => link.closest("details")?.removeAttribute("open"));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(".side > details[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });
}

// The ring at the side counts what was answered since the page came.
const begun = Number(document.querySelector("[data-done]")?.textContent);
document.addEventListener("htmx:after:swap", () => {
  const answered = Math.max(begun, document.querySelectorAll(".item:not([data-state=open])").length);
  for (const shown of document.querySelectorAll("[data-done]")) shown.textContent = answered;
  for (const progress of document.querySelectorAll(".progress[data-total]")) {
    const share = Math.round((100 * answered) / progress.dataset.total);
    progress.querySelector(".ringed b span").textContent = share;
    progress.querySelector(".done").setAttribute("stroke-dasharray", `${share} 100`);
  }
});

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => {
    document.documentElement.dataset.print = "summary";
    window.print();
  });
  addEventListener("afterprint", () => delete document.documentElement.dataset.print);
}
