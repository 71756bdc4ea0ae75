// What a screen reader is told without a change of the focus.
const live = document.getElementById("announce");

export const say = (text) => {
  live.textContent = "";
  setTimeout(() => (live.textContent = text.replace(/\s+/g, " ").trim()), 60); // a change that screen readers notice
};

// What a page of an error says, of its source; null where that is another page or none.
export const complaint = (source) => new DOMParser().parseFromString(source, "text/html").querySelector("p.lead")?.textContent ?? null;
