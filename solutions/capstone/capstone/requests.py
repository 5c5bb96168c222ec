"""What a client may send: FIELDS as a strict model, and every refusal in one line."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic import (
    Field as Allowed,
)

from capstone.columns import FIELDS, NOT_GRADED, Field

MAX_QUOTES = 200
MAX_TEXT = 100
BIGGEST_WHOLE = 2**53
PYTHON_TYPE = {pl.Int64: int, pl.Float64: float, pl.Boolean: bool, pl.String: str, pl.Date: date}


class Card(BaseModel):
    """What holds for a card beyond its single columns."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="after")
    def _belongs_together(self) -> Card:
        said = vars(self)
        if (said["grading_company"] == NOT_GRADED) != (said["grade"] is None):
            message = "grade: a number exactly where grading_company is not none"
            raise ValueError(message)
        if said["sale_date"] < said["release_date"]:
            message = "sale_date: not before release_date"
            raise ValueError(message)
        return self


def _definition(field: Field) -> Any:
    if field.domain:
        kind: Any = Literal[field.domain]  # pyrefly: ignore
    elif field.span:
        kind = Annotated[PYTHON_TYPE[field.type], Allowed(ge=field.span[0], le=field.span[1])]
    elif field.type == pl.Int64:
        kind = Annotated[int, Allowed(ge=0, le=BIGGEST_WHOLE)]
    elif field.type == pl.String:
        kind = Annotated[str, Allowed(max_length=MAX_TEXT)]
    else:
        kind = PYTHON_TYPE[field.type]
    return kind if field.needed and not field.nullable else (kind | None, None)


QuoteCard = create_model(
    "QuoteCard", __base__=Card, **{name: _definition(field) for name, field in FIELDS.items()}
)


class QuoteRequest(BaseModel):
    """Cards to quote, from one on."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    quotes: Annotated[list[QuoteCard], Allowed(min_length=1)]  # pyrefly: ignore


class Quote(BaseModel):
    """What the card is worth, and what the shop offers."""

    price_usd: float
    offer_usd: float


class QuoteAnswer(BaseModel):
    """Quotes in the order of the cards."""

    request_id: str
    model_version: str
    quotes: list[Quote]


def table_of(asked: QuoteRequest) -> pl.DataFrame:
    """The cards as a quote table, in their order."""
    schema = {name: field.type for name, field in FIELDS.items()}
    return pl.DataFrame([dict(card) for card in asked.quotes], schema=schema)


def in_one_line(error: ValidationError) -> str:
    """The first thing that is wrong: where, what is allowed, and how many more there are."""
    errors = error.errors(include_input=False, include_url=False, include_context=False)
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"]) or "body"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return " ".join(f"{where}: {first['msg']}{more}. README.md lists what is allowed.".split())
