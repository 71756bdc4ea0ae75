// The instructors' editor: further rows of a table, the way to a line, images dropped, chosen or pasted.
import { complaint } from "./saying.js";

const text = document.getElementById("text");

document.addEventListener("click", (event) => {
  const more = event.target.closest?.("[data-more]");
  if (more) {
    event.preventDefault();
    addRow(more.closest("[data-rows]"));
  }
  const way = event.target.closest?.(".preview a[href]:not([href^='#'])");
  if (way) Object.assign(way, { target: "_blank", rel: "noopener" }); // the editor stays, with all that is written
  const spot = event.target.closest?.("[data-line]");
  if (spot && text) {
    event.preventDefault();
    goTo(Number(spot.dataset.line));
  }
});

// The whole course is checked when a text is saved, which takes a while.
document.addEventListener("submit", (event) => {
  const busy = event.submitter?.dataset.busy;
  if (!busy) return;
  event.submitter.textContent = busy;
  setTimeout(() => (event.submitter.disabled = true));
});

function addRow(table) {
  const rows = table.querySelectorAll("[data-row]");
  const copy = rows[rows.length - 1].cloneNode(true);
  copy.setAttribute("aria-label", copy.getAttribute("aria-label").replace(/\d+$/, rows.length + 1));
  for (const box of copy.querySelectorAll("input, textarea, select")) {
    const before = box.id;
    box.id = before.replace(/-\d+-/, `-${rows.length + 1}-`);
    copy.querySelector(`label[for="${before}"]`)?.setAttribute("for", box.id);
    if (box.matches("select")) box.selectedIndex = [...box.options].findIndex((option) => option.defaultSelected);
    else box.value = "";
  }
  rows[rows.length - 1].after(copy);
  copy.querySelector("input, textarea, select").focus();
}

function goTo(line) {
  const start = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const end = text.value.indexOf("\n", start);
  text.focus();
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  text.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(text).lineHeight));
}

// A button beside the editor went with what it stood in: the focus goes to what is told instead.
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target?.id !== "look" || document.activeElement !== document.body) return;
  const told = document.querySelector("#look .done") ?? document.getElementById("proofs");
  if (!told) return;
  told.tabIndex = -1;
  told.focus({ preventScroll: true });
});

const images = document.querySelector("[data-images]");
const problem = images?.querySelector("[data-image-problem]");

async function upload(file) {
  const body = new FormData();
  body.append("image", file);
  problem.hidden = true;
  try {
    const answer = await fetch(images.dataset.images, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { problem: page(await answer.text()) };
    if (!answer.ok) refuse(told.problem);
    else insert(`\n:::image ${told.name}\nalt: \n\n:::\n`);
  } catch {
    refuse("서버에 닿지 못했습니다. 잠시 뒤에 다시 올려 주세요.");
  }
}

// What stands on a page of an error, or in a refusal of plain text.
const page = (source) => (complaint(source) ?? source).slice(0, 200);

function refuse(words) {
  problem.textContent = words;
  problem.hidden = false;
}

function insert(words) {
  const at = text.selectionEnd;
  text.setRangeText(words, at, at, "end");
  const gap = at + words.indexOf("alt: ") + 5;
  text.focus();
  text.setSelectionRange(gap, gap);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

if (images) {
  images.querySelector("input[type=file]").addEventListener("change", (event) => {
    for (const file of event.target.files) upload(file);
    event.target.value = "";
  });
  for (const place of [images, text]) {
    place.addEventListener("dragover", (event) => {
      if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
      images.classList.add("over");
    });
    place.addEventListener("dragleave", () => images.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      images.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      for (const file of event.dataTransfer.files) upload(file);
    });
  }
  text.addEventListener("paste", (event) => {
    for (const file of event.clipboardData.files) upload(file);
  });
}
