"""What a right runbook is (6.5): walked over recorded mornings, it ends where the harm ends."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from cardshop.dataset import DATA
from classroom.checks import question
from classroom.checks.shape import described
from classroom.checks.walking import START, WAYS, every_way, walk

Case = tuple[bool, str, str]
Row = dict[str, Any]
FOLDER = DATA / "drills"
LOOKS = (
    "late_share", "lookup_share", "desk_share", "median_confidence", "top_type_share",
    "audit_age_h", "audit_misfiled", "labels_wrong", "largest_shift", "release_lead_min",
)  # fmt: skip
NOTHING, HELP = "do nothing", "call for help"
# What each change has to have seen on its way.
EVIDENCE = {
    "roll the service back": "release_lead_min",
    "turn the sender back": "largest_shift",
    "time the look-up out": "lookup_share",
    "mend the label path": "audit_age_h",
}
WITHOUT = ("restart the service", "raise the threshold", "send all to the desk")
ACTIONS = (NOTHING, HELP, *EVIDENCE, *WITHOUT)
MOST_LOOKS, RECOVERED = 7, 0.9
KEYS = {"look", "above", "yes", "no"}
FORM = "Which step is it, and what does the docstring say of its keys?"
NUDGES = {
    "quiet": "Late answers, the desk, one type, the audit: which service level does not hold?",
    "slow": "Who takes the time, the model or the catalogue's look-up?",
    "labels": "Which cards does the desk see, and when did the last word on filed cards come?",
    "sender": "Did the service change, or what it is sent?",
    "release": "The cards come as they always did. What else came shortly before?",
}
KINDS = {
    "slow after a release": "slow",
    "slow without a release": "slow",
    "slow soon after a release": "slow",
    "the desk is full": "sender",
    "the desk is full after a release": "sender",
    "all cards are Fire": "sender",
    "a bad audit of an import": "sender",
    "unsure of everything": "release",
    "the audit is bad": "release",
    "the desk is full by a release": "release",
    "the labels disagree": "labels",
    "the labels disagree after a release": "labels",
}


def table(name: str) -> pl.DataFrame:
    """One of the recorded tables; raises where the file is another one than was recorded."""
    path = FOLDER / f"{name}.parquet"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if f"{digest}  {path.name}" not in (FOLDER / "CHECKSUMS").read_text("utf-8"):
        message = f"data/drills/{path.name} was changed. `git checkout data` restores it."
        raise ValueError(message)
    return pl.read_parquet(path)


@cache
def mornings() -> tuple[Row, ...]:
    """Every recorded morning, those of the exercise first."""
    parts = (table("mornings"), table("unseen_mornings"))
    shown = (one.with_columns(shown=pl.lit(at == 0)) for at, one in enumerate(parts))
    return tuple(pl.concat(shown).to_dicts())


@cache
def recovered() -> dict[tuple[str, str], float | None]:
    """The share of the harm that an action recovered on a morning; None where there was none."""
    rows = pl.concat([table("actions"), table("unseen_actions")]).iter_rows(named=True)
    return {(one["morning"], one["action"]): one["recovered"] for one in rows}


def form_cases(steps: dict[str, Any]) -> Iterator[Case]:
    """Steps with their keys, known looks, numbers, and ways that lead somewhere."""
    yield START in steps, f"There is no step {START!r}, where the walk begins.", FORM
    for name, step in steps.items():
        known = isinstance(step, dict) and set(step) - {"none"} == KEYS
        sentence = f"Step {name!r} is {described(step)}; look, above, yes and no are needed, and "
        yield known, sentence + "none where the look may find nothing.", FORM
        sentence = f"Step {name!r} looks at {step['look']!r:.40}; a look is one of "
        yield step["look"] in LOOKS, sentence + f"{', '.join(LOOKS)}.", FORM
        above = step["above"]
        number = isinstance(above, (int, float)) and not isinstance(above, bool)
        sentence = f"above of step {name!r} is {described(above)}; a number is needed."
        yield number and math.isfinite(above), sentence, FORM
        for way in (one for one in WAYS if one in step):
            end = step[way]
            leads = isinstance(end, str) and (end in steps or end in ACTIONS)
            sentence = f"{way} of step {name!r} is {end!r:.40}: no step of yours and no action of "
            yield leads, sentence + "the table.", "What is done there, or looked at next?"
    both = sorted(set(steps) & set(ACTIONS))
    yield not both, f"A step is named {', '.join(both)}, as an action is.", FORM


def length_cases(steps: dict[str, Any]) -> Iterator[Case]:
    """No way is longer than seven looks, and so none goes in a circle."""
    far = next((looks for looks, end in every_way(steps, MOST_LOOKS) if end in steps), ())
    sentence = f"One way has not ended after {MOST_LOOKS} looks: {', '.join(far)}, ..."
    yield not far, sentence, "Which look changes nothing of what you would do?"


def harm_words(morning: Row, action: str | None) -> str:
    """What an action does on that morning, as it was measured."""
    if action is None:
        return "There the runbook does not say what to do."
    share = recovered().get((morning["morning"], action))
    if KINDS.get(morning["morning"]) is None:
        return "All service levels held, and now somebody has changed what worked."
    if share is None:
        return "The harm goes on."
    return f"That recovers {max(share, 0):.0%} of the harm."


def is_right(morning: Row, action: str | None) -> bool:
    """Nothing on a quiet morning, else what recovered nine tenths of the harm."""
    name = morning["morning"]
    if name not in KINDS:
        return action == NOTHING
    return (recovered().get((name, action or "")) or 0.0) >= RECOVERED


def drill_cases(steps: dict[str, Any]) -> Iterator[Case]:
    """The runbook, walked over every morning."""
    for morning in mornings():
        gone = walk(steps, morning)
        where = "" if morning["shown"] else ", a morning that is not shown"
        sentence = f"On {morning['morning']!r}{where}: {gone.told()}. "
        nudge = NUDGES[KINDS.get(morning["morning"], "quiet")]
        if gone.end is None:
            nudge = "What does a look mean that finds nothing, and what do you do then?"
        yield is_right(morning, gone.end), sentence + harm_words(morning, gone.end), nudge


def evidence_cases(steps: dict[str, Any]) -> Iterator[Case]:
    """Every way to a change passes the look that speaks for it."""
    for looks, end in every_way(steps, MOST_LOOKS):
        wanted = EVIDENCE.get(end)
        sentence = f"One way ends with {end!r} after {', '.join(looks)}, without {wanted}."
        nudge = "What was ruled out there, and what was shown?"
        yield wanted is None or wanted in looks, sentence, nudge
        sentence = f"One way ends with {end!r}; it recovered on no morning what was lost."
        yield end not in WITHOUT, sentence, "Whom would you ask there instead?"


@question(
    "6.5",
    title="A runbook, used",
    answer="runbook",
    returns=dict,
    points=4,
    hints=(
        "Which looks tell you that something is lost, and which only why? Begin with the former.",
        "Late answers fill the desk as well. Which of the two looks has to come first?",
        "Two mornings look alike until you ask what was sent. What do you ask before a rollback?",
    ),
    why="""Half asleep, nobody weighs evidence: the order of the looks has to do it. Harm comes before
cause, so that a quiet morning stays quiet; a release in the right minute is a suspect and no
proof; and a figure that jumped because its labels are missing is mended where labels come from.
A runbook that was never walked is a wish.""",
)
def runbook_on_drills(runbook):
    steps = runbook()
    yield from form_cases(steps)
    yield from length_cases(steps)
    yield from drill_cases(steps)
    yield from evidence_cases(steps)
