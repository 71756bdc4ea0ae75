// Radio buttons that stand in a table: the arrow keys go through rows and columns, not through one long list.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const table = event.target.closest?.("[data-grid] table");
  if (!step || !table || event.target.type !== "radio" || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const rows = [...table.tBodies[0].rows];
  const { parentElement: row, cellIndex } = event.target.closest("th, td");
  const next = rows[rows.indexOf(row) + step[0]]?.cells[cellIndex + step[1]]?.querySelector("input");
  next?.focus();
  next?.click();
});
