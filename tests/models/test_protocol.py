"""What the web process and the worker say to each other, and what is no message."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from models import protocol
from models.protocol import (
    LONGEST_PROMPT,
    Attend,
    Attended,
    Cancel,
    Choose,
    Chosen,
    Count,
    Counted,
    Dissect,
    Dissected,
    DissectedTensor,
    Done,
    Failed,
    Generate,
    Hello,
    Likely,
    Look,
    Malformed,
    Message,
    Peek,
    Peeked,
    Piece,
    Queued,
    Started,
    Status,
    TensorCount,
    Text,
    VariantCard,
    Welcome,
)
from models.sampling import Sampling

REQUESTS = [
    Hello(),
    Generate(prompt="이 영화는\n", variant="chat-lora", sampling=Sampling(temperature=0.8, seed=3), caller="mina"),
    Choose(prompt="좋았다", caller="jun"),
    Peek(prompt="이 영화는", task="negative", temperature=0.7, top_p=0.9, caller="jun"),
    Attend(prompt="이 영화는", variant="chat-prefix", layer=3, caller="jun"),
    Count(architecture="bert-base", method="lora", config={"rank": "8"}),
    Dissect(method="houlsby", config={"train_layer_norm": "true"}),
    Look(),
    Cancel(),
]
EVENTS = [
    Welcome(process=1),
    Queued(position=3, seconds=1.5),
    Started(),
    Text(text="역시\n최고 🎬"),
    Chosen(logs={"긍정": -1.0, "부정": -2.0}, shares={"긍정": 0.73, "부정": 0.27}),
    Peeked(
        tokens=[Likely(piece=Piece(text="EB B7", form="bytes"), raw=0.5, drawn=0.0)],
        cut=0.5,
        left=1,
        entropy=1.0,
        entropy_drawn=0.0,
        vocabulary=8192,
    ),
    Attended(pieces=[Piece(text=" 가")], before=1, layers=6, weights=[[[0.25, 0.75]]]),
    Done(reason="end", tokens=3),
    Counted(
        architecture="bert-base",
        method="lora",
        config={"rank": 8, "targets": "q,v"},
        base_parameters=109_482_240,
        trainable_parameters=294_912,
        head_parameters=1538,
        percent=0.27,
        tensors=[TensorCount(name="A", shape=(8, 768), count=6144)],
        formula="r(d + d)",
    ),
    Dissected(
        model="OPTForCausalLM",
        method="lora",
        config={"rank": 8},
        tensors=[
            DissectedTensor(
                name="q.tuning.A", shape=(8, 16), count=128, source="added", part="q", block=0, trains=True, moved=2
            )
        ],
        length=0,
        steps=2,
        losses=[5.1, 5.0],
    ),
    Status(
        state="ready",
        base="bundled",
        variants=[VariantCard(name="x", method="lora", trained_as="lora", task="chat", config={})],
    ),
    Failed(code="full", message="기다려 주세요.", retry_after=2),
]


@pytest.mark.parametrize("message", REQUESTS, ids=lambda message: message.kind)
def test_a_request_is_one_line_and_is_read_back_as_it_was(message: Message) -> None:
    data = protocol.line(message)
    assert data.count(b"\n") == 1
    assert protocol.request(data) == message


@pytest.mark.parametrize("message", EVENTS, ids=lambda message: message.kind)
def test_an_event_is_one_line_and_is_read_back_as_it_was(message: Message) -> None:
    data = protocol.line(message)
    assert data.count(b"\n") == 1
    assert protocol.event(data) == message


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"{\n",
        b"[]\n",
        b'{"kind": "dance"}\n',
        b'{"version": 1}\n',
        b'{"kind": "hello", "version": 1, "more": 1}\n',
        b'{"kind": "generate", "caller": "\xff", "prompt": ""}\n',
        b'{"kind": "generate", "caller": "a", "prompt": "\\ud83c"}\n',
        json.dumps({"kind": "generate", "caller": "a", "prompt": "가" * (LONGEST_PROMPT + 1)}).encode() + b"\n",
        b'{"kind": "generate", "caller": "a", "prompt": "a", "sampling": {"length": 100000}}\n',
        b'{"kind": "generate", "caller": "a", "prompt": "a", "sampling": {"temperature": NaN}}\n',
    ],
)
def test_what_is_no_message_is_malformed_and_nothing_else(data: bytes) -> None:
    with pytest.raises(Malformed):
        protocol.request(data)


def test_half_a_character_cannot_be_sent() -> None:
    with pytest.raises(ValidationError):
        Generate(prompt="\ud83c", caller="mina")
    with pytest.raises(Malformed):
        protocol.line(Count(architecture="bert-base", method="lora", config={"targets": "\ud83c"}))


def test_the_longest_prompt_fits_into_one_line() -> None:
    asked = Generate(prompt="\x01" * LONGEST_PROMPT, caller="가" * 200, variant="나" * 200)
    assert len(protocol.line(asked)) < protocol.LONGEST_REQUEST
