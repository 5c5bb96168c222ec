"""Small artefacts that tests share: built once, on the first cards of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from cardshop.artifact import Built, build
from training_runs import quick, some_cards

MADE_ON = date(2026, 1, 5)
CARDS = 600


@cache
def built(model: str = "logistic", **options: float) -> Built:
    """A quick model of the zoo on CARDS cards, version 1.0.0."""
    settings = quick(model, **({"options": options} if options else {}))
    return build(some_cards(CARDS), settings, version="1.0.0", made_on=MADE_ON)


def numbered(version: str, model: str = "logistic") -> Built:
    """The same under another version."""
    return replace(built(model), version=version)
