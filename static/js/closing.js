// Escape folds the form that was unfolded last around the focus, which goes to its heading. What was typed stays.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
  const open = event.target.closest?.("main details[open]:has(form)");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
