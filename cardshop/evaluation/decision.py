"""Deploy, iterate or abandon: the findings of a model review against limits fixed beforehand.

Shares and dollars: a limit is met when the whole interval meets it, not the estimate alone. An
estimate of 9 % whose interval reaches 12 % does not rule out a share above the limit of 10 %, and
each misfile is paid by the shop. The model has to show that it is good; the present way does not.

Slices, the other way round: one fails only when it is clearly worse and its estimate lies at the
margin or beyond. That no slice fails shows no slice to be good: few lines hide a large gap.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

import numpy as np
import polars as pl

from cardshop.evaluation.inputs import EvaluationError
from cardshop.evaluation.intervals import CARD_AS_IF_INDEPENDENT, Interval

Decision = Literal["deploy", "iterate", "abandon"]
Standing = Literal["met", "not shown", "failed", "missing", "noted"]
SLICE_COLUMNS = ("slice", "gap", "gap_high", "verdict")
MEASURE_FIRST = "Measure it on held-out lines; nothing is deployed on trust."


@dataclass(frozen=True)
class Limits:
    """What was agreed before the model was seen. Shares of cards, of filed cards, and a level.

    misfiled_share, desk_share: the service levels of the gate. slice_margin: how far a slice may
    lie below the rest, agreed by the review board, no law of nature.
    """

    misfiled_share: float = 0.10
    desk_share: float = 0.45
    slice_margin: float = 0.05
    level: float = 0.95

    def __post_init__(self) -> None:
        """Raises EvaluationError for a limit that is no share."""
        wrong = {one.name: getattr(self, one.name) for one in fields(self)}
        wrong = {name: value for name, value in wrong.items() if not 0 < value < 1}
        if wrong:
            message = f"limits {wrong}; each lies between 0 and 1. Write 10 % as 0.10."
            raise EvaluationError(message)


@dataclass(frozen=True)
class Findings:
    """What was measured on held-out lines; None is what was not, and stops a deployment.

    misfiled_share: of the filed cards. saving_usd: present way less the model, $ a card, paired
    on the same cards (above 0: the model is cheaper). slices: the table of `slice_report`.
    """

    misfiled_share: Interval | None = None
    desk_share: Interval | None = None
    saving_usd: Interval | None = None
    slices: pl.DataFrame | None = None


class Reason(NamedTuple):
    """One criterion: what was found, what the limit is, where that leaves it, and what to do."""

    subject: str
    standing: Standing
    found: str
    limit: str
    action: str

    def __str__(self) -> str:
        """The reason in one line."""
        return f"{self.subject}: {self.standing}. {self.found}; limit {self.limit}. {self.action}"


class Review(NamedTuple):
    """The decision with a reason for each criterion; conditions: what to do before the next one."""

    decision: Decision
    reasons: tuple[Reason, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """The actions of all reasons that stand against a deployment."""
        against = (
            one for one in self.reasons if one.standing in ("not shown", "failed", "missing")
        )
        return tuple(one.action for one in against)


def review(findings: Findings, limits: Limits | None = None) -> Review:
    """Deploy where all criteria are met; abandon where more work of this kind cannot help.

    Abandon: the model is clearly not cheaper, or misfiled and desk share both clearly fail (a
    higher threshold mends the one and worsens the other). Iterate: anything else that is not
    shown, failed or missing. Raises EvaluationError for an interval by card, or a wider level.
    """
    agreed = limits or Limits()
    misfiled = _service("misfiled among filed", findings.misfiled_share, agreed.misfiled_share)
    desk = _service("desk share", findings.desk_share, agreed.desk_share)
    saving = _saving(findings.saving_usd)
    for one in (findings.misfiled_share, findings.desk_share, findings.saving_usd):
        _check(one, agreed.level)
    reasons = (misfiled, desk, saving, *_slices(findings.slices, agreed.slice_margin))
    standing = {one.standing for one in reasons}
    if saving.standing == "failed" or (misfiled.standing == desk.standing == "failed"):
        return Review("abandon", reasons)
    open_questions = standing & {"not shown", "failed", "missing"}
    return Review("iterate" if open_questions else "deploy", reasons)


def _service(subject: str, found: Interval | None, limit: float) -> Reason:
    """A share that must not lie above its limit."""
    allowed = f"{limit:.0%} at the upper end"
    if found is None:
        return Reason(subject, "missing", "not measured", allowed, MEASURE_FIRST)
    mend = {
        "misfiled among filed": "Raise the threshold, or better the types that are misfiled most.",
        "desk share": "Lower the threshold, or better the cards that the desk sees most.",
    }[subject]
    standing, action = _against(found, limit, mend)
    return Reason(subject, standing, _percent(found), allowed, action)


def _against(found: Interval, limit: float, mend: str) -> tuple[Standing, str]:
    if found.high <= limit:
        return "met", "Watch it by the audit."
    if found.low > limit:
        return "failed", mend
    if found.estimate <= limit:
        return "not shown", "Score more lines, or leave more room: " + mend[0].lower() + mend[1:]
    return "not shown", mend


def _saving(found: Interval | None) -> Reason:
    subject, limit = "saving against the present way", "above $0 a card at the lower end"
    if found is None:
        return Reason(subject, "missing", "not measured", limit, MEASURE_FIRST)
    said = f"${found.estimate:.4f} a card ({found.low:.4f} to {found.high:.4f})"
    if found.low > 0:
        return Reason(subject, "met", said, limit, "Book it, and check it against the audit.")
    if found.high <= 0:
        return Reason(subject, "failed", said, limit, "Keep the present way.")
    action = "Score more lines, or find a larger gain; keep the present way meanwhile."
    return Reason(subject, "not shown", said, limit, action)


def _slices(table: pl.DataFrame | None, margin: float) -> list[Reason]:
    limit = f"{margin:.0%} below the rest, when clearly worse"
    if table is None or table.is_empty():
        return [Reason("slices", "missing", "not measured", limit, MEASURE_FIRST)]
    lacking = [one for one in SLICE_COLUMNS if one not in table.columns]
    if lacking:
        message = f"the slices lack {lacking}; {list(SLICE_COLUMNS)} are needed. Pass the table "
        raise EvaluationError(message + "of slice_report.")
    noted = [one for one in (_slice(row, margin, limit) for row in table.to_dicts()) if one]
    if noted:
        return noted
    found = f"{table.height} read, none clearly worse"
    return [Reason("slices", "met", found, limit, "Read them again at each review.")]


def _slice(row: dict[str, Any], margin: float, limit: str) -> Reason | None:
    """None where nothing is to be said; too few lines are noted, and prove nothing either way."""
    subject, verdict, gap = f"slice {row['slice']}", row["verdict"], row["gap"]
    if verdict == "too few lines to say":
        return Reason(
            subject, "noted", verdict, limit, "Send its cards to the audit to learn more."
        )
    if verdict != "worse":
        return None
    # A slice whose estimate lies beyond the margin is not excused by a wide interval.
    said = f"{gap:+.1%} against the rest, at best {row['gap_high']:+.1%}"
    if gap <= -margin:
        action = f"Send {row['slice']} to the desk until it is mended, and say so in the card."
        return Reason(subject, "failed", said, limit, action)
    return Reason(subject, "noted", said, limit, "Say so in the model card.")


def _percent(found: Interval) -> str:
    return f"{found.estimate:.1%} ({found.low:.1%} to {found.high:.1%})"


def _check(found: Interval | None, level: float) -> None:
    if found is None:
        return
    if not (np.isfinite(found[:3]).all() and found.low <= found.estimate <= found.high):
        message = f"an interval is {found[:3]}; three numbers in order are needed. Compute it anew."
        raise EvaluationError(message)
    if found.unit == CARD_AS_IF_INDEPENDENT:
        message = f"an interval has the unit {found.unit!r}; it is too narrow to decide on. Use "
        raise EvaluationError(message + "redraw_lines.")
    if found.level < level:
        message = f"an interval has level {found.level}; {level} or more was agreed. Compute it "
        raise EvaluationError(message + "at that level.")
