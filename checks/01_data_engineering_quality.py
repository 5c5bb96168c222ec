"""Questions 1.1a and 1.1b: break a delivery in five ways, and find what others broke."""

from __future__ import annotations

import math

import polars as pl

from cardshop.dataset import load_cards
from classroom.checks import frame_with, question
from classroom.checks.structure import modules_used

COLUMNS = {
    "card_id": pl.String,
    "language": pl.String,
    "rarity": pl.String,
    "card_type": pl.String,
    "hp": pl.Int64,
    "attack_damage": pl.Int64,
    "grading_company": pl.String,
    "grade": pl.Int64,
    "weight_kg": pl.Float64,
    "scan_saturation": pl.Float64,
}
RANGES = {"hp": (30, 340), "attack_damage": (0, 330), "grade": (1, 10)}
DOMAINS = {
    "language": {"en", "ja", "de", "fr", "es", "it"},
    "rarity": {"Common", "Uncommon", "Rare", "Holo Rare", "Ultra Rare", "Secret Rare"},
    "card_type": {
        *("Grass", "Fire", "Water", "Lightning", "Psychic", "Fighting", "Darkness", "Metal"),
        *("Dragon", "Fairy", "Colorless"),
    },
}
UNITS = {"weight_kg": 1000, "scan_saturation": 255}
HALF_A_UNIT = 0.5
ASKED = {
    "null": "Which cells of a sound card may be empty, and which never?",
    "range": "Is that value below the lower or above the upper end of its range?",
    "category": "Is that text in the list, letter by letter?",
    "unit": "By which factor does that unit change the number: 1000, or 255?",
    "duplicate": "Is each added row equal to a card in every column?",
}
FAMILIES = ("null", "range", "category", "unit", "duplicate")
SOUND = ("A", "en", "Rare", "Fire", 60, 40, "none", None, 12.5, 0.5)


def sound(height: int) -> pl.DataFrame:
    """That many sound cards; every third has no saturation at all, as black cards do."""
    types = sorted(DOMAINS["card_type"])
    rows = [
        (
            *(f"C{i:03d}", "en", "Rare", types[i % 11], 30 + 10 * (i % 32), 10 * (i % 34)),
            *("Apex" if i % 4 == 0 else "none", 1 + i % 10 if i % 4 == 0 else None),
            *(0.1 + i, 0.0 if i % 3 == 0 else round(i / (height + 1), 3)),
        )
        for i in range(height)
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def changed(before: pl.DataFrame, after: pl.DataFrame) -> list[tuple[int, str]]:
    """The cells in which two frames of one height differ, as (row, column)."""
    return [
        (row, name)
        for row, (old, new) in enumerate(zip(before.rows(), after.rows(), strict=True))
        for name, one, other in zip(before.columns, old, new, strict=True)
        if one != other
    ]


def breaks(family: str, cards: pl.DataFrame, row: int, name: str, value: object) -> bool:
    """Whether a changed cell breaks the rule of its family."""
    if family == "null":
        ungraded = name == "grade" and cards[row, "grading_company"] == "none"
        return value is None and not ungraded
    if family == "range" and name in RANGES and isinstance(value, int):
        low, high = RANGES[name]
        return not low <= value <= high
    if family == "category" and name in DOMAINS:
        return isinstance(value, str) and value not in DOMAINS[name]
    if family == "unit" and name in UNITS and isinstance(value, float):
        # Stations send whole numbers or one decimal of them.
        return abs(value - cards[row, name] * UNITS[name]) <= HALF_A_UNIT
    return False


def fault(family: str, cards: pl.DataFrame, broken: pl.DataFrame) -> str | None:
    """What is wrong with one broken copy, or None."""
    if broken.columns != cards.columns:
        return "has other columns than the cards; keep all of them, in their order"
    most = math.ceil(cards.height / 10)
    if family == "duplicate":
        count = broken.height - cards.height
        if set(broken.rows()) != set(cards.rows()):
            return "holds rows that are no copy of a card, or lacks a card"
    elif broken.height != cards.height:
        return f"has {broken.height} rows instead of {cards.height}; break cells, lose no card"
    else:
        cells = changed(cards, broken)
        count = len({row for row, _ in cells})
        for row, name in cells:
            if not breaks(family, cards, row, name, broken[row, name]):
                return f"turned {name} {cards[row, name]!r} into {broken[row, name]!r} in row {row}"
    if not 1 <= count <= most:
        return f"has {count} broken rows of {cards.height}; 1 to {most} are asked for"
    return None


@question(
    "1.1a",
    title="Break the data in five ways",
    answer="corrupt",
    returns=dict[str, frame_with(*COLUMNS)],
    points=3,
    hints=(
        "Which family fails on a card whose saturation is 0? Which column is never 0?",
        (
            "`pl.int_range(pl.len()).is_in(rows)` marks rows by number; what stands in "
            "`pl.when(...).then(...).otherwise(...)` for each family?"
        ),
        "`random.Random(seed).sample(range(n), k)` draws k different rows, the same for a seed.",
    ),
    why="Whoever can break data on purpose can test a check: each corruption is a test that must "
    "go red. The next question is tested with yours and with others.",
)
def five_corruptions(corrupt):
    for height in (60, 5):
        cards = sound(height)
        broken = corrupt(cards, 7)
        missing = [name for name in FAMILIES if name not in broken]
        extra = [name for name in broken if name not in FAMILIES]
        yield (
            not missing and not extra,
            f"Expected the families {', '.join(FAMILIES)}; yours are {', '.join(broken)}.",
            "Which key is missing or misspelt?",
        )
        for family in FAMILIES:
            problem = fault(family, cards, broken[family])
            yield (
                problem is None,
                f"With {height} cards, the copy {family!r} {problem}.",
                "How many rows may be broken?" if "asked for" in (problem or "") else ASKED[family],
            )
    yield from seeded(corrupt)


def seeded(corrupt):
    """The cases about the seed: the same gives the same, and another gives other rows."""
    cards = sound(60)
    first, again = corrupt(cards, 7), corrupt(cards, 7)
    for family in FAMILIES:
        yield (
            first[family].equals(again[family]),
            f"Called twice with seed 7, the copy {family!r} differs.",
            "What in your code draws without the seed?",
        )
        others = [corrupt(cards, seed)[family] for seed in (8, 9, 10)]
        yield (
            not all(first[family].equals(other) for other in others),
            f"Seeds 7 to 10 all break the same rows in the copy {family!r}.",
            "Where does the seed enter?",
        )


# One violation a row, both sides of each boundary. Each row: what differs from SOUND, and its rule.
CASES: list[tuple[dict, str | None]] = [
    ({"hp": 30}, None),
    ({"hp": 340}, None),
    ({"hp": 29}, "range"),
    ({"hp": 341}, "range"),
    ({"hp": None}, "null"),
    ({"attack_damage": 0}, None),
    ({"attack_damage": 330}, None),
    ({"attack_damage": -1}, "range"),
    ({"attack_damage": 331}, "range"),
    ({"attack_damage": None}, "null"),
    ({"language": None}, "null"),
    ({"rarity": None}, "null"),
    ({"card_type": None}, "null"),
    ({"weight_kg": None}, "null"),
    ({"scan_saturation": None}, "null"),
    ({"language": "EN-US"}, "category"),
    ({"language": "it"}, None),
    ({"rarity": "Common "}, "category"),
    ({"rarity": "Secret Rare"}, None),
    ({"card_type": "fire"}, "category"),
    ({"card_type": "Fairy"}, None),
    ({"weight_kg": 1000.0}, None),
    ({"weight_kg": 1000.1}, "unit"),
    ({"scan_saturation": 1.0}, None),
    ({"scan_saturation": 1.01}, "unit"),
    ({"scan_saturation": 0.0}, None),
    ({"grading_company": "Apex", "grade": 1}, None),
    ({"grading_company": "Apex", "grade": 10}, None),
    ({"grading_company": "Apex", "grade": 0}, "range"),
    ({"grading_company": "Apex", "grade": 11}, "range"),
    ({"grading_company": "Crown", "grade": None}, "null"),
    # Neither column has a rule of this kind in the table: nothing to accuse.
    ({"grading_company": "Zeta", "grade": 5}, None),
    ({"weight_kg": -1.0}, None),
]
FOUND_BY = {
    "null": "Which expression is null there, instead of true or false?",
    "duplicate": "The same row stood earlier. What does your search compare with what?",
    "conflict": "Which rows have this card_id, and how many different contents do they hold?",
}
NOT_CALLED = "Write the rules here, without cardshop.contract: this is the piece that you build."


def judged_rows() -> tuple[pl.DataFrame, set[tuple[int, str]]]:
    """The cases as one frame, with copies and conflicts that are not neighbours, and the truth."""
    names = list(COLUMNS)
    rows = []
    for number, (differs, _) in enumerate(CASES):
        card = dict(zip(names, SOUND, strict=True)) | {"card_id": f"C{number:03d}"} | differs
        rows.append(tuple(card.values()))
    truth = {(row, rule) for row, (_, rule) in enumerate(CASES) if rule}
    no_id = {"card_id": None}
    rows += [
        tuple((dict(zip(names, SOUND, strict=True)) | no_id | {"hp": hp}).values())
        for hp in (60, 70)
    ]
    truth |= {(len(rows) - 2, "null"), (len(rows) - 1, "null")}
    conflict = (*rows[1][:4], rows[1][4] - 10, *rows[1][5:])
    at = len(rows)
    # A copy of a card, another content for card 1, a second copy, and a copy of a contradicted row.
    rows += [rows[0], conflict, rows[0], rows[1]]
    truth |= {(at, "duplicate"), (at + 2, "duplicate"), (at + 3, "duplicate")}
    truth |= {(1, "conflict"), (at + 1, "conflict"), (at + 3, "conflict")}
    return pl.DataFrame(rows, schema=COLUMNS, orient="row"), truth


def rows_found(frame: pl.DataFrame) -> list[tuple[int, str]]:
    """The (row, rule) pairs of an answer."""
    return [(row, rule) for row, rule in frame.select("row", "rule").rows()]


@question(
    "1.1b",
    title="Find what others broke",
    answer="find",
    returns=frame_with("row", "rule"),
    points=5,
    hints=(
        "What does a comparison with null give, and what does `filter` do with that?",
        "Which of two equal rows is the copy? Which of two contradicting rows is wrong?",
        (
            "Build one small frame of (row, rule) a rule from `with_row_index('row')` and "
            "concatenate them. `is_first_distinct` and `n_unique().over('card_id')` help with ids."
        ),
    ),
    why="A search that accuses sound cards is switched off within a week, and one that misses "
    "rows is worse than none, because people trust it. Yours does neither on these rows.",
)
def every_breach_and_no_clean_row(find):
    leaning = any(name.startswith("cardshop") for name in modules_used(find.function))
    yield not leaning, NOT_CALLED, "Which comparison says each rule?"
    for name, clean in {"60 sound": sound(60), "no": sound(0), "one": sound(1)}.items():
        got = rows_found(find(clean))
        yield (
            not got,
            f"On {name} cards you found {got[:2]}, expected nothing.",
            "Is an empty grade always a fault? Are the ends of a range inside?",
        )
    cards, truth = judged_rows()
    got = rows_found(find(cards))
    names = {row: CASES[row][0] if row < len(CASES) else cards.row(row)[:5] for row, _ in truth}
    for row, rule in sorted(truth):
        yield (
            (row, rule) in got,
            f"Row {row} ({names[row]}) breaks {rule!r}; you did not list it.",
            FOUND_BY.get(rule, "Which of your expressions should be true there?"),
        )
    for row, rule in got:
        yield (
            (row, rule) in truth,
            f"You accuse row {row} ({cards.row(row, named=True)}) of {rule!r}.",
            "Does the rule's text say so?",
        )
    yield (
        len(got) == len(set(got)),
        "You list one row with one rule more than once.",
        "A row with two empty cells breaks `null` once.",
    )
    both = pl.DataFrame([(*SOUND[:3], None, None, *SOUND[5:])], schema=COLUMNS, orient="row")
    again = rows_found(find(both))
    yield again == [(0, "null")], f"A row with two empty cells gave {again}, expected one entry."
    real = load_cards().head(2000).select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    accused = rows_found(find(real))
    yield not accused, f"Of 2,000 sound cards from the catalogue you accuse {len(accused)}.", ""
