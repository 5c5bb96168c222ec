"""What a right answer to 5.2 is: the slow handler's answers, by few calls. Counted, never timed."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import onnxruntime
import polars as pl

from cardshop.dataset import load_cards
from cardshop.features import expressions
from cardshop.training import PRACTICE_MODEL, practice_features, practice_inputs
from classroom import syllabus
from classroom.checks import answer_from, question
from classroom.checks.refusing import refusal
from classroom.checks.speed import YOURS, UnequalError, cpu_ratios

Case = tuple[bool, str, str]
Trays = list[list[dict[str, Any]]]
OTHER_MODEL = PRACTICE_MODEL.with_name("other.onnx")
LIBRARIES = ("polars", "pandas", "numpy", "narwhals", "onnxruntime", "cardshop")
# A frame from dicts makes none a card; a frame a card makes hundreds.
CALLS_A_CARD = 20
CONFIDENCE_WITHIN, ROUNDED_WITHIN = 1e-4, 0.006
# polars takes the kind of a column from the first hundred dicts.
LATE, LONG = 110, 130
MEASURED_CARDS = 8


@cache
def some_cards() -> list[dict[str, Any]]:
    """Cards of the catalogue with what the model reads of them."""
    return load_cards().select(practice_inputs()).gather_every(700).to_dicts()


def trays() -> Trays:
    """Trays with a row for each sentence of the docstring."""
    one, two, three, four, five, six, seven, *more = some_cards()
    return [
        [
            one | {"weight_kg": 7, "height_m": 1},
            two | {"weight_kg": 6.9, "height_m": 0.7},
            three | {"weight_kg": None},
            dict(reversed(four.items())) | {"species": "Mew", "hp": float(four["hp"])},
            five | {"egg_groups": None, "scan_hue_deg": None},
        ],
        [],
        [six],
        [one_more | {"hp": None, "egg_groups": ""} for one_more in more[:3]],
        [seven | {"egg_groups": None, "scan_brightness": None}],
    ]


def long_tray() -> list[dict[str, Any]]:
    """A tray whose first cards hold no group and no hue, and whole kilograms alone."""
    cards = [some_cards()[at % len(some_cards())] for at in range(LONG)]
    bare = {"egg_groups": None, "scan_hue_deg": None, "weight_kg": 7}
    return [one | (bare if at < LATE else {"weight_kg": 6.9}) for at, one in enumerate(cards)]


@cache
def session_of(path: Path) -> onnxruntime.InferenceSession:
    """A model, loaded once for all verdicts."""
    return onnxruntime.InferenceSession(str(path))


def wanted(requests: Trays, path: Path) -> Trays:
    """The answers of the slow handler, by whole trays."""
    kinds = dict.fromkeys(practice_inputs(), pl.Float64) | {"egg_groups": pl.String}
    session, answers = session_of(path), []
    for cards in requests:
        rows = [[one[name] for name in kinds] for one in cards]
        # On its own: the schema of no row at all would do as well.
        frame = pl.DataFrame(rows, schema=kinds, orient="row", strict=False)
        made = frame.select(expressions(pl, practice_features())).to_numpy().astype(np.float32)
        types, shares = session.run(None, {"numbers": made}) if cards else ((), np.empty((0, 1)))
        answers.append(
            [
                {"card_type": kind, "confidence": share}
                for kind, share in zip(types, shares.max(axis=1).tolist(), strict=True)
            ]
        )
    return answers


@dataclass
class Counts:
    """What a call of an answer asked for."""

    loaded: int = 0
    asked: int = 0
    calls: int = 0
    homes: tuple[str, ...] = field(default_factory=lambda: tuple(map(home, LIBRARIES)))

    def hear(self, frame: Any, event: str, _argument: Any) -> None:
        """Count the beginning of a function of a library."""
        self.calls += event == "call" and frame.f_code.co_filename.startswith(self.homes)


def home(library: str) -> str:
    """The folder of a library."""
    return str(Path(str(importlib.import_module(library).__file__)).parent)


@contextlib.contextmanager
def counted(*, calls: bool = False) -> Iterator[Counts]:
    """Counts models loaded and asked, and calls into libraries if wanted."""
    counts, session = Counts(), onnxruntime.InferenceSession
    load, run = session.__init__, session.run

    def loading(self: Any, *args: Any, **options: Any) -> None:
        counts.loaded += 1
        load(self, *args, **options)

    def running(self: Any, *args: Any, **options: Any) -> Any:
        counts.asked += 1
        return run(self, *args, **options)

    with patch.object(session, "__init__", loading), patch.object(session, "run", running):
        before = sys.getprofile()
        sys.setprofile(counts.hear if calls else before)
        try:
            yield counts
        finally:
            sys.setprofile(before)


def answer_cases(requests: Trays, got: Trays, want: Trays) -> Iterator[Case]:
    """The answers are those of the slow handler, tray by tray."""
    sentence = f"{len(requests)} requests gave {len(got)} lists of answers."
    yield len(got) == len(requests), sentence, "What is the answer to an empty tray?"
    for at, (cards, mine, theirs) in enumerate(zip(requests, got, want, strict=True)):
        whole = isinstance(mine, list) and len(mine) == len(theirs)
        sentence = f"Request {at} has {len(cards)} cards, and its answer is {mine!s:.80}."
        yield whole, sentence, "A list with one answer a card, in order: which step loses one?"
        for card, one, other in zip(cards, mine, theirs, strict=True):
            sentence = f"Request {at}: {one!s:.90}, expected {other}."
            yield equal(one, other), sentence, odd(card) or unlike(one, other)


def equal(mine: Any, theirs: dict[str, Any]) -> bool:
    """Whether two answers to a card are the same."""
    if not isinstance(mine, dict) or set(mine) != set(theirs):
        return False
    share = mine["confidence"]
    number = isinstance(share, (int, float)) and not isinstance(share, bool)
    near = number and abs(share - theirs["confidence"]) <= CONFIDENCE_WITHIN
    return bool(mine["card_type"] == theirs["card_type"] and near)


def odd(card: dict[str, Any]) -> str:
    """A question about what is special about a card, if anything is."""
    missing = [name for name, value in card.items() if value is None]
    if missing:
        return f"{' and '.join(missing)} has no value here. What does the model get for it?"
    if list(card)[: len(practice_inputs())] != list(practice_inputs()):
        return "Its keys come in another order. Does each number stand in its own column?"
    return ""


def unlike(mine: Any, theirs: dict[str, Any]) -> str:
    """A question about how an answer to a plain card differs."""
    whole = isinstance(mine, dict) and set(mine) == set(theirs)
    number = whole and isinstance(mine["confidence"], (int, float))
    if not number or isinstance(mine["confidence"], bool) or not isinstance(mine["card_type"], str):
        return "Is it a plain dict with a text and a number?"
    if mine["card_type"] != theirs["card_type"]:
        return "Is that the type of this card, and from the model of this call?"
    if abs(mine["confidence"] - theirs["confidence"]) < ROUNDED_WITHIN:
        return f"Was it rounded? Within {CONFIDENCE_WITHIN:.4f} is asked for."
    return "Which of the row's shares is the confidence, and is it from the model of this call?"


def taken_case(answer: Any, cards: list[dict[str, Any]], words: str, nudge: str) -> Case:
    """A tray is answered at all; without this, an error would not say which tray it was."""
    took = refusal(answer.function, [cards], str(PRACTICE_MODEL))
    raised = took.instead if took.words is None else f"raised ValueError: {took.words:.80}"
    failed = raised.startswith("raised")
    return not failed, f"For {words} fast_answers {raised}.", nudge


def counted_cases(answer: Any, requests: Trays, path: Path) -> Iterator[Case]:
    """The model is loaded once, and asked once a request."""
    with counted() as counts:
        answer(requests, str(path))
    sentence = f"For {len(requests)} requests the model was loaded {counts.loaded} times."
    yield counts.loaded <= 1, sentence, "Which of your steps would give the same in each request?"
    cards = sum(map(len, requests))
    sentence = f"{cards} cards in {len(requests)} requests asked the model {counts.asked} times."
    yield counts.asked <= len(requests), sentence, "How many rows may `numbers` have?"


def growth_case(answer: Any, path: Path) -> Case:
    """One more card in a request costs nearly no more calls."""
    few, many = 2, 6
    calls = []
    for size in (few, many):
        with counted(calls=True) as counts:
            answer([some_cards()[:size]], str(path))
        calls.append(counts.calls)
    each = (calls[1] - calls[0]) / (many - few)
    sentence = f"The answers are equal, but each further card of a request costs {each:,.0f} calls "
    sentence += f"into libraries; {CALLS_A_CARD} are allowed."
    return bool(each <= CALLS_A_CARD), sentence, "What is still done card by card?"


def fast_answers_speed(fast_answers: Callable[..., Any]) -> dict[str, float]:
    """CPU of one tray through the slow handler and the learner's; raises UnequalError."""
    path = syllabus.lesson("5.2").file("solutions")
    slow = answer_from(path.read_text("utf-8"), "slow_answers", filename=str(path))
    tray = [some_cards()[:MEASURED_CARDS]]
    ways = {
        "slow_answers": lambda: slow(tray, str(PRACTICE_MODEL)),
        YOURS: lambda: fast_answers(tray, str(PRACTICE_MODEL)),
    }
    slow_ones, fast_ones = (way()[0] for way in ways.values())
    if len(fast_ones) != len(slow_ones) or not all(map(equal, fast_ones, slow_ones)):
        raise UnequalError("The answers differ; speed is measured on equal answers.")
    return cpu_ratios(ways, rows=MEASURED_CARDS)


@question(
    "5.2",
    title="From half a second to less than a tenth",
    answer="fast_answers",
    returns=list[list],
    points=3,
    hints=(
        "Which lines of the slow handler give the same, whatever the request?",
        "What would a frame of all cards of a request need, so that a column of Nones is one of numbers?",
        "The session takes an array with a row a card. What does it give back, and for which row?",
    ),
    why="""Nothing became cleverer: what was done for each request is done once, and what was done for each
card is done for the tray. Look there first, before a bigger machine or another model.""",
    speed=fast_answers_speed,
)
def equal_answers_by_few_calls(fast_answers):
    requests = trays()
    first = requests[:1]
    yield from answer_cases(
        first, fast_answers(first, str(PRACTICE_MODEL)), wanted(first, PRACTICE_MODEL)
    )
    yield taken_case(
        fast_answers, [], "an empty tray", "Which columns does a frame of no card have?"
    )
    for path in (PRACTICE_MODEL, OTHER_MODEL):
        got = fast_answers(requests, str(path))
        yield from answer_cases(requests, got, wanted(requests, path))
    yield from counted_cases(fast_answers, requests, PRACTICE_MODEL)
    yield growth_case(fast_answers, PRACTICE_MODEL)
    late = [long_tray()]
    words = (
        f"a tray of {LONG} cards, the first {LATE} without egg_groups and hue, their weights whole,"
    )
    nudge = "From how many of its cards is the kind of a column taken?"
    yield taken_case(fast_answers, late[0], words, nudge)
    got = fast_answers(late, str(PRACTICE_MODEL))
    yield from answer_cases(late, got, wanted(late, PRACTICE_MODEL))
