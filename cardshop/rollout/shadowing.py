"""Champion and challenger on the same cards; no client ever sees the challenger's answer.

The cards come from the journal, after they were answered: a challenger that is slow, that fails or
that is wrong costs no station anything, and there is no answer of it that could leak. What such a
run cannot show: the challenger's speed under load, and how people would act on its answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.artifact import DESK, Artifact
from cardshop.rollout.refusals import RolloutError

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

CHAMPION, CHALLENGER = "champion", "challenger"
# Cards that are answered together: 20 MB of features.
CHUNK_CARDS = 50_000
KEPT = ("request_id", "position", "at_ms", "decision")


def shadow(champion: Artifact, challenger: Artifact, cards: pl.DataFrame) -> pl.DataFrame:
    """Both answers to each card, in order, and `same`: both to the desk, or filed as one type.

    Columns: champion_type, champion_confidence, champion_decision, and the challenger's three.
    cards: raw columns of the contract. Raises RolloutError: a column that one of both asks for is
    not there or holds nothing, or a model that raises on them.
    """
    parts = [_answers(CHAMPION, champion, cards), _answers(CHALLENGER, challenger, cards)]
    both = pl.concat(parts, how="horizontal")
    at_desk = _equal("decision") & (pl.col(f"{CHAMPION}_decision") == DESK)
    return both.with_columns(same=at_desk | (_equal("decision") & _equal("type")))


def replay(
    champion: Artifact, challenger: Artifact, journal: pl.DataFrame, *, lots: pl.Series
) -> pl.DataFrame:
    """`shadow` of the cards of a journal, behind what is known of each row.

    That is request_id, position, at_ms, lot, and decision: what the service did with the card.
    lots: the lot of each row (`monitoring.lots_of`). Rows whose card was not kept are left out.
    Raises JournalError, RolloutError.
    """
    from cardshop.journal import cards

    rows = journal.with_columns(lots.alias("lot")).filter(pl.col("card").is_not_null())
    about = rows.select(*KEPT[:3], "lot", KEPT[3])
    return pl.concat([about, shadow(champion, challenger, cards(rows))], how="horizontal")


def _equal(name: str) -> pl.Expr:
    return pl.col(f"{CHAMPION}_{name}") == pl.col(f"{CHALLENGER}_{name}")


def _answers(side: str, model: Artifact, cards: pl.DataFrame) -> pl.DataFrame:
    wanted = model.metadata.schema_of_cards
    _check_filled(model, wanted, cards)
    needed = cards.select(*wanted)
    try:
        parts = [model.decide(some) for some in needed.iter_slices(CHUNK_CARDS)]
    except Exception as error:
        what = f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"
        message = f"the {side} {model.version} raises on these cards ({what}). "
        raise RolloutError(message + "It cannot go into service as it is.") from error
    found = pl.concat([model.decide(needed.clear()), *parts])
    return found.select(
        pl.col("card_type").alias(f"{side}_type"),
        pl.col("confidence").alias(f"{side}_confidence"),
        pl.col("decision").alias(f"{side}_decision"),
    )


def _check_filled(model: Artifact, wanted: dict[str, PolarsDataType], cards: pl.DataFrame) -> None:
    """A column that stations never sent would be answered as if it were unknown for every card."""
    absent = [name for name in wanted if name not in cards.columns]
    empty = [
        name for name in wanted if name not in absent and cards[name].null_count() == cards.height
    ]
    if cards.height and (absent or empty):
        message = (
            f"{', '.join(absent + empty)} of the cards hold nothing, and {model.version} asks "
        )
        raise RolloutError(f"{message}for them. Compare on cards that have all columns.")
