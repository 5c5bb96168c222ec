"""Alerts on what was quoted: the market's feed, the cards, the quotes themselves.

The lot is the unit of every test: at the counter a seller brings a lot, whose cards may share a
fault. In tables of sales a lot is the box in which prints came to the catalogue, sold card by card
over months. Nothing here asks for a price that was paid: those come weeks later.
"""

from __future__ import annotations

from math import log

import numpy as np
import polars as pl

from capstone.columns import FIELDS, NOT_GRADED, followed_index, followed_indices, require

Alert = dict[str, str]
PAGE, TICKET = "page", "ticket"
# A week's step of an index is about a hundredth: a doubling is another scale.
OTHER_SCALE = 2.0
# An index may repeat itself once by chance; two repeats, of one index or of two, are a dead feed.
REPEATS = 2
# Cards with a value that was never learned, as a mean over lots.
STRANGE_SHARE = 0.02
# A column that varied says one thing: less likely than this is a form's default.
BY_CHANCE = 1e-6
# Quotes a card of the same kind, over its index; below it nobody would notice.
MOVED_SHARE = 0.07
STANDARD_ERRORS = 4.0
FEWEST_LOTS = 10
KIND = ("rarity", "condition", "graded")
PRIOR_SALES = 2.0


def alerts(reference: pl.DataFrame, current: pl.DataFrame) -> list[Alert]:
    """What somebody has to look at, the most urgent first; empty in an ordinary week.

    Quote tables, with what was quoted as `price_usd`; `reference`: ordinary weeks before `current`.
    Each alert: severity ("page", "ticket"), subject, evidence, first_look. QuoteError: a column is
    missing.
    """
    for table in (reference, current):
        require(table, ["lot_id", "price_usd", *(n for n, field in FIELDS.items() if field.needed)])
    if current.is_empty():
        look = "Is the service ready, and do scan stations reach it?"
        return [_alert(PAGE, "quotes", "no card was quoted", look)]
    found = [
        *index_alerts(reference, current),
        *input_alerts(reference, current),
        *quote_alerts(reference, current),
    ]
    return sorted(found, key=lambda one: one["severity"])


def index_alerts(reference: pl.DataFrame, current: pl.DataFrame) -> list[Alert]:
    """A page where an index that quotes follow stands still, is missing, or has another scale."""
    followed, weeks = followed_indices(), _by_week(current)
    before = _by_week(reference).filter(pl.col("week") < weeks["week"].min()).tail(1)
    series = pl.concat([before, weeks])
    look = "When did the feed last deliver, and what does its file of this week say?"
    found = []
    still = {name: int((series[name].diff() == 0).sum()) for name in followed}
    if sum(still.values()) >= REPEATS:
        said = ", ".join(f"{name} {weeks}" for name, weeks in still.items() if weeks)
        found.append(
            _alert(PAGE, "index feed", f"weeks with the value of the week before: {said}", look)
        )
    for name in followed:
        absent = current[name].fill_nan(None).null_count()
        if absent:
            evidence = f"{name} is missing for {absent} of {current.height} cards"
            found.append(_alert(PAGE, "index feed", evidence, look))
            continue
        known, now = (float(np.median(one[name].to_numpy())) for one in (reference, current))
        if not known / OTHER_SCALE < now < known * OTHER_SCALE:
            evidence = f"{name} is {now:.4g}, after {known:.4g} in the reference"
            found.append(_alert(PAGE, "index feed", evidence, look))
    return found


def input_alerts(reference: pl.DataFrame, current: pl.DataFrame) -> list[Alert]:
    """A ticket a column whose values were never learned, or that says one thing for every card."""
    ### BEGIN SOLUTION
    found = []
    look = "Which lots and which scan station: did a form, a unit or a list of words change?"
    for name in (n for n, one in FIELDS.items() if one.needed and not n.startswith("index_")):
        strange = current.select("lot_id", strange=_strange(reference[name], name))
        shares = strange.group_by("lot_id").agg(pl.col("strange").mean())["strange"]
        share, error = _mean_and_error(shares)
        same = _by_chance_the_same(reference[name], current)
        if share - 2 * error > STRANGE_SHARE:
            evidence = f"{name}: {share:.0%} of cards, a mean over {len(shares)} lots, hold values"
            found.append(_alert(TICKET, "inputs", f"{evidence} that were never learned", look))
        elif same < BY_CHANCE:
            evidence = f"{name} says {current[name][0]} for all {current.height} cards"
            found.append(_alert(TICKET, "inputs", evidence, look))
    return found
    ### END SOLUTION


def quote_alerts(reference: pl.DataFrame, current: pl.DataFrame) -> list[Alert]:
    """A page where cards of the same kind are quoted otherwise than the market moved."""
    known, now = _over_index(reference), _over_index(current)
    kinds = known.group_by(KIND).agg(usual=pl.col("level").mean())
    known = known.join(kinds, on=KIND, how="left")
    rest = pl.col("level") - pl.col("usual")
    species = known.group_by("dex_no").agg(own=rest.sum() / (pl.len() + PRIOR_SALES))
    judged = now.join(kinds, on=KIND).join(species, on="dex_no", how="left")
    moved = rest - pl.col("own").fill_null(0.0)
    by_lot = judged.group_by("lot_id").agg(moved.mean().alias("moved"))["moved"].drop_nulls()
    if len(by_lot) < FEWEST_LOTS:
        return []
    mean, error = _mean_and_error(by_lot)
    if abs(mean) < log(1 + MOVED_SHARE) or abs(mean) < STANDARD_ERRORS * error:
        return []
    evidence = f"cards of the same kind are quoted {mean:+.0%} against their index"
    look = "Which version answers, since when, and what did it quote for last week's cards?"
    return [_alert(PAGE, "quotes", f"{evidence}, a mean over {len(by_lot)} lots", look)]


def _alert(severity: str, subject: str, evidence: str, first_look: str) -> Alert:
    told = {"severity": severity, "subject": subject}
    return {**told, "evidence": evidence, "first_look": first_look}


def _by_week(quotes: pl.DataFrame) -> pl.DataFrame:
    week = pl.col("sale_date").dt.truncate("1w").alias("week")
    return quotes.group_by(week).agg(pl.col(followed_indices()).median()).sort("week")


def _strange(known: pl.Series, name: str) -> pl.Expr:
    """Whether a value was never learned: a null, a word, a number beyond both ends."""
    value = pl.col(name)
    if FIELDS[name].domain or known.dtype in (pl.String, pl.Boolean):
        strange = ~value.is_in(known.unique().drop_nulls().implode())
    elif name in ("sale_date", "release_date"):
        strange = value > pl.col("sale_date")
    else:
        strange = ~value.is_between(known.min(), known.max())
    return strange.fill_null(value=not known.has_nulls())


def _by_chance_the_same(known: pl.Series, current: pl.DataFrame) -> float:
    """How likely ordinary lots all hold the one value that the column now holds; 1 if it varies."""
    now = current[known.name]
    if now.n_unique() > 1 or known.n_unique() < 2 or known.name == "sale_date":
        return 1.0
    usual = known.is_null() if now[0] is None else known == now[0]
    return float(usual.fill_null(value=False).to_numpy().mean()) ** current["lot_id"].n_unique()


def _mean_and_error(by_lot: pl.Series) -> tuple[float, float]:
    """The mean over lots, and its standard error; 0 for a single lot."""
    values = by_lot.to_numpy()
    error = values.std(ddof=1) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return float(values.mean()), float(error)


def _over_index(quotes: pl.DataFrame) -> pl.DataFrame:
    return quotes.select(
        "lot_id",
        "dex_no",
        "rarity",
        "condition",
        graded=pl.col("grading_company") != NOT_GRADED,
        level=(pl.col("price_usd") / followed_index()).log(),
    )
