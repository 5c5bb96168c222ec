"""What right answers to 5.4a and 5.4b are: evidence from any morning's journal, and three claims."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import DATA
from cardshop.evaluation import DESK_USD, MISFILE_USD
from cardshop.journal import cards
from classroom.checks import question
from classroom.checks.prose import Wanted, states, text_cases, unwritten

Case = tuple[bool, str, str]
Facts = dict[str, Any]
ALERTS = ("alert_1", "alert_2", "alert_3")
KEYS = ("alert", "minute", "before", "after", "usd")
MINUTE_MS = 60_000
QUIET: Facts = {"alert": "none", "minute": None, "before": None, "after": None, "usd": 0.0}
WITHIN = 0.01


@cache
def recorded(name: str) -> pl.DataFrame:
    """The journal of one morning; raises where the file is another one than was recorded."""
    path = DATA / "alerts" / f"{name}.parquet"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if f"{digest}  {path.name}" not in (DATA / "alerts" / "CHECKSUMS").read_text("utf-8"):
        message = f"data/alerts/{path.name} was changed. `git checkout data` restores it."
        raise ValueError(message)
    return pl.read_parquet(path)


def minute_of(journal: pl.DataFrame) -> pl.Series:
    """Whole minutes since the first row."""
    at_ms = journal["at_ms"]
    return (at_ms - at_ms.min()) // MINUTE_MS


def bad_by(alert: str, rows: pl.DataFrame) -> bool:
    """Whether a minute with these cards is bad."""
    if alert == "latency":
        return bool(rows["latency_ms"].median() > 50)
    if alert == "confidence":
        return bool(rows["confidence"].max() < 0.6)
    return bool(rows["card_type"].value_counts()["count"].max() / rows.height > 0.6)


def expected(journal: pl.DataFrame) -> Facts:
    """What the docstring says of a journal, minute by minute."""
    numbered = journal.with_columns(minute_of(journal).alias("minute"))
    minutes = {key[0]: rows for key, rows in numbered.group_by("minute")}
    alert, first = "none", None
    for one in ("latency", "confidence", "one type"):
        run = None
        for minute in sorted(minutes, reverse=True):
            if not bad_by(one, minutes[minute]):
                break
            run = minute
        if run is not None:
            alert, first = one, run
            break
    if alert == "none":
        return dict(QUIET)
    before, since = (
        numbered.filter(one) for one in (pl.col("minute") < first, pl.col("minute") >= first)
    )
    return {"alert": alert, "minute": first} | measured(alert, before, since)


def measured(alert: str, before: pl.DataFrame, since: pl.DataFrame) -> Facts:
    """before, after and usd of an alert."""
    if alert == "one type":
        kind = since["card_type"].mode().sort()[0]
        sides = [(one["card_type"] == kind).mean() for one in (before, since)]
        filed = [one.filter(pl.col("decision") == "file")["card_type"] for one in (before, since)]
        usual = (filed[0] == kind).mean() or 0.0
        usd = MISFILE_USD * ((filed[1] == kind).sum() - usual * len(filed[1]))
        return {"before": sides[0], "after": sides[1], "usd": usd}
    column = "latency_ms" if alert == "latency" else "confidence"
    if alert == "latency":
        closed = (since["latency_ms"] > 100) & (since["decision"] == "file")
        usd = DESK_USD * closed.sum()
    else:
        usual = (before["decision"] == "desk").mean() or 0.0
        usd = DESK_USD * ((since["decision"] == "desk").sum() - usual * since.height)
    return {"before": before[column].median(), "after": since[column].median(), "usd": usd}


class Morning(NamedTuple):
    """A journal, in words, and the question that a wrong answer about it calls for."""

    words: str
    journal: pl.DataFrame
    nudge: str


def offset(at: int, count: int) -> int:
    """Milliseconds into the minute: the first card at its beginning, the last at its end."""
    return MINUTE_MS - 1 if at == count - 1 else 900 * at


def small(*minutes: tuple[int, list[float], list[float], str]) -> pl.DataFrame:
    """A journal of a few cards: minute, latencies, confidences, and types as letters, F for Fire.

    A capital letter is filed, a small one goes to the desk.
    """
    types = {"f": "Fire", "w": "Water", "g": "Grass"}
    base = recorded("alert_1").head(1)
    rows = []
    for minute, latencies, sure, letters in minutes:
        for at, (latency, confidence, letter) in enumerate(
            zip(latencies, sure, letters, strict=True)
        ):
            rows.append(
                {
                    "request_id": f"{minute:032d}",
                    "position": at,
                    "at_ms": 1_000_000 + MINUTE_MS * minute + offset(at, len(letters)),
                    "card_type": types[letter.lower()],
                    "confidence": confidence,
                    "decision": "file" if letter.isupper() else "desk",
                    "latency_ms": latency,
                }
            )
    made = pl.DataFrame(rows)
    rest = base.drop(made.columns)
    return pl.concat([made, pl.concat([rest] * made.height)], how="horizontal").select(base.columns)


FAST, SURE = [3.0, 4.0, 5.0], [0.9, 0.8, 0.7]
OTHERS = "Which sentence of the docstring settles that?"
BELOW = "Fewer than before were lost. Does the docstring stop at 0?"
LASTING = "Is a minute bad for good, or was it one slow tray?"
ENDS = "Above and below: do the ends belong to it?"
PRICE = "Which cards are priced, and beyond which share?"
START = "What is the share before, when there is no card before?"
TYPE = "Which type is the most common one since the first bad minute, and not in the whole journal?"
PRICED = {
    "latency": "which cards are priced, all late ones or those that were to be filed?",
    "confidence": "how many cards would the desk have had anyway?",
    "one type": "which cards are priced, and how many of that type would have been filed anyway?",
}
AT_KEY = {
    "alert": "Do your minutes stand in order, and by which row of the table is the last one bad?",
    "minute": "Do your minutes stand in order, and which is the last good one, read from the end?",
    "before": "Of which cards is it, and which column does the alert look at?",
    "after": "Of which cards is it, and which column does the alert look at?",
}


def small_mornings() -> Iterator[Morning]:
    """Journals of a few cards, each for a sentence of the docstring."""
    good = [(at, FAST, SURE, "FWg") for at in range(3)]
    slow = (6, [60.0, 101.0, 100.0], SURE, "FWG")
    yield Morning("three good minutes", small(*good), OTHERS)
    yield Morning(
        "a last minute of median latency 50",
        small(*good, (3, [1.0, 50.0, 90.0], SURE, "FWG")),
        ENDS,
    )
    yield Morning(
        "a last minute of median latency 50.1",
        small(*good, (3, [1.0, 50.1, 99.0], SURE, "FWG")),
        ENDS,
    )
    odd = "Mean or median?"
    one_slow, one_fast = [1.0, 2.0, 300.0], [60.0, 60.0, 1.0]
    yield Morning("one slow card of three", small(*good, (3, one_slow, SURE, "FWG")), odd)
    yield Morning("one fast card of three", small(*good, (3, one_fast, SURE, "FWG")), odd)
    yield Morning(
        "late answers of 100 and 101 ms",
        small(*good, slow, (7, [101.0, 300.0, 99.0], SURE, "fWG")),
        PRICE,
    )
    yield Morning(
        "a slow minute, a good one, a slow one",
        small(*good, (3, [200.0] * 3, SURE, "FWG"), (4, FAST, SURE, "FWg"), slow),
        LASTING,
    )
    yield Morning(
        "slow from its first minute on", small((0, [200.0, 90.0, 80.0], SURE, "FWg"), slow), START
    )
    yield Morning(
        "a highest confidence of 0.6", small(*good, (3, FAST, [0.2, 0.3, 0.6], "fwg")), ENDS
    )
    yield Morning(
        "a highest confidence of 0.59", small(*good, (3, FAST, [0.2, 0.3, 0.59], "fwG")), PRICE
    )
    yield Morning(
        "no confidence from its first minute on", small((0, FAST, [0.2, 0.1, 0.1], "fwG")), START
    )
    yield Morning(
        "all cards at the desk before, and fewer since then",
        small((0, FAST, SURE, "fwg"), (1, FAST, [0.2, 0.3, 0.4], "fwG")),
        BELOW,
    )
    five = ([3.0] * 5, [0.9] * 5)
    yield Morning("3 of 5 cards of one type", small(*good, (3, *five, "FFFWG")), ENDS)
    yield Morning(
        "Fire usual, and then all Water",
        small((0, *five, "FFWFG"), (1, *five, "FFGWF"), (2, *five, "WWWWW"), (4, *five, "wWWWF")),
        TYPE,
    )
    yield Morning(
        "nine minutes of Grass and Water, and one of Fire",
        small(*((at, *five, "GGGWW") for at in range(9)), (9, *five, "FFFFF")),
        TYPE,
    )
    yield Morning(
        "all filed cards Fire before, and fewer of them since then",
        small((0, FAST, SURE, "Fwg"), (1, *five, "FFFFW")),
        BELOW,
    )
    yield Morning("4 of 5 cards of one type", small(*good, (3, *five, "FFfFW")), PRICE)
    yield Morning("one type from its first minute on", small((0, *five, "WWWWF")), START)


def mornings() -> Iterator[Morning]:
    """The three recorded ones, and others made of them."""
    draw = np.random.default_rng(54)
    for name in ALERTS:
        journal = recorded(name)
        yield Morning(name, journal, OTHERS)
        minute = minute_of(journal)
        first = expected(journal)["minute"]
        later = journal.filter((minute >= 9) & (minute != first + 4))
        mixed = later[draw.permutation(later.height)].with_columns(pl.col("at_ms") + 5_000_123)
        words = f"{name} from minute 9 on, without one bad minute, its rows mixed up"
        yield Morning(
            words, mixed, "From which row are minutes counted, and in which order do rows come?"
        )
        to_early = pl.when(minute == first + 4).then(pl.col("at_ms") - (first + 1) * MINUTE_MS)
        early = journal.with_columns(to_early.otherwise(pl.col("at_ms")).alias("at_ms")).filter(
            minute != 3
        )
        yield Morning(f"{name} with one more bad minute early in the morning", early, LASTING)
        over = journal.with_columns(at_ms=journal["at_ms"].max() - pl.col("at_ms"))
        yield Morning(
            f"{name} backwards: bad at first and then good", over, "Is it still bad at the end?"
        )
        yield Morning(f"{name} until its first bad minute", journal.filter(minute < first), OTHERS)


@cache
def all_mornings() -> tuple[tuple[Morning, Facts], ...]:
    """Every morning that is judged, with what is expected of it."""
    return tuple((one, expected(one.journal)) for one in (*mornings(), *small_mornings()))


def fact_cases(investigate: Any, morning: Morning, want: Facts) -> Iterator[Case]:
    """The five fields of one morning."""
    got = investigate(morning.journal)
    sentence = f"investigate({morning.words}) has the keys {sorted(map(str, got))}; "
    yield set(got) == set(KEYS), sentence + f"{', '.join(KEYS)} are asked for.", OTHERS
    for key in KEYS:
        sentence = f"For {morning.words}, {key} is {shown(got[key])}, expected {shown(want[key])}."
        yield alike(got[key], want[key]), sentence, nudge_at(key, morning, want)


def nudge_at(key: str, morning: Morning, want: Facts) -> str:
    """The question of a morning where it is about this field, else that of the field."""
    of_values = morning.nudge in (PRICE, START, TYPE, BELOW)
    if morning.nudge != OTHERS and of_values != (key in ("alert", "minute")):
        return morning.nudge
    if key == "usd" and want["alert"] in PRICED:
        return f"The table's row {want['alert']!r}: {PRICED[want['alert']]}"
    return AT_KEY.get(key, OTHERS)


def alike(mine: Any, theirs: Any) -> bool:
    """Whether two values are equal; numbers within rounding."""
    if theirs is None or isinstance(theirs, str):
        return mine is None if theirs is None else isinstance(mine, str) and mine == theirs
    number = isinstance(mine, (int, float)) and not isinstance(mine, bool)
    return number and math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-9)


def shown(value: Any) -> str:
    """A value in few digits."""
    return f"{value:.6g}" if isinstance(value, float) else f"{value!r:.40}"


@question(
    "5.4a",
    title="What, since when, and what did it cost?",
    answer="investigate",
    returns=dict,
    points=4,
    hints=(
        "Make a table with a row a minute first, and one column for each of the three rules.",
        "Read that table from its end: which is the last minute that was still good?",
        "Two tables follow: the cards before, and those since. What do the shares before say where nothing was before?",
    ),
    why="""The first bad minute names the suspects, and the price says how fast you have to be. A query
that works on any morning is there before the next alert is.""",
)
def evidence_of_any_morning(investigate):
    for morning, want in all_mornings():
        yield from fact_cases(investigate, morning, want)


CAUSES = {
    "alert_1": "model loaded for each card",
    "alert_2": "softmax applied twice",
    "alert_3": "saturation past the contract",
}
FIXES = {
    "alert_1": {"load the model at the start", "roll the release back"},
    "alert_2": {"apply softmax once", "roll the release back"},
    "alert_3": {"send the import through the contract"},
}
PREVENTIONS = {
    "alert_1": {"count model loads in a test", "a load test before each release"},
    "alert_2": {"compare served and trained answers in a test"},
    "alert_3": {"one contract on every path"},
}
ALL_FIXES = (*dict.fromkeys(one for fixes in FIXES.values() for one in sorted(fixes)),
             "start more processes", "lower the threshold", "train the model anew")  # fmt: skip
ALL_PREVENTIONS = (*dict.fromkeys(one for ways in PREVENTIONS.values() for one in sorted(ways)),
                   "train every week", "watch the desk share")  # fmt: skip
FIELDS = ("cause", "evidence", "fix", "prevention", "usd", "text")
REFUTED = {
    "model loaded for each card": "A card took {value:.2g} ms of its request's time.",
    "too many requests": "There were {value:.1f} times as many requests a minute as before.",
    "softmax applied twice": "The highest confidence was {value:.3f}.",
    "another model is served": "The whole journal knows {value:.0f} version of the model.",
    "saturation past the contract": "A saturation above 1 had {value:.0%} of the cards.",
    "hue in radians": "Hues went up to {value:.0f}.",
}
DOUBTS = {
    "alert_1": "Does the time grow with the requests, or with the cards of one request?",
    "alert_2": "How sure can one of eleven types look at most, once shares go through exp again?",
    "alert_3": "Which rows are Fire, by which path did they come, and what do their cards hold?",
}
_MODEL = r"(models?|sessions?|onnx|files?|disk|weights|artefacts?|artifacts?)"
_LOADS = r"(re-?)?(load|read|open|creat|build|built|initiali[sz]|instantiat)\w*"
_CARD = r"(each|every|per)\W+(single\W+|one\W+)?(card|row)s?"
_GAP = r"\W+(\w+\W+){0,6}"
# What a text has to say of its cause: all of these, each in one of its wordings.
SAID = {
    "alert_1": (
        (
            rf"\b{_LOADS}{_GAP}{_MODEL}\b|\b{_MODEL}{_GAP}{_LOADS}"
            rf"|\b(loading|reload\w*|disk){_GAP}{_CARD}\b|\b{_CARD}{_GAP}(loading|reload\w*|disk)\b"
        ),
    ),
    "alert_2": (
        r"softmax|normali[sz]|\bexp\b|exponent",
        (
            r"\b(twice|two|double[ds]?|doubly|second|again|already|once more|another|additional(ly)?|extra"
            r"|both|repeat\w*|2)\b|\b(on|over|of|to|from) (top|(the )?(shares|probabilities|softmax))\b"
        ),
    ),
    "alert_3": (
        r"saturation|saturated|\b255\b|\bcolou?r\w* value",
        (
            r"contract|percent|\bunits?\b|\bscales?\b|\branges?\b|\b255\b|limit|above 1\b|beyond"
            r"|outside|past|\bgate\b|\bcheck|valid|refus|import|partner|more than 1\b|over 1\b"
        ),
    ),
}
_TRAIN = r"\bre-?train\w*|\btrain\w*\W+(\w+\W+){0,4}(anew|again)\b|\bnew training\b"
_MORE = r"\bmore (processes|servers|machines|workers|replicas|instances)\b"
_LOWER = r"\blower(ing|ed)?\W+((?!than\b)\w+\W+){0,2}threshold\b"
_BUSY = r"\boverload\w*|\btoo (busy|many requests)\b"
# Causes and repairs of other rows; one that a clause rules out may be named.
OTHER_ROWS = {
    "alert_1": (_TRAIN, _MORE, _LOWER, _BUSY, r"softmax", r"\bradians?\b", r"\bsaturation\b"),
    "alert_2": (_TRAIN, _MORE, _LOWER, _BUSY, r"\bradians?\b", r"saturation\b"),
    "alert_3": (
        _TRAIN,
        _MORE,
        _LOWER,
        _BUSY,
        r"softmax",
        r"\bradians?\b",
        r"\bnew set\b",
        r"\broll\w*\W+(\w+\W+){0,4}back\b",
    ),
}
RULED_OUT = re.compile(
    r"\b(not?|never|nor|neither|nobody|nothing|none|without|instead|rather|cannot|unlike|wrong|hardly"
    r"|little|useless|needless|\w+n't|\w+n’t)\b",
    re.IGNORECASE,
)
# Releases, minutes and stations of the exercise's table of changes.
CHANGES = {
    "alert_1": (5, 7, 22, 3.1, 31),
    "alert_2": (4, 3.2, 16, 3.3, 25),
    "alert_3": (9, 3.4, 27, 33, 2),
}
MORE_FIX = {
    "alert_1": "After it, does a card still wait for the disk?",
    "alert_2": "After it, is a confidence again what the threshold was chosen for?",
    "alert_3": "Was anything wrong with the model or its release? What let those cards in?",
}
MORE_PREVENTION = (
    "Would it have stopped this cause before the morning, or told you of it afterwards?"
)
LIMITS = (0, 100, 50, 0.6, 0.8, 60, 0.15, 1, 255, 11, 8)
TASK = """name a cause prove it with one number of the journal choose what repairs it now and what
prevents the next one and write what you would post while the others still sleep"""
TEXT = Wanted(
    fewest_words=30,
    most_words=90,
    task=TASK,
    reader="the team",
    holder="yours or of investigate",
    sentences=2,
)


@cache
def facts(alert: str) -> Facts:
    """What 5.4a says of a recorded morning."""
    return expected(recorded(alert))


@cache
def evidence_of(alert: str, cause: str) -> float:
    """The number of a cause in a recorded morning."""
    journal = recorded(alert).with_columns(minute_of(recorded(alert)).alias("minute"))
    before, since = (
        journal.filter(one)
        for one in (
            pl.col("minute") < facts(alert)["minute"],
            pl.col("minute") >= facts(alert)["minute"],
        )
    )
    if cause == "model loaded for each card":
        each = since.group_by("request_id").agg(pl.col("latency_ms").max() / pl.len())
        return float(each["latency_ms"].median())
    if cause == "too many requests":
        rates = [one["request_id"].n_unique() / one["minute"].n_unique() for one in (before, since)]
        return rates[1] / rates[0]
    if cause == "softmax applied twice":
        return float(since["confidence"].max())
    if cause == "another model is served":
        return float(journal["model_version"].n_unique())
    sent = cards(since)
    if cause == "saturation past the contract":
        return float((sent["scan_saturation"] > 1).mean())
    return float(sent["scan_hue_deg"].max())


def field_cases(alert: str, claim: Any) -> Iterator[Case]:
    """Every field is there, of its kind and from its list."""
    keys = set(claim) if isinstance(claim, dict) else set()
    sentence = f"{alert} has {sorted(map(str, keys))}; {', '.join(FIELDS)} are asked for."
    yield keys == set(FIELDS), sentence, "Which field is missing, or one too many?"
    lists = {"cause": tuple(REFUTED), "fix": ALL_FIXES, "prevention": ALL_PREVENTIONS}
    for key, allowed in lists.items():
        sentence = f"{key} of {alert} is {claim[key]!r:.60}; it is one of {', '.join(allowed)}."
        known = isinstance(claim[key], str) and claim[key] in allowed
        yield known, sentence, "Which of these says what you mean?"
    for key in ("evidence", "usd"):
        number = isinstance(claim[key], (int, float)) and not isinstance(claim[key], bool)
        yield number, f"{key} of {alert} is {claim[key]!r:.40}; a number is needed.", OTHERS
    sentence = f"text of {alert} is {claim['text']!r:.40}; text is needed."
    yield isinstance(claim["text"], str), sentence, "What would you post?"


def claim_cases(alert: str, claim: dict[str, Any]) -> Iterator[Case]:
    """The numbers are the journal's, and they speak for the cause."""
    value = evidence_of(alert, claim["cause"])
    sentence = f"evidence of {alert} is {claim['evidence']:.5g}, and its journal gives another "
    sentence += f"number for {claim['cause']!r}."
    yield near(claim["evidence"], value), sentence, "Of which cards is it, and since which minute?"
    sentence = f"{alert}: {claim['cause']}? {REFUTED[claim['cause']].format(value=value)}"
    yield claim["cause"] == CAUSES[alert], sentence, DOUBTS[alert]
    sentence = f"usd of {alert} is {claim['usd']:.2f}, expected {facts(alert)['usd']:.2f}."
    yield near(claim["usd"], facts(alert)["usd"]), sentence, "What does investigate say of it?"
    sentence = f"fix of {alert} is {claim['fix']!r}, which leaves the cause or makes new trouble."
    yield claim["fix"] in FIXES[alert], sentence, MORE_FIX[alert]
    sentence = f"prevention of {alert} is {claim['prevention']!r}."
    yield claim["prevention"] in PREVENTIONS[alert], sentence, MORE_PREVENTION


def near(mine: float, theirs: float) -> bool:
    """Whether two numbers agree within one per cent."""
    return math.isclose(mine, theirs, rel_tol=WITHIN)


def told_cases(alert: str, claim: dict[str, Any]) -> Iterator[Case]:
    """The text is sentences about this morning and no other."""
    text, found = claim["text"], facts(alert)
    numbers = [*LIMITS, *CHANGES[alert], claim["evidence"], *(found[key] for key in KEYS[1:])]
    numbers += [100 * one for one in numbers if 0 < one < 1]
    for holds, sentence, nudge in text_cases(text, numbers, TEXT):
        yield holds, f"{alert}: {sentence}", nudge
    odd = unwritten(text, fewest=20, most=95, task=TASK)
    yield not odd, f"text of {alert} {odd}.", "What would you post?"
    for words, value in (("the first bad minute", found["minute"]), ("the dollars", found["usd"])):
        sentence = f"text of {alert} does not state {words} ({value:.4g})."
        yield states(text, value), sentence, "What does somebody ask who reads it at breakfast?"
    named = all(re.search(one, text, re.IGNORECASE) for one in SAID[alert])
    sentence = f"text of {alert} does not say that the cause is: {claim['cause']}."
    yield named, sentence, "Does it argue for the cause that you chose, so that one sees how?"
    other = argued(text, OTHER_ROWS[alert])
    sentence = f"text of {alert} says {other!r}, which belongs to another cause than yours."
    nudge = "Does that repair or explain this morning? If not, who reads that it does not?"
    yield not other, sentence, nudge


def argued(text: str, patterns: tuple[str, ...]) -> str:
    """The first words by one of these patterns in a clause that rules nothing out, or nothing."""
    for clause in re.split(r"[.,;:?()]\s", text):
        if not RULED_OUT.search(clause):
            for one in patterns:
                if found := re.search(one, clause, re.IGNORECASE):
                    return found.group()
    return ""


@question(
    "5.4b",
    title="Why, and what now?",
    answer="on_call",
    returns=dict[str, dict],
    points=4,
    hints=(
        "Which change came in the minute before the first bad one, and what would its mechanism be?",
        "Group by request: does a slow answer go with its number of cards? And what do the oddest cards hold?",
        "A repair ends it today. Which single test or rule would have refused the change?",
    ),
    why="""A minute, a mechanism and a number from the journal: three things that a colleague can check
before they believe you. The first two came with a release; the third came by a path on which
nobody had put the contract. Whether your sentences help somebody half asleep, a colleague must
say.""",
)
def three_alerts(on_call):
    found = on_call()
    sentence = f"You returned {list(found)!s:.80}; the alerts are {', '.join(ALERTS)}."
    yield set(found) == set(ALERTS), sentence, "Which alert is missing, or one too many?"
    for alert in ALERTS:
        yield from field_cases(alert, found[alert])
    for alert in ALERTS:
        yield from claim_cases(alert, found[alert])
    for alert in ALERTS:
        yield from told_cases(alert, found[alert])
    texts = {found[alert]["text"] for alert in ALERTS}
    yield len(texts) == len(ALERTS), "Two alerts have one text.", "What is true of one alone?"
