// Times are written by Korea's clock. Where the browser lives by another one, its own stands beside them.
const KOREA = -540; // minutes, as getTimezoneOffset counts
const own = new Intl.DateTimeFormat("ko", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function localise(root) {
  for (const time of root.querySelectorAll("time[data-moment]")) {
    const moment = new Date(time.dateTime);
    delete time.dataset.moment;
    if (moment.getTimezoneOffset() === KOREA) continue;
    time.after(` (한국 시각, 이곳에서는 ${own.format(moment)})`);
  }
}

localise(document);
document.addEventListener("htmx:after:swap", () => localise(document));
