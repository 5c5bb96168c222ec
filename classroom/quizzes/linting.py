"""What is wrong with a bank that can be read: rules that each return one line per finding."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from statistics import mean

from classroom.quizzes.bank import DIFFICULTIES, Option, Question, Quiz, unit_of, value_of
from classroom.quizzes.places import bare_scenarios, broken_lines, unknown_headings
from classroom.quizzes.signs import telling_sign, telling_signs
from classroom.quizzes.snippets import unconfirmed_snippets

Rule = Callable[[Quiz], Iterator[str]]

# Chosen by eye on the first bank, not measured on learners: a bar that a good bank clears.
SAME_WORDS_SHARE = 0.8  # of all words of two questions; above it they ask the same
LENGTH_RATIO = 1.6  # right against wrong options of one question, in characters
TELLING_SHARE = 0.4  # of a bank's keys; by chance it is one in four
FEWEST_FOR_SHARE = 8  # questions, below which a share says nothing
FEWEST_PER_OBJECTIVE = 2  # questions
FEWEST_OF_A_DIFFICULTY = 0.15  # share of the bank
FEWEST_WORDS_OF_WHY = 5

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
WORD = re.compile(r"[\w.]+")
CATCH_ALL = re.compile(
    r"^(all|none|both|neither|any) (of )?(the )?(above|these|them|others|options|answers)\b"
    r"|\bof the above\b",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(
    r"\b(always|never|impossible|guarantee[sd]?|entirely|completely)\b", re.IGNORECASE
)
BANNED = re.compile(
    r"\b(simply|just|obviously|easy|powerful|robust|leverage|delve|crucial|seamless)\b"
    r"|!|[\u2600-\u27bf\U0001f300-\U0001faff]",
    re.IGNORECASE,
)


def lint(quiz: Quiz, lesson: str | None = None) -> list[str]:
    """The findings of all rules, empty for a bank that may enter the course.

    `lesson` is its notebook's text, in which the headings to reread are looked up. Snippets are
    executed in a process of their own, so this takes seconds.
    """
    found = [finding for rule in RULES for finding in rule(quiz)]
    if lesson is not None:
        found += unknown_headings(quiz, lesson)
    return [f"{quiz.name}: {finding}" for finding in found]


def duplicate_ids(quiz: Quiz) -> Iterator[str]:
    """One line per id that stands twice: a learner's record could mean either."""
    for key, count in Counter(question.id for question in quiz.questions).items():
        if count > 1:
            yield f"{key}: {count} questions have this id; give each its own."


def duplicate_texts(quiz: Quiz) -> Iterator[str]:
    """One line per pair of questions that share most of their words, snippet included."""
    words = [_words(f"{question.text} {question.snippet or ''}") for question in quiz.questions]
    for first, second in combinations(range(len(words)), 2):
        share = len(words[first] & words[second]) / len(words[first] | words[second])
        if share >= SAME_WORDS_SHARE:
            pair = f"{quiz.questions[first].id} and {quiz.questions[second].id}"
            yield f"{pair}: share {share:.0%} of their words; drop one or ask something else."


def telling_length(quiz: Quiz) -> Iterator[str]:
    """One line per question whose key is longer or shorter than the rest by LENGTH_RATIO."""
    for question in _of_kind(quiz, "single", "multiple"):
        right, wrong = (
            mean(len(option.text) for option in question.options if option.right is side)
            for side in (True, False)
        )
        if not 1 / LENGTH_RATIO <= right / wrong <= LENGTH_RATIO:
            yield (
                f"{question.id}: right options have {right:.0f} characters, wrong ones {wrong:.0f}"
                f" on average; allowed is a ratio up to {LENGTH_RATIO}."
            )


def telling_lengths(quiz: Quiz) -> Iterator[str]:
    """One line if the longest (or the shortest) option is the key too often over the bank."""
    for name, extreme in (("longest", max), ("shortest", min)):
        told = [
            extreme(question.options, key=_length).right
            for question in _of_kind(quiz, "single", "code")
            if _is_alone(extreme(map(_length, question.options)), question)
        ]
        if len(told) >= FEWEST_FOR_SHARE and sum(told) > TELLING_SHARE * len(told):
            yield (
                f"the {name} option is right in {sum(told)} of {len(told)} questions that have"
                f" one; allowed is {TELLING_SHARE:.0%}. Reword some."
            )


def telling_position(quiz: Quiz) -> Iterator[str]:
    """One line if one place in the file holds the key too often: banks are also printed."""
    places = [
        [option.right for option in question.options].index(True) + 1
        for question in _of_kind(quiz, "single", "code")
    ]
    if len(places) < FEWEST_FOR_SHARE:
        return
    place, count = Counter(places).most_common(1)[0]
    if count > TELLING_SHARE * len(places):
        yield (
            f"option {place} is right in {count} of {len(places)} questions;"
            f" allowed is {TELLING_SHARE:.0%}. Move some keys."
        )


def catch_all_options(quiz: Quiz) -> Iterator[str]:
    """One line per "all of the above": it means nothing once the options are shuffled."""
    for question, option in _options(quiz):
        if found := CATCH_ALL.search(option.text):
            yield f"{question.id}: option says {found[0]!r}; make it a multiple question instead."


def missing_explanations(quiz: Quiz) -> Iterator[str]:
    """One line per option that teaches nothing, right options included."""
    for question, option in _options(quiz):
        if len(option.why.split()) < FEWEST_WORDS_OF_WHY:
            yield (
                f"{question.id}: option {option.text!r:.40} has {option.why!r} as why;"
                f" at least {FEWEST_WORDS_OF_WHY} words are needed."
            )


def absolute_distractors(quiz: Quiz) -> Iterator[str]:
    """One line per question where only wrong options say "always" and the like."""
    for question in _of_kind(quiz, "single", "multiple"):
        found = {
            side: [
                match[0]
                for option in question.options
                if option.right is side and (match := ABSOLUTE.search(option.text))
            ]
            for side in (True, False)
        }
        if found[False] and not found[True]:
            yield (
                f"{question.id}: only wrong options say {found[False][0]!r},"
                " and learners know that sign; soften it, or let a right one say it too."
            )


def unmeasured_numbers(quiz: Quiz) -> Iterator[str]:
    """One line per number question without unit or tolerance, or with answers that overlap."""
    for question in _of_kind(quiz, "number"):
        units = sorted({unit_of(option.text) for option in question.options})
        if len(units) > 1 or not units[0]:
            yield f"{question.id}: units are {units}; needed is the same one in each option."
        if question.tolerance is None:
            yield f"{question.id}: no tolerance; write one in the answer's unit, 0 for a count."
        values = sorted(value_of(option.text) for option in question.options)
        gaps = [after - before for before, after in pairwise(values)]
        if min(gaps, default=math.inf) <= 2 * (question.tolerance or 0.0):
            yield f"{question.id}: two values are within the tolerance; narrow it or drop one."


def one_sided_difficulty(quiz: Quiz) -> Iterator[str]:
    """One line per difficulty that too few questions have."""
    counts = Counter(question.difficulty for question in quiz.questions)
    needed = math.ceil(FEWEST_OF_A_DIFFICULTY * len(quiz.questions))
    for difficulty in DIFFICULTIES:
        if counts[difficulty] < needed:
            yield (
                f"{counts[difficulty]} of {len(quiz.questions)} questions have difficulty"
                f" {difficulty}; at least {needed} are needed."
            )


def uncovered_objectives(quiz: Quiz) -> Iterator[str]:
    """One line per objective that too few questions ask about."""
    counts = Counter(question.objective for question in quiz.questions)
    for objective in quiz.objectives:
        if counts[objective] < FEWEST_PER_OBJECTIVE:
            yield (
                f"objective {objective} has {counts[objective]} questions;"
                f" at least {FEWEST_PER_OBJECTIVE} are needed."
            )


def banned_words(quiz: Quiz) -> Iterator[str]:
    """One line per text with a word or sign that the house style forbids; code is exempt."""
    for place, text in _prose(quiz):
        if found := BANNED.search(CODE.sub("", text)):
            yield f"{place}: says {found[0]!r}, which the house style forbids; reword it."


RULES: tuple[Rule, ...] = (
    duplicate_ids,
    duplicate_texts,
    telling_length,
    telling_lengths,
    telling_position,
    telling_sign,
    telling_signs,
    catch_all_options,
    missing_explanations,
    absolute_distractors,
    unmeasured_numbers,
    unconfirmed_snippets,
    one_sided_difficulty,
    uncovered_objectives,
    bare_scenarios,
    broken_lines,
    banned_words,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _length(option: Option) -> int:
    return len(option.text)


def _is_alone(length: int, question: Question) -> bool:
    return [_length(option) for option in question.options].count(length) == 1


def _of_kind(quiz: Quiz, *kinds: str) -> Iterator[Question]:
    return (question for question in quiz.questions if question.kind in kinds)


def _options(quiz: Quiz) -> Iterator[tuple[Question, Option]]:
    return ((question, option) for question in quiz.questions for option in question.options)


def _prose(quiz: Quiz) -> Iterator[tuple[str, str]]:
    """Every text that a learner reads as prose, with the place where it stands."""
    yield "title", quiz.title
    yield from ((f"objective {key}", text) for key, text in quiz.objectives.items())
    for question in quiz.questions:
        yield question.id, question.text
        for option in question.options:
            yield question.id, option.why
            if question.kind != "code":
                yield question.id, option.text
