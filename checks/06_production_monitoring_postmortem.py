"""What a right postmortem is (6.4): minutes and money recomputed, and actions that can fail."""

from __future__ import annotations

import hashlib
import math
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from numbers import Integral, Real
from typing import Any, NamedTuple

import polars as pl

from cardshop.dataset import DATA
from cardshop.evaluation import DESK_USD, MISFILE_USD
from cardshop.journal import cards
from classroom.checks import question
from classroom.checks.prose import (
    DENIAL,
    PLACEHOLDER,
    Wanted,
    copied_words,
    states,
    text_cases,
    unwritten,
)
from classroom.checks.shape import described

Case = tuple[bool, str, str]
MINUTE_MS, WINDOW_MIN = 60_000, 15
EVENTS = ("first bad", "detected", "mitigated", "resolved")
FIELDS = ("timeline", "cause", "detection_gap_min", "impact", "went_well", "actions", "summary")
IMPACT = ("cards", "usd", "stopgap_usd")
ACTION = ("action", "kind", "owner", "due_days", "test")
KINDS, NEEDED = ("prevent", "detect", "mitigate"), ("prevent", "detect")
OWNERS = ("cameras", "gate", "model", "desk", "on call")
# By the log, the first minute in which somebody on call knew.
DETECTED, MOST_DAYS = 47, 90
ANSWERED = ("card_type", "confidence", "decision", "latency_ms")
# How many minutes of the mornings of module 5 were healthy.
HEALTHY = {"alert_1": 23, "alert_2": 17, "alert_3": 28}
TEMPLATE = "Which field is missing, or of another kind than the docstring says?"
NAME = re.compile(r"\b(Kim|Jo|Robin|Sam)\b")
PERSON = re.compile(
    r"(?i:\b(human (error|mistake|failure)|careless\w*|negligen\w*|sloppy"
    r"|forg[eo]t\w*|incompeten\w*|inattenti\w*|to blame|blamed?|culprit|whose fault)\b)"
    r"|(?i:\b(operator|user|developer|engineer|colleague|team|people|person|somebody|someone)"
    r"(s|'s|s')? (error|mistake|fault|oversight)\b)"
)
SOMEBODY = (
    r"(operators?|users?|developers?|engineers?|colleagues?|teams?|people|persons?|somebody|someone"
    r"|everyone|everybody|staff|crew|he|she|who(ever)?|on[- ]call|on duty|those)"
)
# What somebody should have done; that they should have been told is no blame.
BLAME = re.compile(
    r"(?<!\bno )(?P<aside>\b(for|to|of|by|with|reach(es|ed)?|tells?|told|wakes?|pages?|paged)"
    rf" (the |an? |our )?)?\b{SOMEBODY}( (on|of|in|at|from|for) (the |our )?\w+| there| who( \w+){{1,4}}?){{0,2}}"
    r" (failed to|neglected|overlooked|ignored"
    r"|(should|ought to|could easily)(n['\u2019]t| not)?( \w+ly)? have( \w+ly)?"
    r" (?!to\b|had\b|been (?!more|careful|attentive|awake))\w+)"
    rf"|\b(ignored|overlooked|neglected|missed) by (the |an? |our )?{SOMEBODY}\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(careful\w*|(pay\w*|more|closer?|full|special|greater) (\w+ )?attention"
    r"|attention (to|is|will)|attentive\w*|awareness|remind\w*|diligen\w*|vigilan\w*|mindful\w*"
    r"|try(ing)? harder|communicat\w+ better|better communication|training (sessions?|courses?|days?)"
    r"|(re-?)?(train|teach|educat|instruct|coach|urg|encourag)(e|es|s|ing|ed)?"
    r" (for )?(\w+ ){0,2}(everyone|everybody|staff|people|persons?|teams?|crew|engineers?"
    r"|colleagues?|operators?|developers?|users?|employees?|us|them))\b",
    re.IGNORECASE,
)
# A good intention, unless something that runs is to do it.
INTENDED = re.compile(
    r"\b(double[- ]?check\w*|from now on|in (the )?future|make sure|making sure|ensure\w*|take care"
    r"|keep in mind|watch out|look(s|ing)? (closer|harder|twice)|more (closely|thoroughly))\b",
    re.IGNORECASE,
)
RUNS = re.compile(
    r"\b(gates?|contract\w*|schema\w*|tests?|ci|alarms?|alerts?|pages?|paged|tickets?|refus\w*"
    r"|reject\w*|canary|pipeline\w*|monitors?|service|quarantine\w*)\b",
    re.IGNORECASE,
)
EVERYBODY = re.compile(r"\b(everyone|everybody|people|staff|all of us)\b", re.IGNORECASE)
CHANGED = re.compile(r"\b(hues?|angles?|radians?|colou?rs?|units?)\b", re.IGNORECASE)
DIFFERED = re.compile(
    r"\b(radians?|degrees?|units?|6\.28\d*|2 ?(π|pi)|57(\.\d+)?|circle|convert\w*|conversion|scal(e[ds]?|ing)"
    r"|(\w*er|wrong|different|new|narrow\w*|small|tiny) (range|measure)"
    r"|rad|divided|shr[aiu]nk\w*|squeezed|compressed|sixtieth|(near|close to) (0|zero)"
    r"|too (small|low)|smaller|lower|tiny|(below|under|at most|up to) (6|7|8|10|ten|seven)"
    r"|(0|zero|none|nothing) (to|and|above) (6|7|8|10|ten|seven))\b",
    re.IGNORECASE,
)
LET_THROUGH = re.compile(
    r"\b(contract|schema\w*|accept\w*|ranges?|limits?|bounds?|gates?|check\w*|valid\w*|refus\w*|reject\w*|tests?|tested"
    r"|canary|all (32 |the )?stations|at once|stage[sd]?|alarm\w*|tickets?|alert\w*|monitor\w*"
    r"|watch\w*|guard\w*|safeguard\w*)\b",
    re.IGNORECASE,
)
OTHER = re.compile(r"\b(lamps?|3\.9|re-?train\w*|out of date|stale|overload\w*)\b", re.IGNORECASE)
NO_CONDITION = re.compile(r"\b(select|from|join|union|with)\b|;|--", re.IGNORECASE)
TASK = """write what a colleague reads who was not there when it began how it was found what ended it
what it cost and what is done so that it cannot come back in the same way and who does it until when"""
SUMMARY = Wanted(60, 150, task=TASK, reader="a colleague", holder="yours, journal or log")
# Of the log and of the exercise: stations, software, the circle in degrees and radians, levels.
SAID = (32, 5.1, 5.2, 4, 9, 39, 29, 53, 57, 66, 74, 84, 86, 2.1, 360, 6.28, 6.283, 0.15, 0.6, 15)


class Minutes(NamedTuple):
    """When it began, was known, stopped doing harm, and was over."""

    first_bad: int
    detected: int
    mitigated: int
    resolved: int


def recorded(folder: str, name: str) -> pl.DataFrame:
    """A recorded table; raises where the file is another one than was recorded."""
    path = DATA / folder / f"{name}.parquet"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if f"{digest}  {path.name}" not in (path.parent / "CHECKSUMS").read_text("utf-8"):
        message = f"data/{folder}/{path.name} was changed. `git checkout data` restores it."
        raise ValueError(message)
    return pl.read_parquet(path)


def with_minutes(journal: pl.DataFrame) -> pl.DataFrame:
    """Cards as they were sent, beside their answers and the minute."""
    minute = ((journal["at_ms"] - journal["at_ms"].min()) // MINUTE_MS).alias("minute")
    sent = cards(journal)
    sent = sent.select(one.name for one in sent if one.null_count() < sent.height)
    kept = journal.select("request_id", "position", *ANSWERED)
    return pl.concat([kept, sent, minute.to_frame()], how="horizontal")


@cache
def morning() -> pl.DataFrame:
    """Every card of the morning, with its dollars and whether it was sent wrong."""
    labels = recorded("postmortem", "labels").select("request_id", "position", truth="card_type")
    found = with_minutes(recorded("postmortem", "journal"))
    found = found.join(labels, on=["request_id", "position"], how="left", maintain_order="left")
    lost = pl.when(pl.col("card_type") != pl.col("truth")).then(MISFILE_USD).otherwise(0.0)
    return found.with_columns(
        usd=pl.when(pl.col("decision") == "desk").then(DESK_USD).otherwise(lost),
        wrong=pl.col("scan_hue_deg").max().over("minute") <= 2 * math.pi,
        filed=pl.col("decision") == "file",
    )


@cache
def minutes() -> Minutes:
    """The four minutes, from the journal; only that somebody knew stands in the log."""
    found = morning()
    bad = found.filter("wrong")["minute"]
    harmed = found.filter(pl.col("wrong") & pl.col("filed"))["minute"].max()
    filed = found.filter(pl.col("filed") & (pl.col("minute") > bad.max()))["minute"].min()
    return Minutes(int(bad.min()), DETECTED, int(harmed) + 1, int(filed))


def impact(at: Minutes) -> dict[str, float]:
    """Cards, dollars and the stopgap's dollars, at these minutes."""
    minute, found = pl.col("minute"), morning()
    before = found.filter(minute < at.first_bad)["usd"]
    during = found.filter(minute.is_between(at.first_bad, at.resolved, closed="left"))["usd"]
    bad = found.filter(minute.is_between(at.first_bad, at.mitigated, closed="left"))["usd"]
    held = found.filter(minute.is_between(at.mitigated, at.resolved, closed="left"))["usd"]
    return {
        "cards": during.len(),
        "usd": during.sum() - during.len() * before.mean(),
        "stopgap_usd": held.sum() - held.len() * bad.mean(),
    }


@cache
def trays() -> pl.DataFrame:
    """What was sent in each request: of this morning, and of healthy minutes of three others."""
    parts = [morning().select(pl.exclude("truth", "usd", "filed")).rename({"request_id": "span"})]
    for name, healthy in HEALTHY.items():
        part = with_minutes(recorded("alerts", name)).filter(pl.col("minute") < healthy)
        parts.append(part.rename({"request_id": "span"}).with_columns(wrong=pl.lit(False)))
    return pl.concat(parts, how="diagonal_relaxed").drop("position")


@cache
def quarters() -> pl.DataFrame:
    """The same by quarters of an hour, each minute begins one; those that are neither are left out."""
    at = minutes()
    parts = []
    for name, bad in (("morning", True), *((one, False) for one in HEALTHY)):
        found = morning() if bad else with_minutes(recorded("alerts", name))
        last = found["minute"].max() if bad else HEALTHY[name] - 1
        for first in range(int(last) - WINDOW_MIN + 2):
            end = first + WINDOW_MIN
            wrong = bad and first >= at.first_bad and end <= at.mitigated
            if wrong or not bad or end <= at.first_bad or first >= at.resolved:
                window = found.filter(pl.col("minute").is_between(first, end, closed="left"))
                parts.append(
                    window.with_columns(wrong=pl.lit(wrong), span=pl.lit(f"{name} {first}"))
                )
    kept = [*trays().columns]
    return pl.concat([one.select(kept) for one in parts])


def form_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Every field is there and of its kind."""
    missing = [one for one in FIELDS if one not in said]
    yield not missing, f"There is no {', '.join(missing)}.", TEMPLATE
    for key in ("timeline", "went_well", "actions"):
        sentence = f"{key} is {described(said[key])}; a list that is not empty is needed."
        yield isinstance(said[key], (list, tuple)) and bool(said[key]), sentence, TEMPLATE
    for key in ("cause", "summary"):
        sentence = f"{key} is {described(said[key])}; text is needed."
        yield isinstance(said[key], str), sentence, TEMPLATE
    for one in said["timeline"]:
        pair = isinstance(one, (list, tuple)) and len(one) == 2
        right = pair and whole(one[0]) and isinstance(one[1], str)
        sentence = (
            f"The timeline holds {described(one)}; pairs of a minute and an event are needed."
        )
        yield right, sentence, TEMPLATE
    found = said["impact"] if isinstance(said["impact"], dict) else {}
    sentence = f"impact is {described(said['impact'])}; {', '.join(IMPACT)} are needed."
    yield set(found) == set(IMPACT), sentence, TEMPLATE
    for key, value in (*found.items(), ("detection_gap_min", said["detection_gap_min"])):
        number = isinstance(value, Real) and not isinstance(value, bool)
        yield number, f"{key} is {described(value)}; a number is needed.", TEMPLATE
    yield from action_form_cases(said["actions"])


def whole(value: Any) -> bool:
    """Whether it is a whole number."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def action_form_cases(actions: list[Any]) -> Iterator[Case]:
    """Each action has its fields, of their kinds and from their lists."""
    for at, one in enumerate(actions, start=1):
        keys = set(one) if isinstance(one, dict) else set()
        sentence = f"Action {at} is {described(one)}; {', '.join(ACTION)} are needed."
        yield keys == set(ACTION), sentence, TEMPLATE
        for key, allowed in (("kind", KINDS), ("owner", OWNERS)):
            sentence = (
                f"{key} of action {at} is {one[key]!r:.40}; it is one of {', '.join(allowed)}."
            )
            nudge = "Who does it when the people have changed?" if key == "owner" else TEMPLATE
            yield isinstance(one[key], str) and one[key] in allowed, sentence, nudge
        days = one["due_days"]
        sentence = (
            f"due_days of action {at} is {described(days)}; 1 to {MOST_DAYS} days are allowed."
        )
        yield whole(days) and bool(1 <= days <= MOST_DAYS), sentence, "When will you ask for it?"
        for key in ("action", "test"):
            sentence = f"{key} of action {at} is {described(one[key])}; text is needed."
            yield isinstance(one[key], str) and bool(one[key].strip()), sentence, TEMPLATE


HOW = {
    "first bad": "Which cards were sent wrong? Look at each column that was sent, minute by minute.",
    "detected": "A ticket that waits for the next working day, and a call: in which did somebody know?",
    "mitigated": "A switch was set at one minute. From which one on does the journal show it?",
    "resolved": "Cards that come right and go to the desk nevertheless: is that over?",
}


def timeline_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The four events, each once and at its minute, in the order of time."""
    timeline = said["timeline"]
    events = [event for _, event in timeline]
    for event, want in zip(EVENTS, minutes(), strict=True):
        sentence = f"The timeline names {event!r} {events.count(event)} times; once is needed."
        yield events.count(event) == 1, sentence, TEMPLATE
        got = timeline[events.index(event)][0]
        sentence = f"{event!r} stands at minute {got}; journal and log say another one."
        yield bool(abs(got - want) <= 1), sentence, HOW[event]
    order = [minute for minute, _ in timeline]
    yield order == sorted(order), f"The minutes are {order}, out of order.", "What came first?"
    at = told_minutes(said)
    gap = at.detected - at.first_bad
    sentence = f"detection_gap_min is {said['detection_gap_min']}; your timeline says {gap}."
    yield bool(said["detection_gap_min"] == gap), sentence, "From which event to which does it run?"


def told_minutes(said: dict[str, Any]) -> Minutes:
    """The minutes as the timeline has them, which may be one beside."""
    found = {event: minute for minute, event in said["timeline"]}
    return Minutes(*(found[event] for event in EVENTS))


PRICED = {
    "cards": "From the first bad minute on, until which event?",
    "usd": "What would as many cards have cost at the mean of the minutes before?",
    "stopgap_usd": "What did a card cost in the bad minutes, and what does one at the desk?",
}


def impact_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Cards and dollars at the minutes of the timeline."""
    for key, want in impact(told_minutes(said)).items():
        got = said["impact"][key]
        sentence = (
            f"impact: {key} is {got:.6g}, and the cards of your timeline give another number."
        )
        fits = math.isclose(got, want, rel_tol=0.001, abs_tol=0.01)
        yield fits, sentence, PRICED[key]


def argued(text: str, pattern: re.Pattern[str]) -> str:
    """The first words of this kind in a clause that denies nothing, or nothing."""
    for clause in re.split(r"[.,;:?()]\s", text):
        found = pattern.search(clause)
        if found and not DENIAL.search(clause):
            return found.group()
    return ""


def blamed(text: str) -> str:
    """What the text says that somebody should have done, or nothing."""
    found = BLAME.finditer(" ".join(text.split()))
    # In "the page for the team should have fired" the team is no subject.
    return next((one.group() for one in found if not one["aside"]), "")


def blameless_cases(said: dict[str, Any]) -> Iterator[Case]:
    """No text looks for a person."""
    texts = [("cause", said["cause"]), ("summary", said["summary"])]
    texts += [("went_well", one) for one in said["went_well"] if isinstance(one, str)]
    texts += [("an action", one["action"]) for one in said["actions"]]
    texts += [("the timeline", event) for _, event in said["timeline"]]
    for where, text in texts:
        name = NAME.search(text)
        word = name.group() if name else blamed(text) or argued(text, PERSON)
        sentence = (
            f"{where} says {word!r}. Roles and systems have causes; a person would be replaced "
        )
        sentence += "by another one, who does the same with the same tools."
        yield not word, sentence, "What made it possible, and what did they see at that moment?"


def cause_cases(said: dict[str, Any]) -> Iterator[Case]:
    """The cause says what changed, and what let it through."""
    cause = said["cause"]
    odd = unwritten(cause, fewest=8, most=60, task=TASK)
    yield not odd, f"cause {odd}.", "How would you say it to a colleague?"
    other = argued(cause, OTHER)
    sentence = f"cause says {other!r}, which the bad cards do not show."
    yield not other, sentence, "When did that happen, and which cards would it have touched?"
    sentence = "cause does not say what was different about the cards that were sent."
    yield bool(CHANGED.search(cause)), sentence, HOW["first bad"]
    sentence = "cause names what was bad, and does not say how it differed from what is right."
    nudge = "What does one see in these values beside those of an hour before?"
    yield bool(DIFFERED.search(cause)), sentence, nudge
    sentence = "cause says what set it off, and not what let it through."
    nudge = "The same change comes again next year. Which part of the system should stop it?"
    yield bool(LET_THROUGH.search(cause)), sentence, nudge


def went_well_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Sentences about what helped."""
    for one in said["went_well"]:
        odd = unwritten(one, fewest=4, most=60) if isinstance(one, str) else "is no text"
        yield not odd, f"went_well: {described(one)} {odd}.", "What would you do again, and why?"


def quoted(text: str) -> str:
    """The text in quotes, cut between words where it is long."""
    return repr(textwrap.shorten(text, 60, placeholder=" ..."))


def unclear(action: str) -> str:
    """What keeps an action from being named, as a clause; it need be no whole sentence."""
    words = action.split()
    if not 4 <= len(words) <= 40:
        return f"has {len(words)} words; 4 to 40 are asked for"
    if found := PLACEHOLDER.search(action):
        return f"still holds {found.group()!r}"
    if len({word.lower() for word in words}) < 0.6 * len(words):
        return "says the same words again and again"
    return "repeats the words of the task" if copied_words(action, TASK) else ""


def intention(action: str) -> str:
    """The words by which an action asks for good will and changes nothing, or nothing."""
    vague, meant = VAGUE.search(action), INTENDED.search(action)
    if meant and RUNS.search(action):
        everybody = EVERYBODY.search(action) and not re.search(r"\bpaged?\b", action)
        meant = meant if everybody else None
    found = vague or meant
    return found.group() if found else ""


def action_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Actions that somebody can check, each with a test that tells bad from healthy."""
    actions = said["actions"]
    for one in actions:
        odd = unclear(one["action"])
        nudge = "Would its owner know from these words what is to be there?"
        yield not odd, f"action {quoted(one['action'])} {odd}.", nudge
        vague = intention(one["action"])
        sentence = f"An action says {vague!r}: nobody can tell when it is done."
        yield not vague, sentence, "Which rule or which test would do it while people are tired?"
    missing = [kind for kind in NEEDED if kind not in {one["kind"] for one in actions}]
    sentence = f"No action is to {' and none to '.join(missing)}."
    yield not missing, sentence, "What keeps it out, and what tells you sooner where it comes in?"
    texts = [said["cause"], *said["went_well"], *(one["action"] for one in actions)]
    twice = next((one for one in texts if texts.count(one) > 1), "")
    sentence = f"One text stands in two places: {quoted(twice)}."
    yield not twice, sentence, "Is it the cause, what went well, or what will be there?"
    for one in actions:
        yield from test_cases(one)


def test_cases(action: dict[str, Any]) -> Iterator[Case]:
    """The test of an action is true where cards were sent wrong, and false where all was well."""
    test, kind = action["test"], action["kind"]
    what = "trays" if kind == "prevent" else "quarters of an hour"
    queried = NO_CONDITION.search(test)
    sentence = (
        f"test {test!r:.60} holds {queried.group() if queried else ''!r}; a condition is asked for."
    )
    yield not queried, sentence, "What would stand between HAVING and the end?"
    found, problem = judged(test, kind)
    nudge = "Which columns may it use, and is there one truth for all cards of the span?"
    yield not problem, f"test {test!r:.60} {problem}.", nudge
    for wrong, words in ((False, "healthy"), (True, "bad")):
        part = found.filter(wrong=wrong)["true"]
        off = int((part != wrong).sum())
        sentence = (
            f"test {test!r:.60} is {'false' if wrong else 'true'} of {off} of {part.len()} {words} "
        )
        said = sentence + f"{what}; {'it would not have told' if wrong else 'nobody will heed it'}."
        nudge = "What do the bad ones have that no healthy one has?"
        yield off == 0, said, nudge


def judged(test: str, kind: str) -> tuple[pl.DataFrame, str]:
    """(span, true, wrong) of a condition, and what keeps it from being one, as a clause."""
    table = trays().drop(*ANSWERED) if kind == "prevent" else quarters()
    truth = table.group_by("span").agg(pl.first("wrong"))
    query = f"SELECT span, ({test}) AS true FROM cards GROUP BY span"  # noqa: S608
    try:
        with pl.SQLContext(cards=table.drop("minute", "wrong"), eager=True) as context:
            found = context.execute(query)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        return pl.DataFrame(), f"cannot be run ({str(error).splitlines()[0]:.80})"
    if found["true"].dtype != pl.Boolean or found.height != truth.height:
        return found, "gives no single true or false for a span of cards"
    return found.with_columns(pl.col("true").fill_null(value=False)).join(truth, on="span"), ""


@cache
def measured() -> tuple[float, ...]:
    """Numbers of the morning that a summary may quote."""
    found, at = morning(), minutes()
    parts = [
        found.filter(pl.col("minute").is_between(first, last - 1))
        for first, last in combinations((0, *at, int(found["minute"].max()) + 1), 2)
    ]
    numbers = [float(found["minute"].max()), float(found["minute"].max() + 1), float(found.height)]
    log = recorded("postmortem", "log")["minute"].to_list()
    numbers += [float(abs(one - other)) for one, other in combinations((*log, *at), 2)]
    for one in parts:
        filed = one.filter("filed")
        wrong = float((filed["card_type"] != filed["truth"]).mean() or 0)
        shares = (1 - filed.height / one.height, filed.height / one.height, wrong, 1 - wrong)
        counts = (one.height, filed.height, one.height - filed.height, round(wrong * filed.height))
        mean = float(one["usd"].mean())
        numbers += [*shares, mean, DESK_USD - mean, one["usd"].sum(), *map(float, counts)]
    return tuple(numbers)


def summary_cases(said: dict[str, Any]) -> Iterator[Case]:
    """Sentences, with the numbers of the fields."""
    text, at = said["summary"], told_minutes(said)
    odd = unwritten(text, fewest=40, most=160, task=TASK)
    yield not odd, f"summary {odd}.", "What would you tell at breakfast?"
    spans = [later - first for first in at for later in at if later > first]
    numbers = [*SAID, *minutes(), *measured(), *at, *spans, *said["impact"].values()]
    numbers += [float(minute) for minute, _ in said["timeline"]]
    numbers += [float(one["due_days"]) for one in said["actions"]]
    numbers += [float(one) for a in said["actions"] for one in re.findall(r"\d+\.?\d*", a["test"])]
    numbers += [100 * one for one in numbers if 0 < abs(one) < 1]
    for holds, sentence, nudge in text_cases(text, numbers, SUMMARY):
        yield holds, f"summary: {sentence}", nudge
    for words, value in (
        ("the first bad minute", at.first_bad),
        ("the detection gap", said["detection_gap_min"]),
        ("the dollars", said["impact"]["usd"]),
    ):
        sentence = f"summary does not state {words} ({value:.4g})."
        yield states(text, value), sentence, "What does somebody ask who was not there?"


@question(
    "6.4",
    title="A blameless postmortem",
    answer="postmortem",
    returns=dict,
    points=5,
    hints=(
        "Put the cards as they were sent beside their minute. Which column's range changes, and when?",
        "Two minutes of the log are announcements. Which rows of the journal show that they came true?",
        "A test that looks at one tray, before any answer: what do all cards of a bad tray share?",
    ),
    why="""A postmortem is for the next morning. The minutes say where time was lost: more than half
of it until the stopgap before anybody knew. The price says what was worth doing: a stopgap has
one, too. And an action whose test is false on the morning that it was made for would have changed
nothing. Whether your sentences are just to those who were there, a colleague must say.""",
)
def a_postmortem(postmortem):
    said = postmortem()
    yield from form_cases(said)
    yield from timeline_cases(said)
    yield from impact_cases(said)
    yield from blameless_cases(said)
    yield from cause_cases(said)
    yield from went_well_cases(said)
    yield from action_cases(said)
    yield from summary_cases(said)
