"""The engine's side of the worker: who waits is placed, rows step, text goes out. One thread; knows no sockets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from models.devices import give_back_memory, is_out_of_memory
from models.generation import Engine, Full, Token, Veto
from models.protocol import Attend, Choose, Chosen, Done, Event, Failed, Generate, Peek, Started, Text
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.attending import attend
from models.serving.detokenising import Detokeniser
from models.serving.library import Library, NoRoom
from models.serving.peeking import peek
from models.serving.scoring import log_likelihoods, shares
from models.serving.waiting import PATIENCE, Line, Ticket
from models.tasks import TASKS, Task, candidates, task
from models.texts import names

log = logging.getLogger("seodang.lab")

NAMED = "혹평 말투에는 실제 사람의 이름을 쓸 수 없습니다. 이 이름을 빼고 다시 보내 주세요: ‘{name}’."
NO_MEMORY = "모델이 쓸 메모리가 모자라서 글을 끝내지 못했습니다. 잠시 뒤에 다시 보내 주세요."
OURS = "모델을 돌리다가 저희 쪽에서 문제가 생겼습니다. 다시 보내 주세요."
NO_NUMBERS = "이 변형은 수가 아닌 값을 내놓아서 글을 이을 수 없습니다. 다른 변형을 골라 주세요."
NEGATIVE = "negative"


@dataclass(eq=False)
class Running:
    """A ticket that has a row in an engine."""

    ticket: Ticket
    engine: Engine
    text: Detokeniser
    prompt: int  # tokens
    waited: float  # seconds
    began: float = field(default_factory=time.monotonic)
    tokens: int = 0

    def done(self, reason: Literal["end", "length", "cancelled"]) -> Done:
        seconds = round(time.monotonic() - self.began, 3)
        return Done(reason=reason, prompt_tokens=self.prompt, tokens=self.tokens, waited=self.waited, seconds=seconds)


class Serving:
    """Turns of one loop over the line and the library's engines."""

    def __init__(self, line: Line, library: Library) -> None:
        self.line, self.library = line, library
        self.running: dict[int, Running] = {}

    def run(self) -> None:
        """Until the line is closed."""
        while not self.line.closed:
            if self.line.wait():
                self.turn()

    def turn(self) -> None:
        """Those who cancelled leave, those who wait join, and every engine with rows makes one step."""
        for running in list(self.running.values()):
            if running.ticket.cancelled:
                running.engine.leave(running.ticket.key)
                self._end(running, running.done("cancelled"))
        self._join()
        for engine in list({id(running.engine): running.engine for running in self.running.values()}.values()):
            self._step(engine)

    def _join(self) -> None:
        """The longest waiting first; who needs room that is taken is overtaken, but not for ever."""
        stuck: list[Ticket] = []
        placed = False
        for ticket in self.line.candidates():
            if len(self.running) >= self.line.limits.rows or any(other.overtaken >= PATIENCE for other in stuck):
                break
            if self._tried(ticket):
                placed = True
                for other in stuck:
                    other.overtaken += 1
            else:
                stuck.append(ticket)
        for place, ticket in enumerate(stuck, start=1):
            self.line.tell_position(ticket, place)
        if placed:
            self.line.tell_positions()

    def _tried(self, ticket: Ticket) -> bool:
        """Placed, answered, or told why not; False when there is no room for it yet."""
        try:
            match ticket.request:
                case Generate():
                    self._start(ticket, ticket.request)
                case Choose():
                    self._choose(ticket, ticket.request)
                case Peek():
                    self._peek(ticket, ticket.request)
                case Attend():
                    self._attend(ticket, ticket.request)
        except (Full, NoRoom):
            return False
        except Exception as error:
            self.line.end(ticket, failure(error))
        return True

    def _start(self, ticket: Ticket, request: Generate) -> None:
        asked = self._task(request)
        ids = self.library.base.encode(_prompt(asked, request.prompt))
        text = Detokeniser(self.library.base, ids)
        engine, name = self.library.take(request.variant)
        try:
            engine.join(ticket.key, ids, name, request.sampling, self._veto(asked))
        except BaseException:
            self.library.give_back(request.variant)
            raise
        self.running[ticket.key] = Running(ticket, engine, text, len(ids), self.line.waited(ticket))
        if self.line.place(ticket):
            ticket.tell(Started())
        else:  # cancelled in this moment, and told so
            engine.leave(ticket.key)
            self._forget(self.running[ticket.key])

    def _task(self, request: Generate | Peek | Attend) -> Task | None:
        slug = request.task if request.variant is None else self.library.card(request.variant).task
        if request.variant is None and slug is not None:
            return task(slug)
        return TASKS.get(slug or "")  # a learner's own variant may have a task of its own

    def _veto(self, asked: Task | None) -> Veto | None:
        if asked is None or asked.slug != NEGATIVE:
            return None
        return partial(names.allowed, self.library.base.decode)

    def _choose(self, ticket: Ticket, request: Choose) -> None:
        base, asked = self.library.base, task(request.task)
        rows = candidates(asked, request.prompt, base.encode, base.end)
        if not rows:
            raise Refused("이 과제에는 고를 낱말이 없습니다.", "task")

        def answer(engine: Engine, name: str | None) -> Chosen:
            logs = dict(zip(asked.labels, log_likelihoods(engine, name, rows), strict=True))
            return Chosen(logs=logs, shares=shares(logs))

        self._at_once(ticket, rows[0].start, answer)

    def _peek(self, ticket: Ticket, request: Peek) -> None:
        asked = self._task(request)
        ids = self.library.base.encode(_prompt(asked, request.prompt))
        drawing = Sampling(temperature=request.temperature, top_p=request.top_p)
        self._at_once(ticket, len(ids), lambda engine, name: peek(engine, name, ids, drawing, self._veto(asked)))

    def _attend(self, ticket: Ticket, request: Attend) -> None:
        ids = self.library.base.encode(_prompt(self._task(request), request.prompt))
        self._at_once(ticket, len(ids), lambda engine, name: attend(engine, name, ids, request.layer))

    def _at_once(self, ticket: Ticket, tokens: int, answer: Callable[[Engine, str | None], Event]) -> None:
        """Answered within one turn, between the steps of the rows that run. `tokens` are those of the prompt."""
        began = time.monotonic()
        engine, name = self.library.take(ticket.request.variant)
        try:
            told = answer(engine, name)
        finally:
            self.library.give_back(ticket.request.variant)
        if self.line.place(ticket):
            ticket.tell(told)
            seconds = round(time.monotonic() - began, 3)
            done = Done(reason="end", prompt_tokens=tokens, waited=self.line.waited(ticket), seconds=seconds)
            self.line.end(ticket, done)

    def _step(self, engine: Engine) -> None:
        began = time.monotonic()
        try:
            tokens = engine.step()
        except Exception as error:
            self._lose(engine, failure(error))
            return
        self.line.pace.stepped(len(tokens), time.monotonic() - began)
        for token in tokens:
            self._say(self.running[token.key], token)

    def _say(self, running: Running, token: Token) -> None:
        if token.finished == "error":
            self._end(running, Failed(code="refused", message=NO_NUMBERS, field="variant"))
            return
        running.tokens += 1
        text = running.text.feed(token.id)
        if token.finished is not None:
            text += running.text.finish()
        if text:
            running.ticket.tell(Text(text=text))
        if token.finished is not None:
            self.line.pace.finished(running.tokens)
            self._end(running, running.done(token.finished))

    def _lose(self, engine: Engine, why: Failed) -> None:
        """A step went wrong: its rows are told, and the engine goes on empty."""
        for running in list(self.running.values()):
            if running.engine is engine:
                engine.leave(running.ticket.key)
                self._end(running, why)
        give_back_memory()

    def _end(self, running: Running, last: Event) -> None:
        self._forget(running)
        self.line.end(running.ticket, last)

    def _forget(self, running: Running) -> None:
        del self.running[running.ticket.key]
        self.library.give_back(running.ticket.request.variant)


def _prompt(asked: Task | None, text: str) -> str:
    """The form in which the model reads it. Raises Refused for a real person's name in the negative voice."""
    if asked is not None and asked.slug == NEGATIVE and (name := names.blocked(text)):
        raise Refused(NAMED.format(name=name), "prompt")
    return text if asked is None else asked.prompt(text)


def failure(error: Exception) -> Failed:
    """What went wrong, for whoever asked; what is our mistake goes to the log."""
    if isinstance(error, Refused):
        return Failed(code="refused", message=str(error), field=error.field)
    if is_out_of_memory(error):
        return Failed(code="memory", message=NO_MEMORY, retry_after=5)
    log.error("a request failed", exc_info=error)
    return Failed(code="internal", message=OURS, retry_after=1)
