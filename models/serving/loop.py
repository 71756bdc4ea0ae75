"""The engine's side of the worker: who waits is placed, rows step, text goes out. One thread; knows no sockets."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import Literal

from models.devices import give_back_memory, is_out_of_memory
from models.generation import Engine, Full, Token
from models.protocol import Done, Event, Failed, Generate, Started, Text
from models.refusals import Refused
from models.serving.detokenising import Detokeniser
from models.serving.library import Library, NoRoom
from models.serving.prompts import encoded, task_of, veto
from models.serving.questions import Question, question
from models.serving.waiting import PATIENCE, Line, Ticket

log = logging.getLogger("seodang.lab")

NO_MEMORY = "모델이 쓸 메모리가 모자라서 글을 끝내지 못했습니다. 잠시 뒤에 다시 보내 주세요."
OURS = "모델을 돌리다가 저희 쪽에서 문제가 생겼습니다. 다시 보내 주세요."
NO_NUMBERS = "이 변형은 수가 아닌 값을 내놓아서 글을 이을 수 없습니다. 다른 변형을 골라 주세요."


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
            if isinstance(ticket.request, Generate):
                self._start(ticket, ticket.request)
            else:
                self._answer(ticket, question(self.library, ticket.request))
        except (Full, NoRoom):
            return False
        except Exception as error:
            self.line.end(ticket, failure(error))
        return True

    def _start(self, ticket: Ticket, request: Generate) -> None:
        base, asked = self.library.base, task_of(self.library, request)
        ids = encoded(base, asked, request.prompt)
        text = Detokeniser(base, ids)
        engine, name = self.library.take(request.variant)
        try:
            engine.join(ticket.key, ids, name, request.sampling, veto(base, asked))
        except BaseException:
            self.library.give_back(request.variant)
            raise
        self.running[ticket.key] = Running(ticket, engine, text, len(ids), self.line.waited(ticket))
        if self.line.place(ticket):
            ticket.tell(Started())
        else:  # cancelled in this moment, and told so
            engine.leave(ticket.key)
            self._forget(self.running[ticket.key])

    def _answer(self, ticket: Ticket, asked: Question) -> None:
        """Within one turn."""
        began = time.monotonic()
        engine, name = self.library.take(ticket.request.variant)
        try:
            told = asked.answer(engine, name)
        finally:
            self.library.give_back(ticket.request.variant)
        if self.line.place(ticket):
            ticket.tell(told)
            seconds = round(time.monotonic() - began, 3)
            done = Done(reason="end", prompt_tokens=asked.tokens, waited=self.line.waited(ticket), seconds=seconds)
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


def failure(error: Exception) -> Failed:
    """What went wrong, for whoever asked; what is our mistake goes to the log."""
    if isinstance(error, Refused):
        return Failed(code="refused", message=str(error), field=error.field)
    if is_out_of_memory(error):
        return Failed(code="memory", message=NO_MEMORY, retry_after=5)
    log.error("a request failed", exc_info=error)
    return Failed(code="internal", message=OURS, retry_after=1)
