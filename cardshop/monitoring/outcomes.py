"""What the answers were worth, from labels that see only some of them.

audit      a random draw of *filed* cards: it estimates the share of filed cards that is misfiled,
           and says nothing of the cards at the desk, so nothing of the model's accuracy over all.
desk       all cards that the model sent there, hard ones by choice, and the late ones (IS_FILED).
           Its accuracy is that of the model's guess on these: no estimate for filed ones, nor for
           all.
complaint  misfiled cards that a buyer found and reported: a lower bound, no rate.
Together   every card is either filed or at the desk, so the two accuracies, weighted by the shares
           of both, estimate that of the model's guess over all cards (a stratified estimate,
           Cochran 1977, chapter 5): where the desk labels what it gets, and the audit draws at
           random. A decision's quality is another thing: a guess at the desk costs no misfile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from cardshop.evaluation import DESK_USD, MISFILE_USD, Interval
from cardshop.monitoring.labels import AUDIT, CARD, COMPLAINT, judged, known
from cardshop.monitoring.labels import DESK as AT_DESK
from cardshop.monitoring.levels import IS_FILED
from cardshop.monitoring.lots import redraw_lots
from cardshop.monitoring.refusals import require_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEVEL = 0.95
CARD_OF_AUDIT, GUESS = "card drawn by the audit", "card"
# Of the cards at the desk; with fewer labelled, those that wait may be other ones.
LABELLED_SHARE = 0.95
BY_SOURCE = pl.Schema(
    {
        "source": pl.String,
        "cards": pl.Int64,
        "right": pl.Int64,
        "accuracy": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "estimates": pl.String,
        "note": pl.String,
    }
)
ESTIMATES = {
    AT_DESK: "the model's guess on unsure and late cards; not filed cards, not all",
    AUDIT: "filed cards, drawn at random; not the cards at the desk, not all",
    COMPLAINT: "nothing: at least so many filed cards were wrong",
    "together": "the model's guess over all cards: filed by audit, desk by desk, by their shares",
}


class Dollars(NamedTuple):
    """Dollars a card over all answered cards: desk and misfiles, with the misfiles' interval.

    low, high: of the total. The desk's share is counted, not estimated. Late cards are at the desk.
    """

    total_usd: float
    low_usd: float
    high_usd: float
    desk_usd: float
    misfile_usd: float
    n_audited: int


def misfiled(journal: pl.DataFrame, labels: pl.DataFrame, *, at_ms: int) -> Interval:
    """The share of filed cards that were filed as another type, from the audit alone.

    Exact for a random draw of filed cards (Clopper and Pearson 1934). Days weigh by their audited
    cards. Desk labels and complaints are left out: the ones see no filed card, the others only
    wrong ones. Raises MonitoringError without an audit label of a filed card.
    """
    found = _audited(journal, labels, at_ms)
    return _share(int(found["wrong"].sum()), found.height, CARD_OF_AUDIT)


def desk_share(journal: pl.DataFrame, *, seed: int = 0) -> Interval:
    """The share of cards that went to the desk (not IS_FILED), over other lots like these.

    Lots are drawn again, since a tray of one seller is alike. Raises EvaluationError for fewer
    lots than an interval needs, MonitoringError for no row.
    """
    from cardshop.evaluation import mean_interval

    require_rows(journal, "card was answered", "Widen the window.")
    return mean_interval(journal.select(~IS_FILED).to_series(), redraw_lots(journal, seed=seed))


def accuracy_by_source(journal: pl.DataFrame, labels: pl.DataFrame, *, at_ms: int) -> pl.DataFrame:
    """A row each for desk, audit, complaint, together: cards, right, accuracy, low, high.

    estimates: what the number speaks for, in words; note: why it is null. cards of complaints:
    all filed cards, right those without one, no accuracy. Read `together`; the others mislead
    where they are read as the model's accuracy.
    """
    filed = journal.filter(IS_FILED)
    desk = judged(journal.filter(~IS_FILED), labels, at_ms=at_ms, source=AT_DESK)
    audit = judged(filed, labels, at_ms=at_ms, source=AUDIT)
    wrong = filed.join(known(labels, at_ms, source=COMPLAINT), on=CARD, how="semi").height
    complaint = (COMPLAINT, filed.height, filed.height - wrong, None, None, None)
    rows = [
        (*_line(AT_DESK, desk), ESTIMATES[AT_DESK], _none_of(desk)),
        (*_line(AUDIT, audit), ESTIMATES[AUDIT], _none_of(audit)),
        (*complaint, ESTIMATES[COMPLAINT], "buyers tell of wrong cards alone"),
        _together(journal, desk, audit),
    ]
    return pl.DataFrame(rows, schema=BY_SOURCE, orient="row")


def dollars_a_card(
    journal: pl.DataFrame,
    labels: pl.DataFrame,
    *,
    at_ms: int,
    matrix: bool = False,
    seed: int = 0,
) -> Dollars:
    """What a card cost the shop: DESK_USD at the desk, and the audited misfiles of the filed.

    Each misfile costs MISFILE_USD, or with `matrix` what `evaluation.misfile_costs` says of its
    pair (then the interval draws lots again). Raises MonitoringError without an audit where a
    card was filed; EvaluationError for a matrix with fewer lots than an interval needs.
    """
    require_rows(journal, "card was answered", "Widen the window.")
    filed = journal.select(IS_FILED.mean()).item()
    if filed == 0:
        return Dollars(DESK_USD, DESK_USD, DESK_USD, DESK_USD, 0.0, 0)
    found = _audited(journal, labels, at_ms)
    if not matrix:
        return dollars_of(filed, misfiled(journal, labels, at_ms=at_ms))
    lost = dollars_of(filed, _matrix_loss(found, seed), misfile_usd=1.0)
    return lost._replace(n_audited=found.height)


def dollars_of(filed: float, loss: Interval, *, misfile_usd: float = MISFILE_USD) -> Dollars:
    """The sum from the share that was filed, and how much of it was lost, by the audit."""
    at_desk = (1 - filed) * DESK_USD
    misfile, low, high = (filed * misfile_usd * one for one in loss[:3])
    ends = at_desk + misfile, at_desk + low, at_desk + high
    return Dollars(*ends, at_desk, misfile, loss.n_units)


def _audited(journal: pl.DataFrame, labels: pl.DataFrame, at_ms: int) -> pl.DataFrame:
    filed = journal.filter(IS_FILED)
    found = judged(filed, labels, at_ms=at_ms, source=AUDIT)
    advice = "It comes a day later: widen the window, or see whether labels are late."
    return require_rows(found, "audit label of a filed card is known", advice)


def _matrix_loss(found: pl.DataFrame, seed: int) -> Interval:
    """Dollars a filed card, by the true and the filed type."""
    import numpy as np

    from cardshop.evaluation import decision_cost_usd, mean_interval, misfile_costs

    classes = np.unique(np.concatenate([found["truth"].to_numpy(), found["card_type"].to_numpy()]))
    truth, said = (np.searchsorted(classes, found[name]) for name in ("truth", "card_type"))
    loss = decision_cost_usd(truth, said, misfile_costs(classes))
    return mean_interval(loss, redraw_lots(found, seed=seed))


def _share(count: int, of: int, unit: str) -> Interval:
    from scipy.stats import binomtest

    ends = binomtest(count, of).proportion_ci(LEVEL, method="exact")
    return Interval(count / of, float(ends.low), float(ends.high), LEVEL, unit, of)


def _line(source: str, found: pl.DataFrame) -> tuple[object, ...]:
    right = found.height - int(found["wrong"].sum())
    if found.is_empty():
        return source, 0, 0, None, None, None
    return source, found.height, right, *_share(right, found.height, GUESS)[:3]


def _none_of(found: pl.DataFrame) -> str:
    return "no label yet" if found.is_empty() else ""


def _together(journal: pl.DataFrame, desk: pl.DataFrame, audit: pl.DataFrame) -> tuple[object, ...]:
    guessed = journal.filter(pl.col("card_type").is_not_null())
    at_desk = guessed.filter(~IS_FILED).height
    parts = [(desk, at_desk), (audit, guessed.height - at_desk)]
    said = "together", desk.height + audit.height, sum(_right(one) for one, _ in parts)
    note = _why_not(parts)
    ends = (None, None, None) if note else _stratified([one for one in parts if one[1]])
    return *said, *ends, ESTIMATES["together"], note


def _right(found: pl.DataFrame) -> int:
    return found.height - int(found["wrong"].sum())


def _why_not(parts: Sequence[tuple[pl.DataFrame, int]]) -> str:
    """Why the two cannot be put together; empty where they can."""
    (desk, at_desk), (audit, filed) = parts
    if at_desk + filed == 0:
        return "no card was answered with a type"
    if desk.height < LABELLED_SHARE * at_desk:
        return f"the desk has labelled {desk.height} of its {at_desk} cards: the rest may differ"
    return "no audit label of a filed card yet" if filed and audit.is_empty() else ""


def _stratified(parts: Sequence[tuple[pl.DataFrame, int]]) -> tuple[float, float, float]:
    """The weighted mean, with limits from those of the parts (Zou and Donner 2008, MOVER)."""
    import numpy as np

    weights = np.array([size for _, size in parts], dtype=np.float64)
    weights /= weights.sum()
    each = np.array([_share(_right(one), one.height, GUESS)[:3] for one, _ in parts])
    estimate = float(weights @ each[:, 0])
    below = _root(weights * (each[:, 0] - each[:, 1]))
    above = _root(weights * (each[:, 2] - each[:, 0]))
    return estimate, estimate - below, estimate + above


def _root(parts: NDArray) -> float:
    return float((parts**2).sum() ** 0.5)
