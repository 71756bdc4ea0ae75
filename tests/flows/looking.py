"""The pages of the product, and what scripts can measure on them. Knows no story."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.flows.acting import ESSAY, LECTURE, send, start_round

LAB = ("", "/trained", "/parameters", "/inside", "/inside?view=attention", "/inside?view=update", "/train", "/results")
PAGES = (
    *("/", "/lectures", LECTURE, "/practice", "/glossary", "/search?q=어댑터", "/errata", "/about", "/no-such-page"),
    *("/disputes", "/regrades", "/sign-in", "/sign-up"),
    *(f"/lab{page}" for page in LAB),
    *(f"/figures/masking{page}" for page in ("", "?method=xlm", "?method=xlnet", "?method=t5")),
    *(f"/figures/shapes?view={page}" for page in ("gru&bidirectional=True", "albert&scale=log", "budget")),
    *(f"/figures/attention-masks{page}" for page in ("", "?kind=permutation", "?kind=encoder-decoder", "?predict=ask")),
)
ROOM = "/authoring/classes/1"
SIGNED_IN = (  # in the course of tests/flows/peopled.py: who, and where
    *(("hana", page) for page in ("/", "/account", "/disputes", "/regrades", "/errata")),
    *(("hana", f"/classes{page}") for page in ("", "/join", "/join/ZZZZ", "/assignments/1", "/assignments/2")),
    *(("seo", page) for page in ("/authoring/classes", ROOM, f"{ROOM}/progress")),
    *(("seo", f"{ROOM}/assignments/{page}") for page in ("new", "2", "2/answers/82")),
    *(("seo", f"/authoring/shared/{page}") for page in ("terms", "references", "terms/new", "references/new")),
    *(("seo", f"/authoring/disputes{page}") for page in ("", "/items/mini-choice-01")),
    *(("seo", f"/authoring/marking{page}") for page in ("", "/items/mini-essay-01")),
    *(("seo", f"/authoring/regrades{page}") for page in ("", "/1", "/new?item=mini-ox-01")),
    *(("seo", f"/authoring/statistics{page}") for page in ("", "/mini-short-01")),
    *(("seo", f"/authoring/{page}") for page in ("import", "import/1", "export?unit=mini&format=aiken")),
    *(("root", page) for page in ("/people", "/people/changes")),
)
FORMS = (  # what is refused is told on the same page
    ("seo", ROOM + "/name", ""),
    ("seo", ROOM + "/teachers", "hana"),
)

WIDER_THAN_WINDOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLIPPED = """() => [...document.querySelectorAll([
  "h1, h2, h3, button, .button, span.tag, .chip span, nav a, .item, .panel, .box, .figure, .verdict, .option",
  ".term, .erratum",
])].filter((one) => one.clientWidth && !one.closest(".sr") && one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)"""
BROKEN_WORDS = """() => [...document.querySelectorAll("main :is(p, li, h1, h2, h3, td, label, button, figcaption)")]
  .filter((one) => getComputedStyle(one).wordBreak !== "keep-all").map((one) => one.outerHTML.slice(0, 80))"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  let at = 0;
  const step = () => {
    scrollTo(0, at += innerHeight);
    if (at < document.body.scrollHeight) setTimeout(step, 30);
    else setTimeout(() => done(sum), 200);
  };
  setTimeout(step, 300);
})"""


def answer_each_kind(page: Page) -> None:
    """Leaves the lecture with one question of each kind answered, and a near miss that waits for its retry."""
    page.goto(LECTURE)
    for item, text in (
        ("peft-ox-04", "X"), ("peft-ox-08", "X"), ("peft-choice-04", "b"), ("peft-blank-05", "프리픽쓰"),
        ("peft-short-03", "저랭크 행렬의 곱"), ("peft-number-02", "7"), ("peft-essay-03", ESSAY),
    ):  # fmt: skip
        send(page, item, text)
    page.goto(LECTURE)


def finish_a_round(page: Page) -> None:
    start_round(page, kind="ox")
    page.locator(".item").get_by_role("button", name="맞다").click()
    page.locator(".verdict").wait_for()
    page.get_by_role("button", name="마치고 결과 보기").click()
