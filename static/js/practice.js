// Practice: each choice refreshes the counts of the others. Without scripts a button does the same.
const form = document.querySelector("form[data-refresh]");
if (form) {
  form.addEventListener("change", async (event) => {
    const name = event.target.id || event.target.name;
    const value = event.target.value;
    const query = new URLSearchParams(new FormData(form));
    const answer = await fetch(`/practice?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-refresh]");
    if (!fresh) return;
    form.replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", `/practice?${query}`);
    const again = document.getElementById(name) ?? form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    again?.focus({ preventScroll: true });
  });
}
