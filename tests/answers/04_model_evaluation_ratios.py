"""Right and wrong answers to question 4.2b, error rates of tags against the base rate."""

from __future__ import annotations

RIGHT = {
    "4.2b": {
        "one expression for the counts": """
def error_ratios(cards):
    base = (~cards["right"]).mean()
    counted = cards.group_by("tag").agg(
        cards=pl.len(), lines=pl.col("line_id").n_unique(), errors=(~pl.col("right")).sum()
    )

    def enough(tag):
        rest = cards.filter(pl.col("tag") != tag)["line_id"].n_unique()
        return counted.filter(tag=tag)["lines"].item() >= 20 and rest >= 20

    tags = sum(map(enough, counted["tag"]))

    def verdict(tag):
        if not enough(tag):
            return "too few lines"
        drawn = redraw_lines(cards["line_id"], seed=0)
        found = slice_gap(~cards["right"], cards["tag"] == tag, drawn, level=1 - 0.05 / tags)
        if found.low > 0:
            return "worse"
        return "better" if found.high < 0 else "not shown"

    rate = pl.col("errors") / pl.col("cards")
    return counted.with_columns(
        ratio=rate / base if base else pl.lit(None, dtype=pl.Float64),
        verdict=pl.Series([verdict(tag) for tag in counted["tag"]], dtype=pl.String),
    )
""",
        "by the share of right cards": """
def error_ratios(cards):
    right = cards["right"].cast(pl.Int8).to_numpy()
    pairs = cards.select("tag", "line_id").unique()
    sides = {
        tag: (set(pairs.filter(tag=tag)["line_id"]), set(pairs.filter(pl.col("tag") != tag)["line_id"]))
        for tag in set(cards["tag"])
    }
    read = {tag for tag, (mine, theirs) in sides.items() if len(mine) > 19 < len(theirs)}
    if read:
        drawn = redraw_lines(cards["line_id"].to_list(), seed=0)
    found = {name: [] for name in ("tag", "cards", "lines", "errors", "ratio", "verdict")}
    for (tag,), mine in sorted(cards.group_by("tag"), key=lambda one: one[0]):
        inside = np.array([one == tag for one in cards["tag"]])
        word = "too few lines"
        if tag in read:
            share = slice_gap(right, inside, drawn, level=1 - 0.05 / len(read))
            word = {True: "worse", False: "not shown"}[share.high < 0]
            word = "better" if share.low > 0 else word
        errors = (~mine["right"]).sum()
        every = cards.height - int(right.sum())
        found["tag"].append(tag)
        found["cards"].append(mine.height)
        found["lines"].append(len(set(mine["line_id"])))
        found["errors"].append(errors)
        found["ratio"].append(errors * cards.height / (mine.height * every) if every else None)
        found["verdict"].append(word)
    kinds = dict(tag=pl.String, cards=pl.Int32, lines=pl.UInt32, errors=pl.Int16,
                 ratio=pl.Float64, verdict=pl.String)
    return pl.DataFrame(found, schema=kinds).reverse()
""",
    },
}
BODY = """
def error_ratios(cards):
    wrong = ~cards["right"].to_numpy()
    lines_of = cards["line_id"]
    tags = cards["tag"].unique().to_list()
    both = {
        tag: (lines_of.filter(cards["tag"] == tag), lines_of.filter(cards["tag"] != tag))
        for tag in tags
    }
    read = [tag for tag in tags if min(side.n_unique() for side in both[tag]) >= 20]
    rows = []
    for tag in tags:
        inside = (cards["tag"] == tag).to_numpy()
        lines = [lines_of.filter(side).n_unique() for side in (inside, ~inside)]
        if min(lines) < 20:
            verdict = "too few lines"
        else:
            drawn = redraw_lines(lines_of.to_numpy(), seed=0)
            gap = slice_gap(wrong, inside, drawn, level=1 - 0.05 / max(1, len(read)))
            verdict = "worse" if gap.low > 0 else "better" if gap.high < 0 else "not shown"
        errors = int(wrong[inside].sum())
        ratio = wrong[inside].mean() / wrong.mean() if wrong.any() else None
        rows.append((tag, int(inside.sum()), lines[0], errors, ratio, verdict))
    columns = {"tag": pl.String, "cards": pl.Int64, "lines": pl.Int64, "errors": pl.Int64}
    columns |= {"ratio": pl.Float64, "verdict": pl.String}
    return pl.DataFrame(rows, schema=columns, orient="row")
"""
RATIO = "wrong[inside].mean() / wrong.mean()"


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


SHARE = "A share of the errors is another thing."
WRONG = {
    "4.2b": {
        "errors counted": (but(RATIO, "errors / wrong.sum()"), SHARE),
        "a rate, and no ratio": (but(RATIO, "wrong[inside].mean()"), SHARE),
        "against the others instead of all": (but(RATIO, "wrong[inside].mean() / wrong[~inside].mean()"), SHARE),
        "the ratio upside down": (but(RATIO, "wrong.mean() / wrong[inside].mean()"), SHARE),
        "a verdict by the ratio": (
            but('"worse" if gap.low > 0 else "better" if gap.high < 0 else "not shown"',
                '"worse" if gap.estimate > 0 else "better"'),
            "row 0 (tag everywhere): verdict is better, expected not shown",
        ),
        "a verdict on every tag": (
            but("min(lines) < 20", "min(lines) < 10"),
            "(tag few): verdict is worse, expected too few lines",
        ),
        "few cards for few lines": (
            but("min(lines) < 20", "inside.sum() < 20 or (~inside).sum() < 20 or min(lines) < 10"),
            "(tag few): verdict is worse, expected too few lines",
        ),
        "twenty lines are too few": (
            but("min(lines) < 20", "min(lines) <= 20"),
            "A tag of exactly 20 lines",
        ),
        "the rest may be small": (
            but("min(lines) < 20", "lines[0] < 20 or lines[1] < 10"),
            "A tag that leaves 12 lines to the rest",
        ),
        "cards drawn one by one": (
            but("redraw_lines(lines_of.to_numpy(), seed=0)", "redraw_lines(np.arange(cards.height), seed=0)"),
            "Lines that are wrong as a whole",
        ),
        "each interval at 95 %": (
            but(", level=1 - 0.05 / max(1, len(read))", ""),
            "Five tags: row 4 (tag one of five): verdict is worse, expected not shown",
        ),
        "tags without a verdict counted": (
            but("max(1, len(read))", "len(tags)"),
            "Eight tags, two of them with 20 lines: row 0 (tag one of two): verdict is not shown, expected worse",
        ),
        "rows for lines": (but("lines_of.filter(side).n_unique()", "lines_of.filter(side).len()"), "How many *different* lines?"),
        "right for wrong": (but('wrong = ~cards["right"]', 'wrong = cards["right"]'), "How many of its cards are wrong?"),
        "no ratio is 0": (but("else None", "else 0.0"), "No card is wrong"),
        "tags with errors alone": (
            but('tags = cards["tag"]', 'tags = cards.filter(~pl.col("right"))["tag"]'),
            "there are 1 rows, expected 2; tag rest stands 0x",
        ),
    },
}  # fmt: skip
