"""What each column of the quote table may hold, and which index a print follows."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import polars as pl

RARITIES = ("Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare")
CONDITIONS = ("NM", "LP", "MP", "HP", "DMG")  # best first
LANGUAGES = ("en", "ja", "de", "fr", "es", "it")
COUNTRIES = ("US", "JP", "DE", "GB", "FR", "ES", "IT")
NOT_GRADED = "none"
GRADERS = (NOT_GRADED, "Apex", "Borealis", "Crown")
CARD_TYPES = (
    "Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting",
    "Darkness", "Metal", "Dragon", "Fairy", "Colorless",
)  # fmt: skip
INDICES = ("index_vintage", "index_graded", "index_modern")
SLICED_BY = ("rarity", "condition", "grading_company")


class Field(NamedTuple):
    """What one column may hold: its type; both ends of a range, or every value allowed.

    `needed`: a price depends on it, so that a quote cannot do without.
    """

    type: Any
    span: tuple[Any, Any] | None = None
    domain: tuple[str, ...] | None = None
    nullable: bool = False
    needed: bool = True


_STAT = Field(pl.Int64, (1, 255))
# About 100 in the first week: outside of this range it is on another scale.
_INDEX = Field(pl.Float64, (10.0, 10_000.0))
_NOTED = Field(pl.String, needed=False)

FIELDS: dict[str, Field] = {
    "sale_id": Field(pl.Int64, needed=False),
    "card_id": _NOTED,
    "sale_date": Field(pl.Date, (date(1999, 1, 1), date(2099, 12, 31))),
    "condition": Field(pl.String, domain=CONDITIONS),
    "lot_id": _NOTED,
    "seller_country": Field(pl.String, domain=COUNTRIES, needed=False),
    "set_code": _NOTED,
    "release_date": Field(pl.Date, (date(1999, 1, 1), date(2099, 12, 31))),
    "language": Field(pl.String, domain=LANGUAGES, needed=False),
    "species": _NOTED,
    "dex_no": Field(pl.Int64, (1, 9999)),
    "line_id": Field(pl.Int64, needed=False),
    "generation": Field(pl.Int64, (1, 20)),
    "evo_stage": Field(pl.Int64, (0, 2)),
    "is_legendary": Field(pl.Boolean),
    "base_hp": _STAT,
    "base_attack": _STAT,
    "base_defense": _STAT,
    "base_sp_attack": _STAT,
    "base_sp_defense": _STAT,
    "base_speed": _STAT,
    "rarity": Field(pl.String, domain=RARITIES),
    "is_holo": Field(pl.Boolean),
    "hp": Field(pl.Int64, (10, 400)),
    "card_type": Field(pl.String, domain=CARD_TYPES),
    "grading_company": Field(pl.String, domain=GRADERS),
    "grade": Field(pl.Int64, (1, 10), nullable=True),
    **dict.fromkeys(INDICES, _INDEX),
    # No price follows it; whoever lets `followed_index` read it makes it needed.
    "index_graded": _INDEX._replace(needed=False),
}


class QuoteError(ValueError):
    """Sales, quotes or an artefact that cannot be worked with; the message says what to do."""


def require(sales: pl.DataFrame, columns: list[str]) -> None:
    """Nothing; raises QuoteError that names the columns that are not there."""
    missing = [name for name in columns if name not in sales.columns]
    if missing:
        message = f"The sales have no {', '.join(missing)}; README.md lists the columns they need."
        raise QuoteError(message)


def followed_index() -> pl.Expr:
    """The one of INDICES that the price of a row's print follows, about 100 in the first week.

    The sales tell which: among cards of one kind, the right one leaves least of log(price / index)
    unexplained. tests/test_columns.py asks that, of every first year of `index_modern`.
    """
    ### BEGIN SOLUTION
    # tests/test_columns.py finds the year again in the sales.
    vintage = pl.col("release_date").dt.year() < 2012
    return pl.when(vintage).then("index_vintage").otherwise("index_modern")
    ### END SOLUTION


def followed_indices() -> list[str]:
    """Those of INDICES that any price follows: a fault of another one harms no quote."""
    read = followed_index().meta.root_names()
    return [name for name in INDICES if name in read]
