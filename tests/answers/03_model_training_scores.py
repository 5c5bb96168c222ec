"""Right and wrong answers to 3.1b: what the check of cross-validation is tested with."""

from __future__ import annotations

RIGHT = {
    "3.1b": {
        "masks": """
def scores(numbers, types, folds):
    kinds, result = np.array(types), []
    for at, rows in enumerate(folds):
        test = np.zeros(len(kinds), dtype=bool)
        test[rows] = True
        if not test.any() or test.all():
            raise ValueError(f"fold {at} cannot be scored")
        model = fit(numbers[~test], kinds[~test].tolist())
        result.append(float(np.mean(np.array(predict(model, numbers[test])) == kinds[test])))
    return result
""",
        "a helper, lists and sets": """
def accuracy_on(rows, numbers, types):
    hidden = set(rows)
    known = [row for row in range(len(types)) if row not in hidden]
    model = fit(numbers[known], [types[row] for row in known])
    pairs = zip(predict(model, numbers[rows]), [types[row] for row in rows])
    return sum(a == b for a, b in pairs) / len(rows)

def scores(numbers, types, folds):
    for place in range(len(folds)):
        left = len(set(range(len(types))) - set(folds[place]))
        if min(left, len(folds[place])) == 0:
            raise ValueError("No accuracy for fold number " + str(place))
    return [accuracy_on(rows, numbers, types) for rows in folds]
""",
        "one row after the other": """
def scores(numbers, types, folds):
    def checked(place, rows):
        if not rows:
            raise ValueError(f"nothing to test in fold {place}")
        rest = sorted(set(range(numbers.shape[0])).difference(rows))
        if not rest:
            raise ValueError(f"nothing to train on beside fold {place}")
        return rest

    shares = []
    for place, rows in enumerate(folds):
        rest = checked(place, rows)
        model = fit(np.take(numbers, rest, axis=0), list(np.array(types)[rest]))
        hits = 0
        for row in rows:
            hits += predict(model, numbers[row : row + 1])[0] == types[row]
        shares.append(hits / len(rows))
    return shares
""",
        "polars": """
def scores(numbers, types, folds):
    cards = pl.DataFrame({"type": types}).with_row_index("row")
    found = []
    for place, rows in enumerate(folds):
        inside = pl.col("row").is_in(rows)
        test, rest = cards.filter(inside), cards.filter(~inside)
        if test.is_empty() or rest.is_empty():
            raise ValueError(f"fold {place}: {test.height} to test, {rest.height} to train on")
        model = fit(numbers[rest["row"].to_numpy()], rest["type"].to_list())
        said = predict(model, numbers[test["row"].to_numpy()])
        found.append((test["type"] == pl.Series(said)).mean())
    return found
""",
    },
}
HEAD = """
def scores(numbers, types, folds):
    found = []
    for place, rows in enumerate(folds):
        rest = [row for row in range(len(types)) if row not in rows]
        if not rows or not rest:
            raise ValueError(f"fold {place}")
"""
TAIL = """
        right = [types[row] == one for row, one in zip(rows, named)]
        found.append(sum(right) / len(rows))
    return found
"""
FITTED = "        model = fit(numbers[rest], [types[row] for row in rest])\n"
NAMED = "        named = predict(model, numbers[rows])"
WHOLE = HEAD + FITTED + NAMED + TAIL
WRONG = {
    "3.1b": {
        "fitted on every row": (
            HEAD + "        model = fit(numbers, types)\n" + NAMED + TAIL,
            "Could the model have seen a row that it is scored on?",
        ),
        "the test rows are dropped after the fit": (
            HEAD
            + """
        model = fit(numbers, types)
        model["cards"], model["types"] = model["cards"][rest], model["types"][rest]
"""
            + NAMED
            + TAIL,
            "Which rows had it seen when it learned the scale?",
        ),
        "train and test are swapped": (
            HEAD
            + """
        model = fit(numbers[rows], [types[row] for row in rows])
        named = predict(model, numbers[rest])
        right = [types[row] == one for row, one in zip(rest, named)]
        found.append(sum(right) / len(rest))
    return found
""",
            "Which rows were fitted on, which predicted",
        ),
        "scored on what it was trained on": (
            HEAD
            + FITTED
            + """
        named = predict(model, numbers[rest])
        right = [types[row] == one for row, one in zip(rest, named)]
        found.append(sum(right) / len(rest))
    return found
""",
            "Could the model have seen a row",
        ),
        "trained on the other folds": (
            HEAD.replace(
                "range(len(types)) if row not in rows", "sorted(set(sum(folds, []))) if True"
            ).replace("sum(folds, [])", "sum(folds[:place] + folds[place + 1 :], [])")
            + FITTED
            + NAMED
            + TAIL,
            "Could the model have seen a row",
        ),
        "only rows of some fold are trained on": (
            HEAD.replace("range(len(types)) if", "sorted(set(sum(folds, []))) if")
            + FITTED
            + NAMED
            + TAIL,
            "its accuracy is 0.333, expected 0.667",
        ),
        "types in another order than the rows": (
            WHOLE.replace("zip(rows, named)", "zip(sorted(rows), named)"),
            "Fold 0 tests rows [4, 6, 1]: its accuracy is 0.000, expected 0.667",
        ),
        "the error instead of the accuracy": (
            WHOLE.replace("types[row] == one", "types[row] != one"),
            "its accuracy is 0.333, expected 0.667",
        ),
        "counts instead of shares": (
            WHOLE.replace("sum(right) / len(rows)", "float(sum(right))"),
            "its accuracy is 2.000",
        ),
        "rounded to four digits": (
            WHOLE.replace("sum(right) / len(rows)", "round(sum(right) / len(rows), 4)"),
            "Fold 0: 0.6667 is 0.6666667 rounded. Do not round.",
        ),
        "one mean": (
            WHOLE.replace("return found", "return sum(found) / len(found)"),
            "a list of numbers is needed",
        ),
        "best fold first": (
            WHOLE.replace("return found", "return sorted(found, reverse=True)"),
            "the right numbers, out of order",
        ),
        "an empty fold scores nothing": (
            WHOLE.replace(
                'raise ValueError(f"fold {place}")', "found.append(0.0)\n            continue"
            ),
            "Fold 1 has no row, and scores returned",
        ),
        "no rows to test count as none right": (
            """
def scores(numbers, types, folds):
    found, kinds = [], np.array(types)
    for rows in folds:
        rest = np.setdiff1d(np.arange(len(types)), rows)
        model = fit(numbers[rest], kinds[rest].tolist())
        named = predict(model, numbers[rows]) if rows else []
        found.append(sum(a == b for a, b in zip(named, kinds[rows])) / max(1, len(rows)))
    return found
""",
            "and scores returned [1.0, 0.0]",
        ),
        "a refusal that names no fold": (
            WHOLE.replace('f"fold {place}"', '"empty"'),
            "no word of fold 1",
        ),
        "scikit-learn": (
            """
def scores(numbers, types, folds):
    from sklearn.model_selection import cross_val_score
    from sklearn.neighbors import KNeighborsClassifier
    rows = np.arange(len(types))
    pairs = [(np.setdiff1d(rows, test), test) for test in folds]
    return cross_val_score(KNeighborsClassifier(1), numbers, types, cv=pairs).tolist()
""",
            "scores uses sklearn.model_selection",
        ),
    },
}
