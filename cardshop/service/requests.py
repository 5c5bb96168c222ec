"""What a client may send: a card as the contract describes it, read from bytes at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, NoReturn

import polars as pl
from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, ValidationError, create_model
from pydantic import Field as Rule
from pydantic_core import from_json

from cardshop.contract.fields import FIELDS, Field
from cardshop.features import EGG_GROUPS, chosen
from cardshop.service.problems import MOST_ERRORS, Problem, pointer

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, hide_input_in_errors=True)
_GROUP = "(?:" + "|".join(EGG_GROUPS) + ")"
# The contract takes any name that looks like a group; a model knows only those it was taught.
KNOWN_EGG_GROUPS = rf"^{_GROUP}(?:\|{_GROUP})?$"
ISO_DATE_LENGTH = 10
Location = tuple[str | int, ...]
BATCH = frozenset(("cards",))
SURPLUS = "Extra inputs are not permitted"


def columns(features: Iterable[str]) -> tuple[str, ...]:
    """The raw columns that these features or groups are computed from, each once."""
    return tuple(dict.fromkeys(name for one in chosen(features) for name in one.inputs))


def _iso(value: Any) -> Any:
    # Without it 1515110400 and its text are days, too: seconds since 1970.
    if isinstance(value, str) and len(value) == ISO_DATE_LENGTH and value[4] == "-":
        return value
    raise ValueError("Input should be a date as YYYY-MM-DD")


def _python_type(field: Field) -> Any:
    if field.domain:
        return Literal[field.domain]  # pyrefly: ignore
    if field.dtype == pl.Date:
        return Annotated[date, Rule(strict=False), BeforeValidator(_iso)]
    kinds = {pl.Boolean: bool, pl.String: str}
    if field.dtype in kinds:
        return kinds[field.dtype]
    return int if field.dtype.is_integer() else float


def _bounds(field: Field) -> dict[str, Any]:
    if field.span is None:
        return {}
    low, high = field.span
    return {"ge": low, ("lt" if field.end_excluded else "le"): high}


def allowed(name: str) -> str:
    """What a column may hold, in words: "a whole number, 30 to 340 hit points, in steps of 10"."""
    field = FIELDS[name]
    if name == "egg_groups":
        return f"one or two of {', '.join(EGG_GROUPS)}, with | between them"
    if field.domain:
        return f"one of {', '.join(field.domain)}"
    words = [field.type_in_words()]
    if field.span:
        words.append(field.span_in_words())
    if field.step:
        words.append(f"in steps of {field.step}")
    if field.pattern:
        words.append("1 to 60 characters, none of them space at an end")
    return ", ".join(words)


def _rule(name: str) -> tuple[Any, Any]:
    field = FIELDS[name]
    pattern = KNOWN_EGG_GROUPS if name == "egg_groups" else field.pattern
    rules = {"pattern": pattern, "multiple_of": field.step} | _bounds(field)
    told = {rule: value for rule, value in rules.items() if value is not None}
    words = allowed(name)
    about = Rule(  # pyrefly: ignore
        description=f"{words[0].upper()}{words[1:]}.",
        json_schema_extra={"unit": field.unit} if field.unit else {},
        **told,
    )
    # A column that may be null still has to be there: absent and unknown are two things.
    kind = _python_type(field)
    return kind | None if field.nullable else kind, about


def example_card(names: Iterable[str]) -> dict[str, Any]:
    """A card that every rule accepts, as typed values: of each column the lowest or first."""

    def value(field: Field) -> Any:
        if field.domain or field.span:
            return (field.domain or field.span or ())[0]
        return field.example or False

    return {name: value(FIELDS[name]) for name in names}


def card_model(features: Iterable[str], config: ConfigDict = STRICT) -> type[BaseModel]:
    """A strict model with one required field a raw column, in the order of the features."""
    rules: dict[str, Any] = {name: _rule(name) for name in columns(features)}
    return create_model("Card", __config__=config, **rules)


class Reader:
    """Bytes become cards, as dicts of typed values; anything else is a Problem 422."""

    def __init__(self, features: Iterable[str], *, most_cards: int) -> None:
        self.columns = columns(tuple(features))
        self._names, self._most_cards = frozenset(self.columns), most_cards
        self.card, self.batch = self._models(features, most_cards, STRICT)
        self.schema = {name: FIELDS[name].dtype for name in self.columns}
        # 95 000 surplus names, an error each, kept the loop for 4 s: here they are counted.
        card, batch = self._models(features, most_cards, STRICT | ConfigDict(extra="ignore"))
        self._one = card.__pydantic_validator__.validate_json
        self._many = batch.__pydantic_validator__.validate_json

    def one(self, body: bytes) -> dict[str, Any]:
        """The card of a body. Raises Problem."""
        try:
            card = self._one(body).__dict__
        except ValidationError as error:
            _refuse(_said(error), error.error_count(), _surplus(_read(body), self._names))
        if body.count(b":") > len(self.columns):
            _refuse_surplus(_without_twins(body), self._names)
        return card

    def many(self, body: bytes) -> list[dict[str, Any]]:
        """The cards of a batch, in order. Raises Problem, about the first wrong card."""
        objects = min(body.count(b"{"), self._most_cards + 1)
        if body.count(b":") > objects * len(self.columns):
            # Before they are checked: of 80 000 surplus names, each error holds a copy.
            self._refuse_surplus(_read(body))
        try:
            cards = [card.__dict__ for card in self._many(body).cards]
        except ValidationError as error:
            self._refuse_batch(body, error)
        # Each name needs a colon. No more colons than names: none stands twice, none is surplus.
        if body.count(b":") > len(self.columns) * len(cards) + 1:
            self._refuse_surplus(_without_twins(body))
        return cards

    def _models(
        self, features: Iterable[str], most_cards: int, config: ConfigDict
    ) -> tuple[type[BaseModel], type[BaseModel]]:
        card = card_model(features, config)
        kind = Annotated[list[card], FailFast(), Rule(min_length=1, max_length=most_cards)]
        return card, create_model("Batch", __config__=config, cards=(kind, ...))

    def _refuse_batch(self, body: bytes, error: ValidationError) -> NoReturn:
        found, told = _said(error), _read(body)
        surplus = _surplus(told, BATCH)
        place = found[0]["loc"][1:2]
        if place:
            surplus += _surplus(told["cards"][place[0]], self._names, ("cards", *place))
        _refuse(found, error.error_count(), surplus)

    def _refuse_surplus(self, told: Any) -> None:
        """Raises Problem about the first object of a batch with names that it does not have."""
        _refuse_surplus(told, BATCH)
        cards = told.get("cards") if isinstance(told, dict) else None
        if isinstance(cards, list):
            for at, card in enumerate(cards[: self._most_cards]):
                _refuse_surplus(card, self._names, ("cards", at))


def _refuse_surplus(told: Any, known: frozenset[str], place: Location = ()) -> None:
    surplus = _surplus(told, known, place)
    if surplus:
        _refuse([], 0, surplus)


def _surplus(told: Any, known: frozenset[str], place: Location = ()) -> list[Location]:
    """The places of names that a card, or a batch, does not have."""
    names = told if isinstance(told, dict) else ()
    return [(*place, name) for name in names if name not in known]


def _read(body: bytes) -> Any:
    try:
        return from_json(body)
    except ValueError:
        return None


def _without_twins(body: bytes) -> Any:
    """What is in a body that was read before. Raises Problem where a name stands twice."""
    return json.loads(body, object_pairs_hook=_unique, parse_int=str, parse_float=str)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise Problem(
                422,
                "A name stands twice in one object; send each once.",
                errors=[{"pointer": pointer([name]), "detail": "This name stands twice."}],
            )
        seen[name] = value
    return seen


def _said(error: ValidationError) -> list[Any]:
    return error.errors(include_url=False, include_input=False, include_context=False)


def _refuse(found: list[Any], count: int, surplus: list[Location]) -> NoReturn:
    count += len(surplus)
    errors = [
        {"pointer": pointer(one["loc"]), "detail": one["msg"].removeprefix("Value error, ")}
        for one in found[:MOST_ERRORS]
    ]
    for one, known in zip(errors, found, strict=False):
        last = known["loc"][-1] if known["loc"] else None
        if last in FIELDS:
            one["allowed"] = allowed(str(last))
    room = MOST_ERRORS - len(errors)
    errors += [{"pointer": pointer(place), "detail": SURPLUS} for place in surplus[:room]]
    detail = f"{count} {'value is' if count == 1 else 'values are'} not as the schema says."
    raise Problem(422, detail, errors=errors, left_out=count - len(errors)) from None
