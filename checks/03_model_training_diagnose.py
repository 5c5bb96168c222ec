"""What a right answer to question 3.4a is: a cause for each run, and the numbers that prove it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

import polars as pl

from cardshop.training import RUNS, RecordedRun, recorded_run
from classroom.checks import question

Case = tuple[bool, str, str]
CAUSES = {
    "run_a": "overfitting",
    "run_b": "wrong metric",
    "run_c": "data fault",
    "run_d": "leakage",
    "run_e": "healthy",
    "run_f": "underfitting",
}
EVIDENCE = {
    "underfitting": ("train", "baseline"),
    "overfitting": ("train", "test"),
    "leakage": ("columns", "without"),
    "data fault": ("column", "rows"),
    "wrong metric": ("baseline", "recall"),
    "healthy": ("train", "test", "recall"),
}
WORDS = ("column", "columns")
# Of numbers rounded to two decimals, and of longer ones: the log itself is rounded to four.
ROUNDED, EXACT = 0.0051, 0.0006
# So near comes who takes every small value for a broken one.
NEARLY = 0.03
LATE = ("weakness", "resistance")
FAULTY = ("run_c", "scan_hue_deg")
FEWEST_WORDS, MOST_WORDS = 12, 80
# Plain English holds two to three times this share of small words, lists of words hardly any.
SMALL_WORD_SHARE = 0.15
SMALL_WORDS = re.compile(
    r"\b(an?|and|are|as|at|be|but|by|can|for|from|had|has|have|if|in|is|its?|no|not|of|on|only|or|"
    r"so|than|that|the|their|them|then|they|this|to|was|were|what|when|which|while|with|would)\b",
    re.IGNORECASE,
)
# How a text says each cause: no stem that a sentence about another one may hold by chance.
SAID_AS = {
    "underfitting": r"underfit\w*",
    "overfitting": r"overfit\w*",
    "leakage": r"leakage",
    "data fault": r"data fault",
    "wrong metric": r"wrong metric",
    "healthy": r"(?:is|run is|model is) healthy|^\s*healthy\s*$",
}
# A clause with one of these may name a cause to set it aside.
SET_ASIDE = re.compile(
    r"\b(no|not|none|nor|neither|never|nothing|without|cannot|unlike|instead|rather|rules?|ruled|"
    r"excludes?d?|looks?|looked|looking|seems?|seemed|suspect\w*|could|might|would|although|"
    r"though|but|despite|first|thought|if|as much as|free|opposite|contrary)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.])(\d*\.?\d+)(?!\w)(\s*(?:%|per ?cent))?", re.IGNORECASE)
NUDGES = {
    "train": "Which scores are of cards that the model has seen, and is it their mean over splits?",
    "test": "How many splits are there, and is it their mean?",
    "baseline": "What is the most common truth among the test cards, and how many have it?",
    "recall": "Of the cards whose truth is so, how many were named? Which answer fares worst?",
    "without": "Is it the mean of the same three splits, all of these columns left out?",
    "rows": "Look at the column lot by lot: do the values of all lots spread over one range?",
}
THE_REST = "Is that the share of the *rest*?"
A_FEW_MORE = "Can a sound value be as small as those? What else than the value tells the unit?"
REFUTED = {
    "underfitting": "It is right on {train:.2f} of its training cards; the most common answer "
    "alone would be right on {baseline:.2f} of the cards.",
    "overfitting": "It scores {train:.2f} in training and {test:.2f} on unseen lines.",
    "leakage": "Without these columns it scores {without:.2f} instead of {test:.2f}.",
    "data fault": "Lot by lot, the values of that column lie in one range.",
    "wrong metric": "Its accuracy is {test:.2f} where the most common answer alone would have "
    "{baseline:.2f}: the metric does tell them apart.",
    "healthy": "It scores {train:.2f} in training and {test:.2f} on unseen lines; of the answer "
    "that fares worst it finds {recall:.2f}.",
}
DOUBTS = {
    "run_a": "What would somebody score who learns the training cards by heart?",
    "run_b": "Which answer does it nearly always give, and what does the printed number count?",
    "run_c": "Do the cards of all countries fare alike, and what differs in what was sent?",
    "run_d": "What does each of its columns say, and when is that known?",
    "run_e": "A high score is a reason to look. Did you find a column that comes too late, an answer "
    "that is never given, a gap?",
    "run_f": "How well does it know the cards that it was trained on?",
}


@cache
def run_named(name: str) -> RecordedRun:
    """The run, read once."""
    return recorded_run(name)


@cache
def facts(name: str) -> dict[str, float]:
    """The numbers that the log of a run holds, each as the docstring defines it."""
    log = run_named(name).log
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for one in log["test_cards"]:
        counts[one["truth"]] += one["cards"]
        named[one["truth"]] += one["cards"] * (one["truth"] == one["said"])
    means = {
        side: sum(one[side] for one in log["scores"]) / len(log["scores"])
        for side in ("train", "test")
    }
    recall = min(named[answer] / count for answer, count in counts.items())
    return means | {"baseline": max(counts.values()) / counts.total(), "recall": recall}


@cache
def without(name: str, columns: frozenset[str]) -> float:
    """The mean test score of a run that does not see these columns."""
    return run_named(name).scores(drop=columns)["test"]


@cache
def rows_in_another_unit(name: str, column: str) -> float:
    """The share of a table's cards whose value is in another unit than that of the rest."""
    if (name, column) != FAULTY:
        return 0.0
    # Value by value a few true reds of 0 to 6 degrees would be counted, too.
    # Radians end below 6.3, and no lot of degrees stays there.
    largest = run_named(name).table.select(pl.col(column).max().over("lot_id")).to_series()
    return float((largest <= 2 * math.pi).mean())


def form_cases(found: dict[str, Any]) -> Iterator[Case]:
    """All six runs, each with a cause that exists, its numbers and a text."""
    sentence = f"You returned {list(found)!s:.200}; the runs are {', '.join(RUNS)}."
    yield set(found) == set(RUNS), sentence, "Which run is missing, or one too many?"
    for name in RUNS:
        cause, evidence, why = (found[name].get(key) for key in ("cause", "evidence", "why"))
        known = isinstance(cause, str) and cause in EVIDENCE
        sentence = f"cause of {name} is {cause!r:.40}; it is one of {', '.join(EVIDENCE)}."
        yield known, sentence, "Which of these words says what you mean?"
        keys = list(evidence) if isinstance(evidence, dict) else []
        needed = EVIDENCE[cause]
        sentence = f"evidence of {name} holds {keys!s:.120}; {cause} needs {', '.join(needed)}."
        yield set(keys) == set(needed), sentence, "Which number would convince a colleague?"
        yield isinstance(why, str), f"why of {name} is {why!r:.40}; text is needed.", "Why so?"


def evidence_cases(name: str, cause: str, evidence: dict[str, Any]) -> Iterator[Case]:
    """Every number is what the run's log or table says, whatever it is meant to prove."""
    yield from column_cases(name, evidence)
    for key in EVIDENCE[cause]:
        if key in WORDS:
            continue
        value = evidence[key]
        real = isinstance(value, Real) and bool(0 <= value <= 1)
        yield real, f"{key} of {name} is {value!r:.40}; a share from 0 to 1 is needed.", NUDGES[key]
        want = wanted(name, key, evidence)
        width = ROUNDED if abs(value - round(value, 2)) < EXACT / 10 else EXACT
        sentence = f"{key} of {name} is {value!s:.20}, and its log or table gives another number."
        yield bool(abs(value - want) <= width), sentence, nudge_at(key, value, want)


def nudge_at(key: str, value: float, want: float) -> str:
    """The question that a wrong number calls for."""
    if key != "rows" or not want:
        return NUDGES[key]
    if abs(1 - value - want) <= ROUNDED:
        return THE_REST
    return A_FEW_MORE if abs(value - want) <= NEARLY else NUDGES[key]


def wanted(name: str, key: str, evidence: dict[str, Any]) -> float:
    """What the number should be."""
    if key == "without":
        return without(name, frozenset(evidence["columns"]))
    if key == "rows":
        return rows_in_another_unit(name, evidence["column"])
    return facts(name)[key]


def column_cases(name: str, evidence: dict[str, Any]) -> Iterator[Case]:
    """Columns that are named exist: in what the model sees, or in the table."""
    if "columns" in evidence:
        columns, seen = evidence["columns"], run_named(name).columns
        listed = isinstance(columns, list) and len(columns) > 0
        sentence = f"columns of {name} is {columns!r:.60}; a list of names is needed."
        yield listed, sentence, "Which columns do you suspect?"
        strange = [one for one in columns if one not in seen]
        sentence = f"The model of {name} does not see {strange!s:.80}."
        yield not strange, sentence, "Can a column leak that no model reads?"
        sentence = f"{name} has nothing left to learn from without {len(columns)} columns."
        yield len(set(columns)) < len(seen), sentence, "Which of them carries the score?"
    if "column" in evidence:
        column, known = evidence["column"], run_named(name).table.columns
        sentence = f"column of {name} is {column!r:.40}; a column of its table is needed."
        sent = isinstance(column, str) and column in known
        yield sent, sentence, "What was sent, before any feature was made of it?"


def cause_cases(found: dict[str, Any]) -> Iterator[Case]:
    """The numbers speak for the cause; the first that they speak against is answered."""
    right = sum(found[name]["cause"] == CAUSES[name] for name in RUNS)
    for name in RUNS:
        cause, evidence = found[name]["cause"], found[name]["evidence"]
        told = facts(name) | {"without": 0.0}
        if cause == "leakage":
            told["without"] = without(name, frozenset(evidence["columns"]))
        numbers = REFUTED.get(cause, "").format(**told)
        sentence = f"{right} of {len(RUNS)} causes hold. {name}, {cause}? {numbers}"
        yield cause == CAUSES[name], sentence, DOUBTS[name]


def leak_cases(name: str, columns: list[str]) -> Iterator[Case]:
    """The leak is laid to all columns that leak, and to no other."""
    early = [one for one in columns if one not in LATE]
    sentence = f"columns of {name} names {', '.join(early)}, which the card shows before typing."
    yield not early, sentence, "Which columns are still empty when the desk types the card?"
    score = without(name, frozenset(columns))
    sentence = f"Without {', '.join(columns)} it scores {score:.2f}; another column of {name} is "
    sentence += "filled in at the same time."
    nudge = "Which of them is empty before the desk types the card?"
    yield set(columns) == set(LATE), sentence, nudge


def why_cases(name: str, claim: dict[str, Any]) -> Iterator[Case]:
    """The text is a sentence or two that state a number of the evidence."""
    text = claim["why"].strip()
    words = text.split()
    sentence = f"why of {name} has {len(words)} words; {FEWEST_WORDS} to {MOST_WORDS} are needed."
    yield FEWEST_WORDS <= len(words) <= MOST_WORDS, sentence, "What would a colleague ask next?"
    small = len(SMALL_WORDS.findall(text)) >= SMALL_WORD_SHARE * len(words)
    whole = text[-1:] in (".", "?") and small
    sentence = f"why of {name} is a list of words; a sentence or two are needed."
    yield whole, sentence, "Could you say it aloud to a colleague?"
    numbers = [float(value) for key, value in claim["evidence"].items() if key not in WORDS]
    sentence = f"why of {name} states none of its numbers ({', '.join(map(str, numbers))})."
    yield any(states(text, one) for one in numbers), sentence, "Which number decides it?"
    sentence = f"why of {name} does not say which column it is about."
    yield names_a_column(text, claim["evidence"]), sentence, "Where would a colleague look?"
    cause, argued = claim["cause"], causes_argued(text)
    sentence = f"why of {name} speaks of {' and '.join(argued)}, and its cause is {cause}."
    nudge = "Which of the two do you mean, and does the text argue for it?"
    yield not argued or says(text, cause), sentence, nudge


def causes_argued(text: str) -> list[str]:
    """The causes that a text names, clause by clause, but for those that it may set aside."""
    clauses = [one for one in re.split(r"[:;?!]|\.(?!\d)", text) if not SET_ASIDE.search(one)]
    return [cause for cause in SAID_AS if any(says(one, cause) for one in clauses)]


def says(text: str, cause: str) -> bool:
    """Whether a text names a cause at all."""
    return re.search(SAID_AS[cause], text, re.IGNORECASE) is not None


def names_a_column(text: str, evidence: dict[str, Any]) -> bool:
    """Whether a text speaks of a column of the evidence, if there is one: hue for scan_hue_deg."""
    columns = [
        *evidence.get("columns", []),
        *([evidence["column"]] if "column" in evidence else []),
    ]
    parts = {part for one in columns for part in one.split("_")}
    return not parts or any(part in text.lower() for part in parts)


def states(text: str, number: float) -> bool:
    """Whether a text says this share, as .49, 0.489 or 49 %."""
    for token, percent in NUMBER.findall(text):
        digits = len(token.partition(".")[2]) + 2 * bool(percent)
        value = float(token) / (100 if percent else 1)
        if digits and abs(value - number) <= 0.5 * 10**-digits + 1e-9:
            return True
    return False


@question(
    "3.4a",
    title="Six runs, six causes",
    answer="diagnose",
    returns=dict[str, dict],
    points=4,
    hints=(
        "Put train, test and baseline of all six runs side by side. Which three runs stand out?",
        "Three runs print a score above .9. Which answer does each of them give, and from what?",
        "Where no score tells: does each column exist on the day, and mean the same in every lot?",
    ),
    why="""The printed number was computed rightly in all six runs, and said in none what was wrong. Four
questions do: how far is it from its own training cards, and from always saying the same? Which
answers does it never find? Which columns will be there on the day? Is a value the same thing in
every row?

Whether your sentences convince is for a colleague to say.""",
)
def causes_of_the_runs(diagnose):
    found = diagnose()
    yield from form_cases(found)
    for name in RUNS:
        yield from evidence_cases(name, found[name]["cause"], found[name]["evidence"])
    yield from cause_cases(found)
    for name in RUNS:
        if found[name]["cause"] == "leakage":
            yield from leak_cases(name, found[name]["evidence"]["columns"])
    for name in RUNS:
        yield from why_cases(name, found[name])
    texts = [found[name]["why"] for name in RUNS]
    sentence = "Two runs have the same text, and not the same cause."
    yield len(set(texts)) == len(texts), sentence, "What is true of one of them alone?"
