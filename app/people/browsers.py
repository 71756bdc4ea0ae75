"""A browser's call sign (User-Agent) in words that its owner knows. A guess for showing; nothing is decided by it."""

from __future__ import annotations

# The first that fits: a browser also names those it descends from.
PROGRAMS = (
    ("Edg", "Edge"), ("Whale", "네이버 웨일"), ("SamsungBrowser", "삼성 인터넷"), ("KAKAOTALK", "카카오톡"),
    ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "크롬북"), ("Linux", "Linux"),
)  # fmt: skip


def named(agent: str) -> str:
    program = next((name for sign, name in PROGRAMS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return " · ".join(filter(None, (program, system))) or agent[:60] or "이름을 밝히지 않은 브라우저"
