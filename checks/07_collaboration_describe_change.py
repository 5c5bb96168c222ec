"""What a right pull request description is (7.3): five parts, and numbers that were measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from cardshop.dataset import DATA, verified
from classroom.checks import question
from classroom.checks.prose import (
    PLACEHOLDER,
    Wanted,
    numbers_in,
    parts_of,
    said_again,
    spelled_out,
    states,
    text_cases,
)
from classroom.checks.shape import described

Case = tuple[bool, str, str]
HEADINGS = ("## What", "## Why", "## How", "## Testing", "## Metrics")
PART_WORDS = 6
# What the exercise shows; any other test of the folder is as good.
TESTS = (
    "test_a_sure_card_is_filed_and_an_unsure_one_goes_to_the_desk",
    "test_a_card_that_misses_the_deadline_goes_to_the_desk_and_is_remembered_so",
    "test_a_refused_card_is_not_remembered_and_not_repeated",
    "test_answers_agree_with_the_artefact",
    "test_each_raw_request_gets_its_exact_status_in_one_shape",
    "test_overload_gives_only_the_503s_it_should",
    "test_stopping_answers_what_waits_and_closes_the_journal",
    "test_waiting_cards_are_computed_together_and_a_batch_starves_nobody",
)
# Connections, cards, seconds and rounds of the measurement, its day and Python; the shop's
# deadline, stations, cards a day, a row at a time; codes of HTTP.
SAID = (32, 200, 4, 7, 2, 1, 11, 21, 3.11, 100, 2_000, 10_000, 5, 401, 413, 422, 429, 500, 503)
CONNECTIONS = 32
NO_METRIC = ("failed requests", "late answers")
MODELS = {"xgboost": r"\b(xg ?boost\w*|boost\w*)", "logistic": r"\blogistic"}
MACHINE = re.compile(r"\b(cores?|machine|laptop|processors?|cpus|hardware|epyc)\b", re.IGNORECASE)
SERVICE, OLD = r"\b(service|gate|server)\b", r"\b(naive|old|previous|former|fastapi|replac\w*)\b"
RISK = re.compile(
    r"\b(risk\w*|go(es)? wrong|downsides?|caveats?|dangers?|worst case|what (can|could) break"
    r"|(may|might|could|can) (break|fail|lose|drop|be lost)|would be lost)\b",
    re.IGNORECASE,
)
WAY_BACK = re.compile(
    r"\b(roll\w*[- ]?back|revert\w*|restor\w*|undo\w*|undone|(switch|go|goes|change|put|turn|point|bring)\w*"
    r"( \w+){0,4} back|back to (the )?(old|naive|previous|former))\b",
    re.IGNORECASE,
)
TEST_NAME = re.compile(r"\btest_\w+")
UNIT = re.compile(r"(?<=\d)(?=(ms|s|mb|gb|x|×|rps|times)\b)", re.IGNORECASE)
TASK = """Module 5 replaced a service as tutorials write it by the one that the gate has now. Nobody
who reviews it was there, and whoever looks for the cause of a slow morning in two years finds this text
or nothing. A description is a claim and somebody has to be able to check it against what was measured
what the change does and for whom what it costs the shop as it is how it is done which tests show that it
works and what was measured before and after under which conditions and what could go wrong and the way back"""
WANTED = Wanted(60, 250, task=TASK, reader="a reviewer", holder="the table")


@cache
def measured() -> pl.DataFrame:
    """The table of the exercise; raises DatasetError where it was changed."""
    return pl.read_csv(verified("serving.csv", folder=DATA / "measured"))


@cache
def known_tests() -> frozenset[str]:
    """Names of the tests of cardshop, and of those that the exercise shows."""
    folder = DATA.parent / "tests" / "cardshop"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("test_*.py"))]
    return frozenset(TESTS).union(*(re.findall(r"def (test_\w+)", one) for one in texts))


@cache
def known_files() -> frozenset[str]:
    """Names of the files of these tests, which a description may name."""
    return frozenset(one.stem for one in (DATA.parent / "tests").rglob("test_*.py"))


def forms(value: float) -> list[float]:
    """How a text may say a number: as it is, or a large one rounded."""
    return [value, round(value, -1), round(value, -2)] if value >= 1000 else [value]


def compared(before: float, after: float) -> Iterator[float]:
    """What follows from the two: difference, ratios, per cent."""
    yield after - before
    if before and after:
        yield from (after / before, before / after)
        yield from (100 * after / before, 100 * (after - before) / before)


@cache
def known_numbers() -> tuple[float, ...]:
    """All that the text may say."""
    found = [*map(float, SAID)]
    for row in measured().iter_rows(named=True):
        pair = row["before"], row["after"]
        found += [row[one] for one in ("times", "lowest", "highest") if row[one] is not None]
        found += [form for one in (*pair, *compared(*pair)) for form in forms(one)]
    return tuple(found)


def plain(text: str) -> str:
    """The text with numbers apart from their units, and 2k as 2000."""
    return UNIT.sub(" ", spelled_out(text))


def without_tables(text: str) -> str:
    """The text without rows of Markdown tables and fences, which are no sentences."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(("|", "```")))
    return "\n".join(lines)


def part_cases(text: str) -> Iterator[Case]:
    """The five parts, in their order, none of them empty."""
    found = parts_of(text)
    headings = [one for one, _ in found]
    sentence = f"The text has the headings {described(headings)}; {', '.join(HEADINGS)} are needed."
    yield headings == [*HEADINGS], sentence, "Where does a reviewer look for the numbers?"
    for heading, part in found:
        words = len(part.split())
        # A list of tests says enough.
        least = 1 if heading == "## Testing" else PART_WORDS
        sentence = f"Under {heading!r} stand {words} words; {least} or more are needed."
        yield words >= least, sentence, "What does a reviewer ask when it is missing?"
        left = PLACEHOLDER.search(part)
        sentence = f"Under {heading!r} stands {left.group() if left else ''!r}."
        yield left is None, sentence, "What did you mean to write there?"
    again = said_again(part for _, part in found)
    sentence = f"Two parts say the same: {again[:60]!r}."
    yield not again, sentence, "Which of the two questions does it answer?"


def number_cases(body: str) -> Iterator[Case]:
    """The prose is sentences, and every number of it and of its tables was measured."""
    # One is told of a word count by what one wrote, tables too.
    words = len(body.split())
    sentence = f"The text has {words} words; {WANTED.most_words} at most are asked for."
    yield words <= WANTED.most_words, sentence, "Which sentence does the diff say better?"
    yield from text_cases(without_tables(body), known_numbers(), WANTED)
    rows = "\n".join(line for line in body.splitlines() if line.lstrip().startswith("|"))
    loose = [word for word, near in numbers_in(rows) if not any(map(near, known_numbers()))]
    sentence = f"A table of the text says {', '.join(loose[:3])}, and no field of the table does."
    yield not loose, sentence, "Where does that number come from, and who can check it?"


def metric_cases(part: str) -> Iterator[Case]:
    """One measure at least, before and after, of one model, and how it was measured."""
    rows = measured().filter(~pl.col("measure").is_in(NO_METRIC)).iter_rows(named=True)
    told = {
        row["model"] for row in rows if all(_told(part, row[one]) for one in ("before", "after"))
    }
    sentence = "Metrics has no measure with both its numbers, before and after, from one row."
    yield bool(told), sentence, "Compared with what? Both numbers stand in one row of the table."
    named = [one for one in sorted(told) if re.search(MODELS[one], part, re.IGNORECASE)]
    sentence = (
        f"Metrics gives numbers of {' and '.join(sorted(told))}, and does not name that model."
    )
    yield bool(named), sentence, "Which of the two models was served when that was measured?"
    load = states(part, CONNECTIONS) or bool(re.search(r"thirty[- ]two", part, re.IGNORECASE))
    sentence = "Metrics does not say under which load: how many connections asked at once."
    yield load, sentence, "With one connection the difference is another one. How many were there?"
    sentence = "Metrics does not say on what kind of machine."
    yield bool(MACHINE.search(part)), sentence, "Who measures again, on what, to get your numbers?"


def _told(part: str, value: float) -> bool:
    return any(states(part, form) for form in forms(value))


def testing_cases(part: str, text: str) -> Iterator[Case]:
    """A test that exists is named under Testing, and none that does not, anywhere."""
    names = {*TEST_NAME.findall(part)} & known_tests()
    invented = sorted({*TEST_NAME.findall(text)} - known_tests() - known_files())
    sentence = f"There is no test {', '.join(invented[:2])} in tests/cardshop."
    yield not invented, sentence, "What would a reviewer find who runs it?"
    sentence = "Testing names no test of tests/cardshop."
    yield bool(names), sentence, "Which test would go red if the change did not do what you say?"


def whole_cases(body: str) -> Iterator[Case]:
    """It is about this change, says what could go wrong, and how it is taken back."""
    for words, what, nudge in (
        (SERVICE, "the service", "Which change is this the description of?"),
        (OLD, "what stood there before", "What is replaced? A reviewer sees the new code alone."),
    ):
        found = bool(re.search(words, body, re.IGNORECASE))
        yield found, f"The text does not speak of {what}.", nudge
    sentence = "The text names no risk."
    nudge = "What is different on the first bad morning with it? What can it lose?"
    yield bool(RISK.search(body)), sentence, nudge
    sentence = "The text does not say how to go back."
    yield bool(WAY_BACK.search(body)), sentence, "At ten past nine it goes wrong. What is done?"


@question(
    "7.3",
    title="A description that a reviewer can use",
    answer="describe_change",
    returns=str,
    points=3,
    hints=(
        "Take one row of the table. Its two numbers, its model and the load make a metric.",
        "Which of the tests would have failed with the old service? Name it under Testing.",
        "Imagine the morning after: what could the new service do that the old one could not?",
    ),
    why="""Structure and numbers were checked, the argument was not: whether the *why* is a reason, whether the
test is the right one, and whether the risk is the real one, a reviewer says. Score it, 0 to 2 each: the first
sentence says what changes for whom · the comparison is fair, and says where it is not · somebody could
repeat the measurement · the way back can be gone at night.""",
)
def a_description_to_check(describe_change):
    text: Any = plain(describe_change())
    yield from part_cases(text)
    parts = dict(parts_of(text))
    body = "\n".join(parts.values())
    yield from whole_cases(body)
    yield from testing_cases(parts["## Testing"], text)
    yield from number_cases(body)
    yield from metric_cases(parts["## Metrics"])
