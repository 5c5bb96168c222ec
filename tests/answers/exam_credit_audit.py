"""Right and wrong answers to credit-4: a threshold in dollars, and who pays for it."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-4").file("solutions").read_text("utf-8")
START = TEXT.index("def audit(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]


def with_(*changes: tuple[str, str]) -> str:
    """The solution with some things changed."""
    source = SOLUTION
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


BY_FRAMES = """
def audit(scored, default_usd, declined_usd):
    from statsmodels.stats.proportion import proportion_confint

    def rate(part):
        if part.height < 50:
            return None
        k = int(part["no"].sum())
        low, high = proportion_confint(k, part.height, method="METHOD")
        return [k / part.height, low, high]

    def apart(column):
        payers = scored.filter(~pl.col("defaulted")).drop_nulls("age_years")
        payers = payers.with_columns(no=pl.col(column) >= threshold, young=pl.col("age_years") < 25)
        (a, n), (b, m) = (
            (one["no"].mean(), one.height)
            for one in (payers.filter("young"), payers.filter(~pl.col("young")))
        )
        se = (a * (1 - a) / n + b * (1 - b) / m) ** 0.5
        return [a - b, a - b - 2 * se, a - b + 2 * se]

    threshold = 1 / (1 + default_usd / declined_usd)
    table = scored.with_columns(
        no=pl.col("risk") >= threshold,
        group=pl.when(pl.col("age_years").is_null()).then(None).when(pl.col("age_years") <= 24)
        .then(pl.lit("under 25")).when(pl.col("age_years") <= 49).then(pl.lit("25 to 49"))
        .otherwise(pl.lit("50 and over")),
    )
    usd = pl.when("defaulted").then(default_usd).otherwise(-declined_usd)
    saved = table.select(pl.when("no").then(usd).otherwise(0.0).alias("usd"))["usd"]
    se = saved.std() / len(saved) ** 0.5
    by_age = {}
    for (name,), part in table.drop_nulls("group").group_by("group"):
        by_age[name] = {
            "applications": part.height,
            "declined": part["no"].mean(),
            "payers_declined": rate(part.filter(~pl.col("defaulted"))),
            "defaulters_declined": rate(part.filter("defaulted")),
        }
    without = apart("risk_without_age")
    return {
        "threshold": threshold, "declined": table["no"].mean(),
        "saving_usd": (saved.mean(), saved.mean() - 1.96 * se, saved.mean() + 1.96 * se),
        "by_age": by_age, "gap": apart("risk"), "gap_without_age": without,
        "dropping_age": "a gap stays" if without[1] > 0 or without[2] < 0 else "no gap shown",
    }
"""
RIGHT = {
    "credit-4": {
        "frames and Wilson": BY_FRAMES.replace("METHOD", "wilson"),
        "frames and Agresti-Coull": BY_FRAMES.replace("METHOD", "agresti_coull"),
        "frames and Jeffreys": BY_FRAMES.replace("METHOD", "jeffreys"),
        "frames and Clopper-Pearson": BY_FRAMES.replace("METHOD", "beta"),
        "a bootstrap": with_(
            (
                "        half = 1.96 * values.std() / np.sqrt(len(values))\n"
                "        return [values.mean(), values.mean() - half, values.mean() + half]",
                "        kinds, times = np.unique(values, return_counts=True)\n"
                "        drawn = np.random.default_rng(1).multinomial(\n"
                "            len(values), times / len(values), size=1500) @ kinds.astype(float)\n"
                "        low, high = np.quantile(drawn / len(values), [0.025, 0.975])\n"
                "        return [values.mean(), low, high]",
            ),
            (
                "        half = 1.96 * np.sqrt(young.var() / len(young) + rest.var() / len(rest))\n"
                "        return [gap, gap - half, gap + half]",
                "        draws = np.random.default_rng(2)\n"
                "        a, b = (draws.binomial(len(one), one.mean(), 1500) / len(one)\n"
                "                for one in (young, rest))\n"
                "        return [gap, *np.quantile(a - b, [0.025, 0.975])]",
            ),
        ),
        "ends rounded": with_(
            (
                "return [values.mean(), values.mean() - half, values.mean() + half]",
                "return [values.mean(), *(round(values.mean() + one, 4) for one in (-half, half))]",
            )
        ),
    }
}
WRONG = {
    "credit-4": {
        "a half": (
            with_(("threshold = declined_usd / (declined_usd + default_usd)", "threshold = 0.5")),
            "threshold is 0.50000, expected 0.09091. When does declining cost",
        ),
        "one cost over the other": (
            with_(("declined_usd / (declined_usd + default_usd)", "declined_usd / default_usd")),
            "threshold is 0.10000, expected 0.09091",
        ),
        "the costs swapped": (
            with_(("declined_usd / (declined_usd", "default_usd / (declined_usd")),
            "threshold is 0.90909",
        ),
        "the threshold is approved": (
            with_(
                ('scored["risk"].to_numpy() >= threshold', 'scored["risk"].to_numpy() > threshold')
            ),
            "Is a risk at the threshold itself declined",
        ),
        "a declined payer costs nothing": (
            with_(("default_usd, -declined_usd)", "default_usd, 0)")),
            "what if this one is declined?",
        ),
        "the spread of people, no interval": (
            with_((" / np.sqrt(len(values))", "")),
            "Of how many people is it",
        ),
        "one standard error": (
            with_(("half = 1.96 * values.std()", "half = values.std()")),
            "are two standard errors on each side?",
        ),
        "a rate of all": (
            with_(("one = declined[inside & chosen]", "one = (declined & chosen)[inside]")),
            "Is it a share of those who paid",
        ),
        "a rate of a few": (
            with_(("if len(one) >= 50 else None", "if len(one) >= 30 else None")),
            "so None is needed. How many people is that rate of?",
        ),
        "fifty are too few": (
            with_(("len(one) >= 50", "len(one) > 50")),
            "three numbers are needed",
        ),
        "enough people, too few of them": (
            with_(("if len(one) >= 50 else None", "if inside.sum() >= 50 else None")),
            "so None is needed",
        ),
        "25 is young": (
            with_(('"under 25": age < 25', '"under 25": age <= 25')),
            "Is 25 in the second group",
        ),
        "the unknown age is old": (
            with_(
                (
                    'age, defaulted = scored["age_years"]',
                    'age, defaulted = scored["age_years"].fill_null(99)',
                )
            ),
            "somebody without an age in none?",
        ),
        "the unknown age is thrown away": (
            with_(
                ("    threshold =", '    scored = scored.drop_nulls("age_years")\n    threshold =')
            ),
            "are the ageless counted?",
        ),
        "approval, not the payers'": (
            with_(("(age < 25) & ~defaulted, (age >= 25) & ~defaulted", "age < 25, age >= 25")),
            "of those who paid, the young less all others",
        ),
        "the rest less the young": (
            with_(("gap = young.mean() - rest.mean()", "gap = rest.mean() - young.mean()")),
            "Whose share less whose",
        ),
        "dropping age mends it": (
            with_(('"no gap shown" if low <= 0 <= high else "a gap stays"', '"no gap shown"')),
            "Does the interval hold 0?",
        ),
        "only a gap against the young": (
            with_(('"no gap shown" if low <= 0 <= high', '"no gap shown" if low <= 0')),
            "dropping_age is 'no gap shown', and gap_without_age is -",
        ),
        "the same risk twice": (
            with_(('scored["risk_without_age"]', 'scored["risk"]')),
            "Is it by risk_without_age",
        ),
    }
}
