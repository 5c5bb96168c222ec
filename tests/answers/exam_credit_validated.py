"""Right and wrong answers to credit-2: three models, each judged on people it has not seen."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-2").file("solutions").read_text("utf-8")
START = TEXT.index("def validated(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]


def with_(*changes: tuple[str, str]) -> str:
    """The solution with some things changed."""
    source = SOLUTION
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


MODELS = SOLUTION[SOLUTION.index("    models = {") : SOLUTION.index("    parts = ")]
TRAIN = 'train, test = known.filter(pl.col("fold") != fold), known.filter(pl.col("fold") == fold)'
RIGHT = {
    "credit-2": {
        "scikit-learn's own folds": """
def validated(applications):
    from sklearn.model_selection import PredefinedSplit, cross_val_predict
    from sklearn.naive_bayes import GaussianNB
    from sklearn.tree import DecisionTreeClassifier

    table = mended(applications)
    y = table["defaulted"].to_numpy().astype(int)
    numbers = ["age_years", "income_usd_month", "employment_years", "history_years",
               "open_loans", "late_payments_2y", "utilisation", "loan_usd", "months"]
    X, splits = table.select(numbers).to_numpy().astype(float), PredefinedSplit(table["fold"])
    kinds = {
        "regression": make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(C=0.3)),
        "tree": make_pipeline(SimpleImputer(), DecisionTreeClassifier(max_depth=3, random_state=5)),
        "bayes": make_pipeline(SimpleImputer(), GaussianNB()),
    }
    constant = np.zeros(len(y))
    for train, test in splits.split():
        constant[test] = y[train].mean()
    risks = {
        name: cross_val_predict(one, X, y, cv=splits, method="predict_proba")[:, 1]
        for name, one in kinds.items()
    }
    return pl.DataFrame({"loan_id": table["loan_id"], "constant": constant, **risks})
""",
        "features of one's own, by hand": """
def validated(applications):
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    table = mended(applications).with_columns(
        share=(pl.col("loan_usd") / pl.col("months") / pl.col("income_usd_month")).log(),
        rents=(pl.col("housing") == "rent").cast(pl.Float64),
        debts=(pl.col("purpose") == "debts").cast(pl.Float64),
        short=pl.col("history_years").clip(0, 12),
    )
    columns = ["share", "rents", "debts", "short", "employment_years", "late_payments_2y",
               "utilisation", "open_loans"]
    found = []
    for fold in sorted(set(table["fold"])):
        inside = table["fold"] == fold
        train, test = table.filter(~inside), table.filter(inside)
        medians = train.select(pl.col(columns).median()).row(0, named=True)
        fill = [pl.col(one).fill_null(medians[one]) for one in columns]
        x, y = train.select(fill).to_numpy(), train["defaulted"].to_numpy()
        new = test.select(fill).to_numpy()
        found.append(pl.DataFrame({
            "loan_id": test["loan_id"],
            "a": LogisticRegression(C=10, max_iter=2000).fit(x, y).predict_proba(new)[:, 1],
            "b": LinearDiscriminantAnalysis().fit(x, y).predict_proba(new)[:, 1],
            "c": XGBClassifier(n_estimators=25, max_depth=2, n_jobs=1)
            .fit(x, y).predict_proba(new)[:, 1],
            "d": LogisticRegression(C=0.001).fit(x, y).predict_proba(new)[:, 1],
        }).with_columns(constant=pl.lit(float(y.mean()))))
    return pl.concat(found).sample(fraction=1, shuffle=True, seed=2)
""",
        "models without settings": """
def validated(applications):
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.naive_bayes import GaussianNB

    known = mended(applications)
    later = ("collection_calls", "fold")
    numbers = [one for one in known.columns if known[one].dtype.is_numeric() and one not in later]
    models = {
        "logistic": LogisticRegression(),
        "discriminant": LinearDiscriminantAnalysis(),
        "bayes": GaussianNB(),
    }
    parts = []
    for fold in known["fold"].unique():
        train, test = known.filter(pl.col("fold") != fold), known.filter(pl.col("fold") == fold)
        risks = {"constant": np.full(test.height, train["defaulted"].mean())}
        for name, model in models.items():
            fitted = make_pipeline(SimpleImputer(), StandardScaler(), model)
            fitted.fit(train.select(numbers), train["defaulted"])
            risks[name] = fitted.predict_proba(test.select(numbers))[:, 1]
        parts.append(pl.DataFrame({"loan_id": test["loan_id"], **risks}))
    return pl.concat(parts)
""",
        "boosting takes nulls": with_(
            (
                MODELS,
                """    from sklearn.ensemble import ExtraTreesClassifier

    models = {
        "plain": LogisticRegression(C=0.1),
        "extra": ExtraTreesClassifier(30, min_samples_leaf=8, random_state=1),
        "boosted": XGBClassifier(n_estimators=40, max_depth=3, learning_rate=0.1, n_jobs=1),
    }
""",
            ),
        ),
    }
}
WRONG = {
    "credit-2": {
        "the leak": (
            with_(('("collection_calls", "fold")', '("fold",)')),
            "if others have the collection calls. When is the collection desk called",
        ),
        "judged on what it learned from": (
            with_((TRAIN, 'train, test = known, known.filter(pl.col("fold") == fold)')),
            "Of whom is it the share",
        ),
        "judged on what it learned from, the constant apart": (
            with_(
                (TRAIN, 'train, test = known, known.filter(pl.col("fold") == fold)'),
                (
                    'train["defaulted"].mean()',
                    'known.filter(pl.col("fold") != fold)["defaulted"].mean()',
                ),
                (
                    MODELS,
                    "    models = {f'C {c}': LogisticRegression(C=c) for c in (1, 0.1, 0.01)}\n",
                ),
            ),
            "if the outcomes of its own fold are turned. Which of the rows",
        ),
        "a forest judged on what it learned from": (
            with_(
                (TRAIN, 'train, test = known, known.filter(pl.col("fold") == fold)'),
                (
                    'train["defaulted"].mean()',
                    'known.filter(pl.col("fold") != fold)["defaulted"].mean()',
                ),
            ),
            "if the outcomes of its own fold are turned. Which of the rows",
        ),
        "the outcome mixed in": (
            with_(
                (
                    "predict_proba(test)[:, 1]",
                    "predict_proba(test)[:, 1] * 0.9 + 0.05 * test['defaulted'].to_numpy()",
                )
            ),
            "if the outcomes of its own fold are turned",
        ),
        "scaled before the folds": (
            with_(
                ("StandardScaler())", ")"),
                (
                    "    prepare =",
                    "    known = known.with_columns((pl.col(numbers) - pl.col(numbers).mean()) "
                    "/ pl.col(numbers).std())\n    prepare =",
                ),
            ),
            "if others of its own fold are left out. Where are your medians",
        ),
        "medians before the folds": (
            with_(
                (
                    "    prepare =",
                    "    known = known.with_columns("
                    "pl.col(numbers).fill_null(pl.col(numbers).mean()))"
                    "\n    prepare =",
                )
            ),
            "if others of its own fold are left out",
        ),
        "weights for the rare answer": (
            with_(("LogisticRegression()", 'LogisticRegression(class_weight="balanced")')),
            "What do weights or copies for the rare answer do to a chance",
        ),
        "words, no chances": (
            with_(("predict_proba(test)[:, 1]", "predict(test).astype(float)")),
            "The mean risk of",
        ),
        "the chance to pay": (
            with_(("predict_proba(test)[:, 1]", "predict_proba(test)[:, 0]")),
            "The mean risk of logistic is 0.9",
        ),
        "copies and errors as sent": (
            with_(("known = mended(applications)", "known = applications")),
            "applications, sent once each",
        ),
        "copies learned from": (
            with_(
                (
                    TRAIN,
                    "train = applications.filter(pl.col('fold') != fold)\n"
                    "        test = known.filter(pl.col('fold') == fold)",
                )
            ),
            "nobody counts twice?",
        ),
        "one model under three names": (
            with_((MODELS, "    models = {one: LogisticRegression() for one in 'abc'}\n")),
            "one model, two names",
        ),
        "two models": (
            with_(("    parts = []", "    models.pop('forest')\n    parts = []")),
            "three are needed",
        ),
        "no seed": (with_((", random_state=0", "")), "Which of your models draws lots"),
        "the fold as a column": (
            with_(('("collection_calls", "fold")', '("collection_calls",)')),
            "if the folds have each other's numbers",
        ),
        "the share of all": (
            with_(('train["defaulted"].mean()', 'known["defaulted"].mean()')),
            "if that fold is still unknown",
        ),
        "one lucky column": (
            with_(("one not in later]", 'one == "months"]')),
            "is needed of each. Which columns does it see",
        ),
    }
}
