// Counts the lines of one's own text while they are typed.
function count(area) {
  const lines = area.value.split("\n").filter((line) => line.trim()).length;
  const told = document.getElementById(area.dataset.lines);
  told.textContent = `${lines} / ${area.dataset.most}줄`;
  told.classList.toggle("over", lines > Number(area.dataset.most));
}

function all() {
  document.querySelectorAll("textarea[data-lines]").forEach(count);
}

document.addEventListener("input", (event) => event.target.dataset?.lines && count(event.target));
document.addEventListener("htmx:after:swap", all);
all();
