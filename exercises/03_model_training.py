# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 03: model training")

with app.setup(hide_code=True):
    import random

    import marimo as mo
    import numpy as np
    import polars as pl

    from cardshop.dataset import load_cards
    from cardshop.features import features
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 03: model training

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.1 Cross-validation, by hand

    Cards of one evolution line are alike. If some of them train the model and others test it, the
    score says how well it remembers, and the shop finds out when the next line arrives. A library
    does the splitting in one call, and accepts a wrong one as readily. You write it once by hand.

    Out of scope: stratifying by type, and repeating the whole with other seeds.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 3.1a** (20 minutes). Write `folds`, without scikit-learn and without the splitters
    of `cardshop`. Python's own modules and numpy are enough; helpers, constants and imports of
    yours may stand beside it.
    """)
    return


@app.function
def folds(lines: list[int | None], k: int, seed: int) -> list[list[int]]:
    """Return k folds: for each the rows to test on, counted from 0, in any order.

    `lines` holds the number of each card's evolution line. Every row is in one fold, all cards of a line in
    the same one, and no fold is empty. The largest fold has at most as many cards more than
    the smallest as the largest line has cards. `seed` decides which lines share a fold, whatever the
    order of the rows; where lines have equal sizes, another seed deals them otherwise. Shared
    random state is neither used nor changed. Raises ValueError: for k below 2 or fewer lines than
    k (its text names k), and for a line that is None (its text says None).
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_1a = check("3.1a", folds)
    verdict_3_1a
    return (verdict_3_1a,)


@app.cell
def _(verdict_3_1a):
    mo.stop(not verdict_3_1a.passed, mo.md("*Unlocks when the check passes.*"))
    cards = load_cards().head(3000)
    by_line = folds(cards["line_id"].to_list(), 5, seed=0)
    pl.DataFrame(
        {
            "fold": range(len(by_line)),
            "cards": [len(rows) for rows in by_line],
            "lines": [cards[rows]["line_id"].n_unique() for rows in by_line],
        }
    )
    return by_line, cards


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Scores need a model. The one below has no library behind it: it remembers the training cards,
    and gives a card the type of the nearest one. `fit` also learns a scale, from whatever rows it
    is given.
    """)
    return


@app.function
def fit(numbers: np.ndarray, types: list[str]) -> dict[str, np.ndarray]:
    """What the model keeps of its training cards: `numbers` is (n_cards, n_features)."""
    spread = numbers.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    return {"scale": scale, "cards": numbers / scale, "types": np.array(types)}


@app.function
def predict(model: dict[str, np.ndarray], numbers: np.ndarray) -> list[str]:
    """For each row the type of the nearest remembered card; of several, of the first."""
    columns = zip((numbers / model["scale"]).T, model["cards"].T, strict=True)
    apart = sum(np.abs(np.subtract.outer(mine, theirs)) for mine, theirs in columns)
    return model["types"][apart.argmin(axis=1)].tolist()


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 3.1b** (10 minutes). Write `scores` with `fit` and `predict`, again without
    scikit-learn. `fit` and `predict` stay as they are.

    **Predict.** Deal single cards instead of lines, and this model's accuracy is another one.
    Higher or lower, and by how much?
    """)
    return


@app.function
def scores(numbers: np.ndarray, types: list[str], folds: list[list[int]]) -> list[float]:
    """Return the accuracy on each fold, a share from 0 to 1, in the order of the folds.

    numbers: (n_cards, n_features). For each fold the model is fitted anew on every row that is
    not in it, and scored on the rows that are. Folds may overlap and leave rows out, as repeated
    splits do: a row in no fold is trained on each time. Their rows are in any order. Raises
    ValueError for a fold without rows and for one that leaves none to train on; its text gives the fold's place, from 0.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_1b = check("3.1b", scores)
    verdict_3_1b
    return (verdict_3_1b,)


@app.cell
def _(by_line, cards, verdict_3_1b):
    mo.stop(not verdict_3_1b.passed, mo.md("*Unlocks when both checks pass.*"))
    _numbers = features(cards, ["hue", "hp", "base_speed", "base_attack", "weight_kg"]).to_numpy()
    _types = cards["card_type"].to_list()
    _dealt = folds(list(range(cards.height)), 5, seed=0)
    _by_line, _by_card = (scores(_numbers, _types, dealt) for dealt in (by_line, _dealt))
    mo.md(rf"""
    Five folds of whole lines: mean accuracy **{np.mean(_by_line):.3f}**
    ({min(_by_line):.3f} to {max(_by_line):.3f}). Five folds of single cards:
    **{np.mean(_by_card):.3f}**. Same cards, same model: the difference of
    {np.mean(_by_card) - np.mean(_by_line):.3f} is relatives that the model remembered.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.2a Which model, and why

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `decide`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def decide(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_2a = check("3.2a", decide)
    verdict_3_2a
    return (verdict_3_2a,)


@app.cell
def _(verdict_3_2a):
    mo.stop(not verdict_3_2a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    decide(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.2b One paragraph for a product manager

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (10 minutes). TODO-AUTHOR: set the task. Here: write `explain`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def explain(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_2b = check("3.2b", explain)
    verdict_3_2b
    return (verdict_3_2b,)


@app.cell
def _(verdict_3_2b):
    mo.stop(not verdict_3_2b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    explain(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.3 Tune within budgets

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `tuned`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def tuned(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_3 = check("3.3", tuned)
    verdict_3_3
    return (verdict_3_3,)


@app.cell
def _(verdict_3_3):
    mo.stop(not verdict_3_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    tuned(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.4a Six runs, six causes

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (30 minutes). TODO-AUTHOR: set the task. Here: write `diagnose`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def diagnose(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_4a = check("3.4a", diagnose)
    verdict_3_4a
    return (verdict_3_4a,)


@app.cell
def _(verdict_3_4a):
    mo.stop(not verdict_3_4a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    diagnose(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3.4b Repair what failed

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `repair`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def repair(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_3_4b = check("3.4b", repair)
    verdict_3_4b
    return (verdict_3_4b,)


@app.cell
def _(verdict_3_4b):
    mo.stop(not verdict_3_4b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    repair(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("03", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("03", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
