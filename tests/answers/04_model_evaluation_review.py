"""Right and wrong answers to question 4.4a, the numbers of the review."""

from __future__ import annotations

RIGHT = {
    "4.4a": {
        "column by column": """
def review_numbers(scored, file_from):
    cards = scored.with_columns(
        right=pl.col("predicted").eq(pl.col("card_type")).cast(pl.Float64),
        desk=(pl.col("confidence") < file_from).cast(pl.Float64),
        filed_as=pl.when(pl.col("confidence") >= file_from).then("predicted"),
    )
    cards = cards.with_columns(
        model=pl.Series(filing_usd(cards["card_type"], cards["filed_as"])),
        rule=pl.Series(filing_usd(cards["card_type"], cards["rule_type"])),
        wrong_filed=(1 - pl.col("right")) * (1 - pl.col("desk")),
    )
    drawn = redraw_lines(cards["line_id"], seed=0)
    def three(found):
        return (found.estimate, found.low, found.high)
    slices = {}
    for column in ("card_type", "language", "grading_company"):
        for (value,), part in cards.group_by(column):
            if part["line_id"].n_unique() > 19:
                slices[f"{column}={value}"] = part
    worst = min(sorted(slices), key=lambda name: slices[name]["right"].mean())
    return {
        "accuracy": three(mean_interval(cards["right"], drawn)),
        "calibration_error": expected_calibration_error(cards["confidence"], cards["right"], bins=10),
        "usd_per_card": cards["model"].mean(),
        "saving_usd": three(mean_interval(cards["rule"] - cards["model"], drawn)),
        "desk_share": three(mean_interval(cards["desk"], drawn)),
        "misfiled": three(ratio_interval(cards["wrong_filed"], 1 - cards["desk"], drawn)),
        "worst": (worst, slices[worst]["right"].mean(), slices[worst]["line_id"].n_unique()),
        "about": "one dict more does no harm",
    }
""",
        "with numpy": """
def review_numbers(scored, file_from):
    truth, said = scored["card_type"].to_numpy(), scored["predicted"].to_numpy()
    sure, lines = scored["confidence"].to_numpy(), scored["line_id"].to_numpy()
    right, filed = truth == said, sure >= file_from
    drawn = redraw_lines(lines, seed=0)
    filed_as = pl.Series([one if keep else None for one, keep in zip(said, filed)])
    model = filing_usd(scored["card_type"], filed_as)
    saving = filing_usd(scored["card_type"], scored["rule_type"]) - model
    place = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs(sure[place == at].sum() - right[place == at].sum()) for at in range(10)
    ) / len(sure)
    worst = [None, 2.0, 0]
    for column in ("card_type", "grading_company", "language"):
        values = scored[column].to_numpy()
        for value in np.unique(values):
            inside = values == value
            count = len(set(lines[inside]))
            if count >= 20 and right[inside].mean() < worst[1]:
                worst = [column + "=" + value, right[inside].mean(), count]
    found = {
        "accuracy": mean_interval(right, drawn),
        "saving_usd": mean_interval(saving, drawn),
        "desk_share": mean_interval(sure < file_from, drawn),
        "misfiled": ratio_interval(filed & (truth != said), filed, drawn),
    }
    return {name: list(one)[:3] for name, one in found.items()} | {
        "calibration_error": float(error), "usd_per_card": model.mean(), "worst": worst,
    }
""",
    },
}
BODY = """
def review_numbers(scored, file_from):
    right = scored["predicted"] == scored["card_type"]
    filed = scored["confidence"] >= file_from
    filed_as = scored.select(pl.when(filed).then("predicted")).to_series()
    model_usd = filing_usd(scored["card_type"], filed_as)
    saving = filing_usd(scored["card_type"], scored["rule_type"]) - model_usd
    drawn = redraw_lines(scored["line_id"].to_numpy(), seed=0)
    slices = [
        scored.group_by(pl.format("{}={}", pl.lit(column), column).alias("slice")).agg(
            accuracy=(pl.col("predicted") == pl.col("card_type")).mean(),
            lines=pl.col("line_id").n_unique(),
        )
        for column in ("language", "grading_company", "card_type")
    ]
    enough = pl.concat(slices).filter(pl.col("lines") >= 20)
    error = expected_calibration_error(scored["confidence"], right)
    intervals = {
        "accuracy": accuracy_interval(scored["card_type"], scored["predicted"], drawn),
        "saving_usd": mean_interval(saving, drawn),
        "desk_share": mean_interval(~filed, drawn),
        "misfiled": ratio_interval(filed & ~right, filed, drawn),
    }
    return {
        **{name: [one.estimate, one.low, one.high] for name, one in intervals.items()},
        "calibration_error": error,
        "usd_per_card": float(model_usd.mean()),
        "worst": list(enough.sort("accuracy", "slice").row(0)),
    }
"""


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


WRONG = {
    "4.4a": {
        "the accuracy of what is filed": (
            but('accuracy_interval(scored["card_type"], scored["predicted"], drawn)',
                "ratio_interval(filed & right, filed, drawn)"),
            "Is it of all cards, those at the desk too",
        ),
        "cards drawn one by one": (
            but('redraw_lines(scored["line_id"].to_numpy(), seed=0)',
                "redraw_lines(np.arange(scored.height), seed=0)"),
            "the low end of accuracy is",
        ),
        "a number without an interval": (
            but("[one.estimate, one.low, one.high]", "one.estimate"),
            "[estimate, low, high] is needed. Which attributes does an Interval have?",
        ),
        "high before low": (
            but("[one.estimate, one.low, one.high]", "[one.estimate, one.high, one.low]"),
            "the low end of accuracy is",
        ),
        "the model's dollars less the rule's": (
            but("mean_interval(saving, drawn)", "mean_interval(-saving, drawn)"),
            "Whose dollars less whose, card by card?",
        ),
        "beside everything at the desk": (
            but('filing_usd(scored["card_type"], scored["rule_type"])', "DESK_USD"),
            "Whose dollars less whose, card by card?",
        ),
        "the file-all model": (
            but('filing_usd(scored["card_type"], filed_as)', 'filing_usd(scored["card_type"], scored["predicted"])'),
            "Whose dollars less whose, card by card?",
        ),
        "above the threshold alone": (
            but(">= file_from", "> file_from"),
            "On which side is a card whose confidence is file_from itself?",
        ),
        "the cards that are not sure are filed": (
            but('filed = scored["confidence"] >= file_from', 'filed = scored["confidence"] < file_from'),
            "Is it the share filed or the share at the desk?",
        ),
        "misfiled of all cards": (
            but("ratio_interval(filed & ~right, filed, drawn)", "mean_interval(filed & ~right, drawn)"),
            "of all, of the wrong ones, or of the filed ones?",
        ),
        "misfiled of the wrong cards": (
            but("ratio_interval(filed & ~right, filed, drawn)", "ratio_interval(filed & ~right, ~right, drawn)"),
            "of all, of the wrong ones, or of the filed ones?",
        ),
        "the share that is filed": (
            but("mean_interval(~filed, drawn)", "mean_interval(filed, drawn)"),
            "Is it the share filed or the share at the desk?",
        ),
        "every misfile at its average price": (
            but('"usd_per_card": float(model_usd.mean())',
                '"usd_per_card": float(np.where(filed, 0.6 * ~right, DESK_USD).mean())'),
            "What does a card at the desk cost, and a Dragon that is filed as Fighting?",
        ),
        "dollars of a filed card": (
            but("float(model_usd.mean())", "float(model_usd[filed.to_numpy()].mean())"),
            "What does a card at the desk cost",
        ),
        "confidence less accuracy": (
            but('expected_calibration_error(scored["confidence"], right)',
                'abs(scored["confidence"].mean() - right.mean())'),
            "in 10 bins, each bin with the weight of its cards?",
        ),
        "calibration of what is filed": (
            but('expected_calibration_error(scored["confidence"], right)',
                'expected_calibration_error(scored["confidence"].filter(filed), right.filter(filed))'),
            "Is it of all cards, in 10 bins",
        ),
        "the worst of few lines": (
            but('pl.col("lines") >= 20', 'pl.col("lines") >= 10'),
            "Which slices have 20 *lines* or more",
        ),
        "twenty cards for twenty lines": (
            but('lines=pl.col("line_id").n_unique()', "lines=pl.len()"),
            "Which slices have 20 *lines* or more",
        ),
        "the best slice": (
            but('enough.sort("accuracy", "slice")', 'enough.sort("accuracy", "slice", descending=True)'),
            "Which slices have 20 *lines* or more",
        ),
        "languages alone": (
            but('("language", "grading_company", "card_type")', '("language",)'),
            "worst is language=es",
        ),
        "a field is missing": (but('        "calibration_error": error,\n', ""), "review_numbers gave no calibration_error"),
    },
}  # fmt: skip
