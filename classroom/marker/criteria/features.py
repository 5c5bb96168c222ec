"""Whether a quote depends on anything but the card that is quoted."""

from __future__ import annotations

from typing import Any

from classroom.marker.confined import Heard
from classroom.marker.criteria.training import train
from classroom.marker.probes.leaking import ALONE
from classroom.marker.tables import DEFAULT
from classroom.marker.work import Found, Work, lost, number, priced

PROBE, BASE = "leaking", "as they are"
# As many cards as a morning has; a leak shows in each of them.
CARDS = 300
# Quotes are in cents: a rounding may fall to the other side.
NEAR_USD = 0.011
COMPANY = {
    "price_blind": ("price given", "price changed", "price null"),
    "row_alone": ("shuffled", "fewer", "more", *(f"alone {row}" for row in range(ALONE))),
    "later_blind": ("data changed",),
    "future_blind": ("future index",),
}


def found(work: Work) -> dict[str, Found]:
    """A share per kind of company that must change nothing."""
    if fault := train(work).fault(f"train {DEFAULT}"):
        return lost(tuple(COMPANY), f"there is no artefact to quote with: {fault}")
    heard = heard_of(work)
    if why := unusable(heard):
        return lost(tuple(COMPANY), why)
    return {part: unmoved(heard, steps) for part, steps in COMPANY.items()}


def heard_of(work: Work) -> Heard:
    """What the probe of leaks tells of the artefact of the default table."""
    folder = work.place / "leaking"
    folder.mkdir(exist_ok=True)
    cards, others = folder / "cards.parquet", folder / "others.parquet"
    held = work.tables.read(DEFAULT, "holdout").drop("price_usd")
    held.gather_every(held.height // CARDS).head(CARDS).write_parquet(cards)
    work.tables.read(str(work.seeds[0]), "holdout").write_parquet(others)
    places = {"cards": str(cards), "others": str(others), "data": str(work.training(DEFAULT))}
    heard = work.heard(PROBE, artifact=str(work.artifact(DEFAULT)), **places)
    work.put_back(DEFAULT)
    return heard


def unusable(heard: Heard) -> str:
    """Why there are no quotes to compare, in a clause; empty when there are."""
    if fault := heard.fault(BASE):
        return f"predict on {CARDS} cards: {fault}"
    prices = priced(heard.value(BASE)).values()
    if not all(number(one) and one > 0 for one in prices):
        return "a quote is null, not above 0, or no number"
    different = len(set(prices))
    if different < CARDS // 3:
        return f"only {different} different quotes for {CARDS} cards: nothing of a card is read"
    return ""


def unmoved(heard: Heard, steps: tuple[str, ...]) -> Found:
    """Whether the quotes stayed as they were in each of these companies."""
    base = priced(heard.value(BASE))
    for step in steps:
        if fault := heard.fault(step):
            return Found(0.0, f"{step}: {fault}")
        quotes = priced(heard.value(step))
        moved = [one for one in quotes if one in base and not _near(quotes[one], base[one])]
        if moved:
            return Found(0.0, f"{step}: {len(moved)} of {len(quotes)} quotes differ")
        if not quotes.keys() & base.keys():
            return Found(0.0, f"{step}: no quote for the cards that were asked")
    return Found(1.0, f"equal quotes: {', '.join(steps)}")


def _near(one: Any, other: float) -> bool:
    return number(one) and abs(one - other) <= NEAR_USD + 1e-6 * abs(other)
