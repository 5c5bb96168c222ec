"""What a right answer to question 5.1 is: an app that names five kinds of trouble, and goes on."""

from __future__ import annotations

import contextlib
import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cardshop.contract import RARITIES
from classroom import syllabus
from classroom.checks import answer_from, question
from classroom.checks.structure import meaning, modules_used

Case = tuple[bool, str, str]
SOUND: dict[str, Any] = {"card_id": "A7", "hp": 60, "rarity": "Rare", "scan_hue_deg": 210.5}
OUTAGES = ["B1", "B2", "B3"]
MODEL = (503, "model_unavailable", None)
NO_JSON = (400, "malformed_json", None)
KEYS = {"error", "field"}


class Sent(NamedTuple):
    """A request in words and as its body, what may be answered, and a question to think about."""

    words: str
    body: str | list[int]
    wanted: tuple[tuple[int, str, str | None], ...]
    nudge: str


def card(**changes: Any) -> str:
    """The body of a sound card with these changes."""
    return json.dumps(SOUND | changes)


def without(*names: str, **changes: Any) -> str:
    """The body of a sound card without these fields."""
    return json.dumps({key: one for key, one in (SOUND | changes).items() if key not in names})


def wrong(name: str | None, *errors: str) -> tuple[tuple[int, str, str | None], ...]:
    """The answers to a body that is refused for one of these reasons."""
    return tuple((422, one, name) for one in errors)


PARSER = "Who notices that a body is no JSON: you or FastAPI, and what does it answer by itself?"
MISSING = "How does the app tell a field that is not there from one of another kind?"
TEXT = "Is a number a text?"
NULL = "Is null a field that is not there, or a value of some kind?"
KIND = 'Would your check take "60" or true for a number, and would the model?'
RANGE = "Which ends belong to the range, and is NaN below or above anything?"
OURS = "Whose fault is it when the model raises, and what would a stack trace tell a stranger?"
FIRST = "In which order do you look at the fields, and which is answered?"
BAD = (
    Sent("a body that is cut off", '{"card_id": "A7", "hp":', (NO_JSON,), PARSER),
    Sent("an empty body", "", (NO_JSON,), "Is nothing at all JSON?"),
    Sent("a body of plain words", "hello", (NO_JSON,), PARSER),
    *(
        Sent(f"a card without {name}", without(name), wrong(name, "missing_field"), MISSING)
        for name in SOUND
    ),
    Sent("a card with card_id 7", card(card_id=7), wrong("card_id", "wrong_type"), TEXT),
    Sent("a card with card_id null", card(card_id=None), wrong("card_id", "wrong_type"), NULL),
    Sent('a card with hp "60"', card(hp="60"), wrong("hp", "wrong_type"), KIND),
    Sent("a card with hp true", card(hp=True), wrong("hp", "wrong_type"), KIND),
    Sent("a card with hp 60.5", card(hp=60.5), wrong("hp", "wrong_type"), KIND),
    Sent("a card with hp null", card(hp=None), wrong("hp", "wrong_type"), NULL),
    Sent(
        'a card with scan_hue_deg "210"',
        card(scan_hue_deg="210"),
        wrong("scan_hue_deg", "wrong_type"),
        KIND,
    ),
    Sent(
        "a card with scan_hue_deg true",
        card(scan_hue_deg=True),
        wrong("scan_hue_deg", "wrong_type"),
        KIND,
    ),
    Sent(
        "a card with rarity 3",
        card(rarity=3),
        wrong("rarity", "wrong_type", "not_allowed"),
        KIND,
    ),
    Sent("a list of one card", f"[{card()}]", wrong(None, "wrong_type"), "Is a list a card?"),
    Sent("the body null", "null", wrong(None, "wrong_type"), "JSON it is; is it a card?"),
    Sent("a card with hp 29", card(hp=29), wrong("hp", "not_allowed"), RANGE),
    Sent("a card with hp 341", card(hp=341), wrong("hp", "not_allowed"), RANGE),
    Sent("a card with hue 360", card(scan_hue_deg=360), wrong("scan_hue_deg", "not_allowed"), RANGE),
    Sent(
        "a card with hue -0.1",
        card(scan_hue_deg=-0.1),
        wrong("scan_hue_deg", "not_allowed"),
        RANGE,
    ),
    *(
        Sent(
            f"a card with hue {text}",
            card().replace("210.5", text),
            (*wrong("scan_hue_deg", "not_allowed"), NO_JSON),
            RANGE,
        )
        for text in ("NaN", "1e999", "-Infinity")
    ),
    Sent(
        "a card of the unknown rarity Shiny",
        card(rarity="Shiny"),
        wrong("rarity", "not_allowed"),
        "What would the model make of a word that it never saw?",
    ),
    Sent(
        "a card of the rarity rare, in small letters",
        card(rarity="rare"),
        wrong("rarity", "not_allowed"),
        "Is mending what was sent asked for, and would the station ever learn of it?",
    ),
    Sent(
        'a card with hp "60" and no hue', without("scan_hue_deg", hp="60"),
        wrong("hp", "wrong_type"), FIRST,
    ),
    Sent(
        "a card with hp 9999 and rarity 3", card(hp=9999, rarity=3),
        wrong("hp", "not_allowed"), FIRST,
    ),
    Sent(
        "a card without card_id, of hue 400", without("card_id", scan_hue_deg=400),
        wrong("card_id", "missing_field"), FIRST,
    ),
    *(Sent(f"card {name}, at which the model fails,", card(card_id=name), (MODEL,), OURS)
      for name in OUTAGES),
    Sent(
        "card B1 of hp 0, at which the model would fail,", card(card_id="B1", hp=0),
        wrong("hp", "not_allowed"), "What is looked at first, the card or the model?",
    ),
)  # fmt: skip
GOOD: tuple[dict[str, Any], ...] = (
    {},
    {"hp": 30},
    {"hp": 340},
    {"scan_hue_deg": 0},
    {"scan_hue_deg": 359.9},
    {"scan_hue_deg": 119},
    {"card_id": "é/π"},
    {"rarity": RARITIES[0]},
    {"rarity": RARITIES[-1]},
    {"station": 12},
)
AFTER = "Did the request before it leave something behind?"
SOUND_NUDGE = "Which of your rules refuses it, and does the docstring say so?"
RAW = (
    Sent("bytes that are no UTF-8", [123, 255, 254, 125], (), PARSER),
    Sent("100,000 open brackets", "[" * 100_000, (), "What does a parser do that calls itself?"),
    Sent("an hp of 5,000 digits", card().replace(" 60,", f" {'9' * 5000},"), (), "Which error?"),
    Sent("a hundred thousand letters for an hp", card(hp="x" * 100_000), (), KIND),
)
ELSEWHERE = (
    ("POST /cards", {"path": "/cards", "body": card()}, 404),
    ("GET /card", {"path": "/card", "method": "GET"}, 405),
)


def posted(body: str | list[int]) -> dict[str, Any]:
    """A request as data."""
    return {"path": "/card", "body": body}


def said(got: dict[str, Any]) -> str:
    """A response in words."""
    log = f" (the app let through {got['log']:.60})" if got.get("log") else ""
    return f"status {got.get('status')} and {got.get('body')!s:.120}{log}"


def response_cases(got: list[dict], count: int) -> Iterator[Case]:
    """One response a request."""
    sentence = f"answer was given {count} requests and returned {len(got)} responses."
    yield len(got) == count, sentence, "Does asked get all of them?"
    whole = all({"status", "body"} <= set(one) for one in got)
    yield whole, "A response has status and body, as asked gives them.", "What does asked return?"


def refused_case(sent: Sent, got: dict[str, Any]) -> Case:
    """A bad request has the one status, and the one body."""
    found = (got["status"], got["body"])
    right = any(found == (status, {"error": e, "field": f}) for status, e, f in sent.wanted)
    status, error, field = sent.wanted[0]
    wanted = json.dumps({"error": error, "field": field})
    return right, f"POST {sent.words} gave {said(got)}; expected {status} and {wanted}.", sent.nudge


def sound_case(given: dict[str, Any], got: dict[str, Any], after: str) -> Case:
    """A sound card gets what the model says."""
    right = got["status"] == 200 and got["body"] == model_says(given, [])
    words = f"POST a sound card {json.dumps(given, ensure_ascii=False)}{after} gave {said(got)}"
    nudge = AFTER if after else SOUND_NUDGE
    return right, f"{words}; expected 200 and {json.dumps(model_says(given, []))}.", nudge


def model_says(given: dict[str, Any], outages: list[str]) -> dict[str, Any]:
    """What the notebook's model says."""
    path = syllabus.lesson("5.1").file("solutions")
    if not _MODEL:
        _MODEL.append(answer_from(path.read_text("utf-8"), "model_says", filename=str(path)))
    return _MODEL[0](given, outages)


_MODEL: list[Any] = []


DOWN = {"C1": OSError, "C2": AttributeError, "C3": TimeoutError}
OTHER_SAYS = {"card_type": "Fairy", "confidence": 0.25}


def stand_in(card: dict[str, Any], outages: list[str], *, _model: Callable[..., Any]) -> Any:
    """What stands in the place of `model_says`: hands everything to another model."""
    return _model(card, outages)


@contextlib.contextmanager
def another_model(answer: Any, model: Callable[..., Any]) -> Iterator[bool]:
    """Puts a model in the place of `model_says`; says whether the answer has one to replace.

    The code is exchanged and not the name, so every name that the answer has for it is meant.
    """
    function = meaning("model_says", answer.function.__globals__)
    if not inspect.isfunction(function):
        yield False
        return
    before = function.__code__, function.__kwdefaults__
    function.__code__, function.__kwdefaults__ = stand_in.__code__, {"_model": model}
    try:
        yield True
    finally:
        function.__code__, function.__kwdefaults__ = before


def other_model_cases(answer: Any) -> Iterator[Case]:
    """The model's own answers and errors are what counts, and it sees sound cards alone."""
    heard: list[Any] = []

    def model(given: Any, _outages: list[str]) -> dict[str, Any]:
        heard.append(given)
        if given["card_id"] in DOWN:
            raise DOWN[given["card_id"]]("/srv/models/4")
        return dict(OTHER_SAYS)

    bad = [one for one in BAD if one.wanted != (MODEL,)]
    asks = [card(card_id=name) for name in DOWN]
    with another_model(answer, model) as replaced:
        yield replaced, "answer does not ask model_says.", "Who says what type a sound card has?"
        refused = answer([posted(one.body) for one in bad], [])
        seen = [*heard]
        got = answer([*map(posted, asks), posted(card())], [])
    yield from response_cases(refused, len(bad))
    yield from response_cases(got, len(asks) + 1)
    sentence = (
        f"model_says was asked about {json.dumps(seen[0] if seen else '', default=str):.120},"
    )
    asked_first = "Is a card looked at before the model is asked, or after?"
    yield not seen, f"{sentence} and that is no sound card.", asked_first
    for (name, kind), one in zip(DOWN.items(), got, strict=False):
        sentence = (
            f"model_says raised {kind.__name__} at card {name}, with outages []: {said(one)}; "
        )
        right = (one["status"], one["body"]) == (503, {"error": MODEL[1], "field": None})
        yield (
            right,
            f"{sentence}expected 503.",
            "Which errors of the model do you expect, and where?",
        )
    right = got[-1]["status"] == 200 and got[-1]["body"] == OTHER_SAYS
    sentence = (
        f"model_says returned {json.dumps(OTHER_SAYS)}, and a sound card got {said(got[-1])}."
    )
    yield right, sentence, "Who says what type a sound card has?"


def raw_requests(answer: Any) -> Iterator[Case]:
    """The badge: whatever comes, no 5xx and one shape, and the next card is answered."""
    requests = [posted(one.body) for one in RAW] + [request for _, request, _ in ELSEWHERE]
    got = answer([*requests, posted(card())], OUTAGES)
    yield from response_cases(got, len(requests) + 1)
    wanted = [(one.words, range(400, 500), one.nudge) for one in RAW]
    wanted += [
        (words, (status,), "Who answers an address that the app does not have?")
        for words, _, status in ELSEWHERE
    ]
    for (words, allowed, nudge), one in zip(wanted, got, strict=False):
        keys = set(one["body"]) if isinstance(one["body"], dict) else set()
        sentence = f"{words}: {said(one)}; expected {allowed[0]} or another status of its hundred"
        yield one["status"] in allowed and keys == KEYS, f"{sentence}, with error and field.", nudge
    yield sound_case(SOUND, got[-1], " after those")


@question(
    "5.1",
    title="An API for bad days",
    answer="answer",
    returns=list[dict],
    points=4,
    hints=(
        "FastAPI raises RequestValidationError for a body that does not fit. Who answers it?",
        "What do the entries of error.errors() say under type and loc, case by case?",
        "A pydantic model in strict mode: which of the kinds does it tell apart by itself?",
    ),
    why="""Five kinds of trouble have five names, so the station's program can act on them: mend the card,
send it again later, or call you. A 4xx is theirs, a 5xx is ours, and only ours may wake somebody.""",
    full=raw_requests,
)
def an_api_for_bad_days(answer):
    given = [SOUND | one for one in GOOD]
    got = answer([posted(json.dumps(one)) for one in given], [])
    yield from response_cases(got, len(GOOD))
    for one, mine in zip(given, got, strict=True):
        yield sound_case(one, mine, "")
    # After each bad request a sound one, so that what a bad one leaves behind is seen.
    sound = [SOUND | GOOD[at % len(GOOD)] for at in range(len(BAD))]
    requests = [
        [posted(bad.body), posted(json.dumps(one))] for bad, one in zip(BAD, sound, strict=True)
    ]
    got = answer([one for pair in requests for one in pair], OUTAGES)
    yield from response_cases(got, 2 * len(BAD))
    for at, (bad, one) in enumerate(zip(BAD, sound, strict=True)):
        yield refused_case(bad, got[2 * at])
        yield sound_case(one, got[2 * at + 1], f", after {bad.words},")
    yield from other_model_cases(answer)
    used = {name.split(".")[0] for name in modules_used(answer.function)}
    sentence = "The answers are right, and no app of FastAPI's gives them."
    yield bool(used & {"fastapi", "starlette"}), sentence, "What would a station send its POST to?"
