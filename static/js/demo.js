// A demonstration of the lab, or a figure, opens below its card in a lecture: the page's part with what it needs, one at a time.
const LEFT_OUT = ":scope > :is(.rooms, .kicker, h1, .lead)";
const FAILED = "가져오지 못했습니다. 연결을 확인하고 다시 열어 주세요.";
const end = (what) => `<p class="actions"><button class="button quiet" type="button" data-demo-end>${what} 닫기</button></p>`;
const say = (text) => (document.getElementById("announce").textContent = text);

// Style sheets or scripts of the lab's page that this page does not have yet; done once they have come.
function need(head, what) {
  const place = (one) => one.href ?? one.src;
  const there = new Set([...document.head.querySelectorAll(what)].map(place));
  const missing = [...head.querySelectorAll(what)].filter((one) => !there.has(place(one)));
  return Promise.all(
    missing.map((one) => new Promise((done) => {
      const mine = document.createElement(one.localName);
      for (const { name, value } of one.attributes) mine.setAttribute(name, value);
      mine.onload = mine.onerror = done;
      document.head.append(mine);
    })),
  );
}

async function part(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("main .lab");
  const { hash } = new URL(address, location.href); // names a section of a long page
  if (hash) found.replaceChildren(page.querySelector(hash).closest("section"));
  for (const one of found.querySelectorAll(LEFT_OUT)) one.remove();
  return [document.adoptNode(found), page.head];
}

function close(button) {
  for (const one of button.closest(".demo").querySelectorAll(":scope > :is(.lab, .alert)")) one.remove();
  button.setAttribute("aria-expanded", "false");
  button.textContent = "여기서 열기";
}

async function open(button) {
  for (const one of document.querySelectorAll("[data-demo][aria-expanded=true]")) close(one);
  close(button);
  button.setAttribute("aria-busy", "true");
  button.textContent = "여는 중입니다";
  const card = button.closest(".demo");
  const { what } = card.dataset; // a page of the lab or a figure
  try {
    const [found, head] = await part(button.dataset.demo);
    await need(head, "link[rel=stylesheet]");
    card.append(found);
    found.insertAdjacentHTML("beforeend", end(what));
    htmx.process(found);
    await need(head, "script[src]"); // which look for their elements as they load
    button.setAttribute("aria-expanded", "true");
    button.textContent = "닫기";
    say(`${what}을 단추 아래에 열었습니다.`);
  } catch {
    close(button);
    card.insertAdjacentHTML("beforeend", `<p class="alert" role="alert">${what}을 ${FAILED}</p>`);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", (event) => {
  const ending = event.target.closest("[data-demo-end]");
  const button = ending ? ending.closest(".demo").querySelector("[data-demo]") : event.target.closest("[data-demo]");
  if (!button || button.hasAttribute("aria-busy")) return;
  if (button.getAttribute("aria-expanded") === "true") {
    close(button);
    if (ending) button.focus();
    say(`${button.closest(".demo").dataset.what}을 닫았습니다.`);
  } else open(button);
});

// What is set inside a lecture does not become the lecture's address.
document.addEventListener("htmx:before:history:update", (event) => {
  if (event.detail.sourceElement?.closest(".demo")) event.preventDefault();
});
