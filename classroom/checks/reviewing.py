"""A review against the faults of a change: comments matched one to one, their tests tried.

A comment finds a fault by its place and its category. What it says is read for being sentences
of somebody's own; whether they are right a machine does not know, and a test of theirs does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from classroom.checks.changed import files_of, shown_lines
from classroom.checks.prose import Case, said_again, unwritten

CATEGORIES = (
    "leakage", "skew", "reproducibility", "error_handling", "validation", "hardcoding",
    "performance", "privacy", "testing", "documentation",
)  # fmt: skip
SEVERITIES = ("blocker", "should_fix", "nit")
KEYS = ("file", "line", "category", "severity", "comment")
QUOTED = re.compile(r"`[^`]+`|\"[^\"]+\"")
RECALL, PRECISION = 0.7, 0.6
NEAR, MOST_COMMENTS, FEWEST_WORDS, MOST_WORDS = 3, 12, 8, 90

Comment = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Lines of a file of the change, from the one that holds `first` to the one with `last`."""

    file: str
    first: str
    last: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that may be said of a change: where, under which categories; `ask` is a nudge."""

    places: tuple[Place, ...]
    categories: tuple[str, ...] = CATEGORIES
    ask: str = ""


@dataclass(frozen=True)
class Change:
    """What there is to find: `nits` count for nothing, who accuses `tempting` is wrong.

    `tried` runs a comment's test: "" where it fails on the change and passes on the base, else
    what it does, as a clause.
    """

    diff: str
    faults: tuple[Remark, ...]
    tempting: Remark
    nits: tuple[Remark, ...]
    task: str
    tried: Callable[[str], str]
    lines: dict[str, dict[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the diff once."""
        shown = {path: shown_lines(hunks) for path, hunks in files_of(self.diff).items()}
        object.__setattr__(self, "lines", shown)

    def fits(self, comment: Comment, fault: Remark) -> int | None:
        """The distance to a fault that a comment may mean; None: another, or what only tempts."""
        distance = self.distance(comment, fault)
        if distance is None or comment["category"] not in fault.categories:
            return None
        other = self.distance(comment, self.tempting)
        return distance if other is None or distance <= other else None

    def distance(self, comment: Comment, remark: Remark) -> int | None:
        """Lines between a comment and the nearest place of a remark; None: not within NEAR."""
        found = []
        for place in remark.places:
            if place.file == comment["file"]:
                first, last = self.span(place)
                found.append(max(first - comment["line"], comment["line"] - last, 0))
        return min((one for one in found if one <= NEAR), default=None)

    def span(self, place: Place) -> tuple[int, int]:
        """The first and last line of a place. Raises LookupError where its text is gone."""
        lines = self.lines[place.file]
        ends = []
        for text in (place.first, place.last or place.first):
            at = [number for number, line in lines.items() if text in line]
            if len(at) != 1:
                raise LookupError(f"{text!r} stands {len(at)} times in the diff of {place.file}")
            ends += at
        return ends[0], ends[1]


def review_cases(found: Any, change: Change) -> Iterator[Case]:
    """A review is whole, written by somebody, finds enough faults, and accuses little else."""
    problem, nudge = unfit(found, change)
    yield not problem, problem, nudge
    comments = [one | {"file": full_name(one["file"], change)} for one in found]
    matched = matching(comments, change)
    tests = {at: change.tried(comments[at]["test"]) for at in matched if "test" in comments[at]}
    proved = sum(not clause for clause in tests.values())
    fewest = ceil(RECALL * len(change.faults))
    # One proved fault counts twice, no more: else a review of two faults would pass for five.
    enough = len(matched) + (proved > 0) >= fewest
    worth = Counter(_worth(at, comments, matched, change) for at in range(len(comments)))
    alarms = worth["alarm"] + worth["tempted"] + worth["category"]
    precision = len(matched) / max(1, len(matched) + alarms)
    told = _counted(len(matched), proved, worth, len(change.faults))
    failed = [(comments[at]["line"], clause) for at, clause in tests.items() if clause]
    weak = " Your test of line {} {}.".format(*failed[0]) if failed else ""
    yield (
        precision >= PRECISION or not enough,
        f"{told} Precision is {precision:.2f}, and {PRECISION} is asked for.{weak}",
        _alarm_question(worth, change),
    )
    open_ones = [one for at, one in enumerate(change.faults) if at not in matched.values()]
    yield (
        enough,
        f"{told} At least {fewest} are needed, or {fewest - 1} if a test proves one of them.{weak}",
        _open_question(worth, open_ones, change),
    )


def unfit(found: Any, change: Change) -> tuple[str, str]:
    """What keeps a review from being read, and a question; both empty where nothing does."""
    if not 1 <= len(found) <= MOST_COMMENTS:
        said = f"The review has {len(found)} comments; 1 to {MOST_COMMENTS} are read."
        return said, "Which of them would stop you from merging?"
    for number, one in enumerate(found, start=1):
        if problem := _unfit_comment(one, change):
            return f"Comment {number} {problem[0]}.", problem[1]
    if twice := said_again(one["comment"] for one in found):
        said = f"Two comments say the same words: {twice[:60]!r}."
        return said, "What is wrong in this line, and not in the other?"
    return "", ""


def _unfit_comment(one: Any, change: Change) -> tuple[str, str] | None:
    if not isinstance(one, dict) or not set(KEYS) <= set(one) <= {*KEYS, "test"}:
        keys = sorted(map(str, one)) if isinstance(one, dict) else one
        return f"has {keys!r}; {', '.join(KEYS)} are needed, and test may be", "Which is misspelt?"
    for name, allowed in (("category", CATEGORIES), ("severity", SEVERITIES)):
        if type(one[name]) is not str or one[name] not in allowed:
            return f"has the {name} {one[name]!r}", f"Which of {', '.join(allowed)} is meant?"
    path = full_name(one["file"], change)
    if path not in change.lines:
        return f"is on {one['file']!r}", f"Which of {', '.join(change.lines)} is meant?"
    if type(one["line"]) is not int or one["line"] not in change.lines[path]:
        problem = f"is on line {one['line']!r} of {path}, which the diff does not show"
        hint = "" if type(one["line"]) is int else " It is a whole number, without quotes."
        return problem, "Which number stands in front of the line in the page?" + hint
    if type(one.get("test", "")) is not str:
        return f"has a test that is {one['test']!r}", "Is it the source of a function, as text?"
    clause = "is no text" if type(one["comment"]) is not str else unwritten(
        own_words(one["comment"]), fewest=FEWEST_WORDS, most=MOST_WORDS, task=change.task
    )  # fmt: skip
    nudge = "What goes wrong, for whom, and what would you do instead?"
    return (f"on line {one['line']} {clause}", nudge) if clause else None


def own_words(comment: str) -> str:
    """A comment without the code and the words that it quotes: only the rest is its author's."""
    said = QUOTED.sub("this", comment)
    # A comparison is no placeholder.
    return said.translate(str.maketrans("<>{}", "    "))


def full_name(file: Any, change: Change) -> Any:
    """The path in the diff that a name stands for: "routes.py" is enough where one file ends so."""
    ends = [path for path in change.lines if type(file) is str and path.endswith(f"/{file}")]
    return ends[0] if len(ends) == 1 else file


def matching(comments: Sequence[Comment], change: Change) -> dict[int, int]:
    """Which comment finds which fault: as many pairs as there can be, near ones first."""
    near: list[list[int]] = []
    for comment in comments:
        found = [(change.fits(comment, one), at) for at, one in enumerate(change.faults)]
        near.append([at for _, at in sorted(one for one in found if one[0] is not None)])
    taken: dict[int, int] = {}

    def place(at: int, seen: set[int]) -> bool:
        for fault in near[at]:
            if fault not in seen:
                seen.add(fault)
                if fault not in taken or place(taken[fault], seen):
                    taken[fault] = at
                    return True
        return False

    for at, comment in enumerate(comments):
        # Who calls a fault a nit lets it pass.
        if comment["severity"] != "nit":
            place(at, set())
    return {at: fault for fault, at in taken.items()}


def _worth(at: int, comments: Sequence[Comment], matched: Mapping[int, int], change: Change) -> str:
    comment = comments[at]
    if at in matched:
        return "found"
    if any(change.fits(comment, one) is not None for one in change.faults):
        return "waved" if comment["severity"] == "nit" else "again"
    if comment["severity"] == "nit" or _listed(comment, change):
        return "nit"
    if change.distance(comment, change.tempting) is not None:
        return "tempted"
    near = any(change.distance(comment, one) is not None for one in change.faults)
    return "category" if near else "alarm"


def _listed(comment: Comment, change: Change) -> bool:
    near = (one for one in change.nits if change.distance(comment, one) is not None)
    return any(comment["category"] in one.categories for one in near)


def _counted(found: int, proved: int, worth: Mapping[str, int], faults: int) -> str:
    words = {
        "category": "at a fault, with a category that does not fit it: {}",
        "tempted": "sound lines accused that look wrong: {}",
        "alarm": "comments on sound lines: {}",
        "waved": "faults that you call nits: {}",
        "nit": "matters of taste, by severity or category: {}",
    }
    proof = f", {proved} of them with a test that fails on the change" if proved else ""
    told = [text.format(worth[one]) for one, text in words.items() if worth[one]]
    return "; ".join([f"Faults found: {found} of {faults}{proof}", *told]) + "."


def _alarm_question(worth: Mapping[str, int], change: Change) -> str:
    if worth["tempted"]:
        return change.tempting.ask
    if worth["category"] > worth["alarm"]:
        return "What breaks because of that line, and which category names that?"
    return "Which input would make that line give a wrong result? If there is none, why change it?"


def _open_question(worth: Mapping[str, int], open_ones: Sequence[Remark], change: Change) -> str:
    if worth["waved"]:
        return "Would you merge it as it is? Who finds out, and when?"
    if worth["category"]:
        return "What breaks because of that line, and which category names that?"
    return open_ones[0].ask if open_ones else change.tempting.ask
