"""Right and wrong answers to credit-3: which of the models, if any."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-3").file("solutions").read_text("utf-8")
START = TEXT.index("def compare(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]


def with_(*changes: tuple[str, str]) -> str:
    """The solution with some things changed."""
    source = SOLUTION
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


RIGHT = {
    "credit-3": {
        "roc_auc": with_(
            ("    models =", "    from sklearn.metrics import roc_auc_score\n\n    models ="),
            ("average_precision_score", "roc_auc_score"),
            ('"average_precision"', '"roc_auc"'),
        ),
        "by hand": """
def compare(scored):
    from scipy.stats import t

    names = scored.columns[3:]
    folds = sorted(scored["fold"].unique())
    table = {}
    for fold in folds:
        one = scored.filter(pl.col("fold") == fold)
        for name in names:
            value = average_precision_score(one["defaulted"].to_numpy(), one[name].to_numpy())
            table.setdefault(name, []).append(float(value))
    k = len(folds)
    differences = {}
    for name in names[2:]:
        d = np.subtract(table[name], table[names[1]])
        half = t.ppf(0.975, k - 1) * d.std(ddof=1) * (1 / k + 1 / (k - 1)) ** 0.5
        differences[name] = (d.mean(), d.mean() - half, d.mean() + half)
    choice, best = names[1], 0
    for name, (mean, low, _) in differences.items():
        if low > 0 and mean > best:
            choice, best = name, mean
    return {
        "choice": choice,
        "scores": {name: sum(one) / k for name, one in table.items()},
        "differences": differences,
        "metric": "average_precision",
        "constant_accuracy": (~scored["defaulted"]).mean(),
    }
""",
        "a long table": """
def compare(scored):
    from sklearn.metrics import roc_auc_score

    _, _, _, *models = scored.columns
    long = scored.unpivot(models, index=["fold", "defaulted"], variable_name="model")
    rows = [
        {"model": name, "fold": fold, "score": roc_auc_score(one["defaulted"], one["value"])}
        for (name, fold), one in long.group_by("model", "fold")
    ]
    wide = pl.DataFrame(rows).pivot("model", index="fold", values="score").sort("fold")
    apart = wide.select(pl.col(models[2:]) - pl.col(models[1]))
    found = {
        one.name: over_splits(one.to_numpy(), test_over_train=1 / (wide.height - 1)).corrected
        for one in apart
    }
    clear = {name: one.estimate for name, one in found.items() if one.low > 0}
    return {
        "metric": "roc_auc",
        "constant_accuracy": float((scored["defaulted"] == False).sum() / scored.height),
        "scores": wide.select(models).mean().row(0, named=True),
        "differences": {name: list(one[:3]) for name, one in found.items()},
        "choice": sorted(clear, key=clear.get)[-1] if clear else models[1],
    }
""",
    }
}
WRONG = {
    "credit-3": {
        "accuracy": (
            with_(('"metric": "average_precision"', '"metric": "accuracy"')),
            "What does 'nobody defaults' get in yours",
        ),
        "the greatest score wins": (
            with_(
                (
                    "for name, (_, low, _) in differences.items() if low > 0",
                    "for name, (low, _, _) in differences.items() if low > 0",
                )
            ),
            "if none is, who pays?",
        ),
        "an interval that leaves 0 out, above or below": (
            with_(
                (
                    "for name, (_, low, _) in differences.items() if low > 0",
                    "for name, (_, low, high) in differences.items() if low > 0 or high < 0",
                )
            ),
            "choice is 'network'",
        ),
        "always the cheapest": (
            with_(("    better = ", "    better = [] and ")),
            "Which of them is shown to be better",
        ),
        "the first that is better": (
            with_(
                (
                    "max(better, key=lambda name: differences[name][0], default=cheapest)",
                    "[*better, cheapest][0]",
                )
            ),
            "choice is",
        ),
        "the naive interval": (
            with_((").corrected", ").naive")),
            "do folds share what they learned from?",
        ),
        "five folds whatever there are": (
            with_(("ratio_of_folds(len(folds))", "ratio_of_folds(5)")),
            "do folds share what they learned from?",
        ),
        "all rows at once": (
            with_(('scored.partition_by("fold")', "[scored, scored.clone()]")),
            "each fold measured alone",
        ),
        "less the constant": (
            with_(("- values[cheapest]", "- values[models[0]]")),
            "Is it less the cheapest",
        ),
        "the wrong way round": (
            with_(("values[name] - values[cheapest]", "values[cheapest] - values[name]")),
            "Is it less the cheapest",
        ),
        "the share that defaulted": (
            with_(("1 - scored[", "scored[")),
            "Whom does 'nobody defaults' get right?",
        ),
        "without the constant": (
            with_(
                (
                    "for name, one in values.items()}",
                    "for name, one in values.items() if name != 'constant'}",
                )
            ),
            "scores is of",
        ),
        "no interval": (
            with_(
                ("[found.estimate, found.low, found.high]", "found.estimate"),
                ("name, (_, low, _) in", "name, low in"),
                ("differences[name][0]", "differences[name]"),
            ),
            "[estimate, low, high] is needed",
        ),
    }
}
