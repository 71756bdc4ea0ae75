"""Keys are prepared once, and go with their question."""

from __future__ import annotations

import gc
import weakref

from app.bank import kinds
from app.bank.kinds import short
from app.bank.kinds.prepared import once
from app.bank.terms import Terms
from tests.bank.cast import question

SHORT = """\
id: demo-short-01
kind: short
concept: a-concept
difficulty: 1
prompt: 무엇입니까?
answer: 어댑터
explanation: 그렇습니다.
sources: [{ref: lee2020, locus: "§1"}]
"""
