"""What a recipe says of every card while it has not seen the card's evolution line.

For all that is chosen after training: a temperature, a threshold, which slices fail.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from cardshop.dataset import DatasetError, usable
from cardshop.training.fitting import checked, fit, probabilities_of
from cardshop.training.refusals import LINE, TARGET, TrainingError
from cardshop.training.settings import Settings
from cardshop.training.validation import splits_of

CARD = "card_id"


def held_out(cards: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """A row a card, in order: card_id, line_id, card_type, fold, and p_<type> for each type.

    Folds by line, `settings.splits` of them whatever its validation: each card is answered by a
    model that saw none of its line. Types in alphabetical order, 0 for one that a fold never saw.
    Each model saw fewer lines than the last fit on all cards will. Raises TrainingError.
    """
    try:
        usable(cards, CARD)
    except DatasetError as error:
        raise TrainingError(str(error)) from None
    table, types = checked(cards, settings), cards[TARGET].to_numpy()
    classes = np.unique(types)
    given = np.empty((cards.height, classes.size))
    fold = np.empty(cards.height, dtype=np.int64)
    for place, split in enumerate(splits_of(cards, replace(settings, validation="folds"))):
        done = fit(table[split.train], types[split.train], settings)
        given[split.test] = probabilities_of(done.pipeline, table[split.test], classes)
        fold[split.test] = place
    columns = {f"p_{kind}": given[:, at] for at, kind in enumerate(classes)}
    return (
        cards.select(CARD, LINE, TARGET)
        .with_columns(pl.Series("fold", fold))
        .hstack(pl.DataFrame(columns))
    )
