"""What a right answer to question 2.2 is: the leaks of eight reviews, and few false alarms."""

from __future__ import annotations

from functools import cache
from typing import Any

from cardshop.dataset import DATA
from classroom.checks import question

REVIEWS = tuple(f"review_{number}" for number in range(1, 9))
ENOUGH, MOST_ALARMS = 6, 1
# Per leak its kind, and what stands in the lines that may be named for it.
LEAKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "review_1": ("relatives", ("= train_test_split(",)),
    "review_3": ("late_column", ('"weakness"',)),
    "review_5": ("fitted_on_all", ("StandardScaler().fit(",)),
    "review_6": ("target_statistics", ("= cards.group_by(", "test = test.join(")),
    "review_8": ("future", (".join_asof(",)),
}
KINDS = {
    "late_column": "Ask of every input: who fills it in, and when?",
    "relatives": "Ask of every split: which cards are alike, and do they stand on one side?",
    "target_statistics": "Ask of every mean of the target: whose answers went into it?",
    "fitted_on_all": "Ask of every `fit`: which rows did it see, and had they been set aside?",
    "future": "Ask of every join by time: what of the same moment does it let in?",
}
ALARMED = "Ask of every line that you accuse: which tested row does it see, and what does it take from it?"
PAIR = "(line, kind) or None is asked for"


@cache
def text_of(review: str) -> list[str]:
    """The lines of one reviewed file."""
    return (DATA / "leak_reviews" / f"{review}.py").read_text("utf-8").splitlines()


@cache
def lines_of(review: str) -> set[int]:
    """The lines that may be named for the leak of a review, counted from 1."""
    told = LEAKS[review][1]
    text = enumerate(text_of(review), start=1)
    return {number for number, line in text if any(one in line for one in told)}


def unfit(found: dict[Any, Any]) -> tuple[str, str]:
    """What is no answer at all, and a question; both empty where each review has one."""
    if set(found) != set(REVIEWS):
        absent = [one for one in REVIEWS if one not in found]
        extra = [one for one in found if one not in REVIEWS]
        return f"Reviews without an entry: {absent}; unknown: {extra}.", "Which key is misspelt?"
    for review, one in found.items():
        if one is None:
            continue
        if not isinstance(one, (tuple, list)) or len(one) != 2:
            return f"Under {review} stands {one!r}; {PAIR}.", "What do you say of this file?"
        line, kind = one
        if type(kind) is not str or kind not in KINDS:
            return f"{review} has the kind {kind!r}.", f"Which of {', '.join(KINDS)} is meant?"
        last = len(text_of(review))
        if type(line) is not int or not 1 <= line <= last:
            return f"{review} has the line {line!r}.", f"Its lines are numbered from 1 to {last}."
    return "", ""


def outcome(review: str, one: Any) -> str:
    """In a word what an entry is worth."""
    if review not in LEAKS:
        return "right" if one is None else "false alarm"
    if one is None:
        return "missed"
    line, kind = one
    if kind != LEAKS[review][0]:
        return "another kind"
    return "right" if line in lines_of(review) else "another line"


def counted(worth: dict[str, str]) -> str:
    """All outcomes as one sentence, without a name of a review."""
    words = {
        "right": "Right: {} of 8",
        "missed": "leaks missed: {}",
        "another kind": "leaks named with another kind: {}",
        "another line": "leaks named with their kind, at another line: {}",
        "false alarm": "clean files accused: {}",
    }
    values = list(worth.values())
    told = [
        text.format(values.count(one)) for one, text in words.items() if one in ("right", *values)
    ]
    return f"{'; '.join(told)}. {ENOUGH} right ones and at most {MOST_ALARMS} accused pass."


def nudge_of(worth: dict[str, str]) -> str:
    """The kind of question that would have found the first leak that is not named rightly."""
    if list(worth.values()).count("false alarm") > MOST_ALARMS:
        return ALARMED
    if "another line" in worth.values():
        return "In which line does the tested row get in: where it is made, or where it is used?"
    open_ones = [one for one in LEAKS if worth[one] != "right"]
    return KINDS[LEAKS[open_ones[0]][0]] if open_ones else ALARMED


@question(
    "2.2",
    title="Spot the leakage",
    answer="spot_leaks",
    returns=dict,
    points=4,
    hints=(
        "For each `fit`, mean and join: does a row that is scored later take part in it?",
        (
            "A line that looks at all rows is no leak by itself. What does it take from them: "
            "an answer, a mean, or only which rows are equal?"
        ),
        "Three files are clean. One kind shows no symptom in its score: where is it still wrong?",
    ),
    why="A score is the last place where a leak shows, and some never show there. A reviewer who asks of "
    "each line which rows it sees, and who fills a column in when, finds them before a score exists.",
)
def six_of_eight(spot_leaks):
    found = spot_leaks()
    problem, nudge = unfit(found)
    yield not problem, problem, nudge
    worth = {review: outcome(review, found[review]) for review in REVIEWS}
    values = list(worth.values())
    passed = values.count("right") >= ENOUGH and values.count("false alarm") <= MOST_ALARMS
    yield passed, counted(worth), nudge_of(worth)
