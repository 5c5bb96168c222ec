# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
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
app = marimo.App(app_title="Kata: an experiment, set up before it runs")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_cards
    from cardshop.evaluation import detectable_over_splits
    from cardshop.training import Settings, compare
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Kata: an experiment, set up before it runs

    Fifteen minutes, one function, no notes; documentation may lie open.
    `uv run course kata experiment` starts the clock, and the check below says when you are done.
    Choose your own question: any one setting of a training that you would like to change.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What the clock asks

    A plan that cannot fail to please is no experiment. So everything that could be bent later is
    written down now: what changes, what counts, how small a gain is worth it, when it ends.

    A *pilot* is a handful of differences, new less old, one a split by line. It says how much
    splits scatter; what it says of the difference itself is not used.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - **What is lost**: a comparison that could not have found the gain it was made for, and is
      believed anyway.
    - **What you may change**: the body of the function, and cells of your own beside it.
    - **Out of scope**: running it. That takes minutes; this takes thought.

    **Predict before you start.** Four times as many splits: is the smallest gain that you could
    find halved?
    """)
    return


@app.function
def experiment(pilot: list[float]) -> dict:
    """Return the plan, ten fields, for a pilot of two differences or more.

    baseline: settings, as keywords of `Settings`. change: one setting, or one option as
    {"options": {name: number}}, with a value that the baseline does not have (its other options
    stay); no seed and nothing that decides the splits. metric: "accuracy", "log_loss" or
    "macro_f1". smallest_that_matters: a gain in that metric, above 0 and at most 0.1, the same
    whatever the pilot. unit: what a split keeps whole, "card", "evolution line" or "lot". splits:
    the first of 5, 10, 20, 30 with which `detectable_over_splits` finds smallest_that_matters or
    less, a quarter of the lines in test; 30 if none does. detectable: what it finds with these.
    go: "run" if that is at most smallest_that_matters, else "not like this". stop: "after all
    splits" or "at the first clear lead". hypothesis: a sentence of eight words or more that names
    the changed setting or option and the metric, each as it is written above, and says in which
    direction the metric moves: the one that is a gain (log_loss falls, the others rise).
    """
    ### BEGIN SOLUTION
    smallest = 0.01
    for splits in (5, 10, 20, 30):
        found = detectable_over_splits(pilot, test_over_train=1 / 3, n_splits=splits).difference
        if found <= smallest:
            break
    return {
        "hypothesis": "With a C of 0.2 in place of 1 the accuracy on unseen lines rises.",
        "baseline": {"model": "logistic"},
        "change": {"options": {"C": 0.2}},
        "metric": "accuracy",
        "smallest_that_matters": smallest,
        "unit": "evolution line",
        "splits": splits,
        "detectable": found,
        "go": "run" if found <= smallest else "not like this",
        "stop": "after all splits",
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict = check("experiment", experiment)
    verdict
    return (verdict,)


@app.cell
def _(verdict):
    mo.stop(not verdict.passed, mo.md("*Unlocks when the check passes: a pilot on real cards.*"))
    _plan = experiment([0.0, 0.01])
    _old, _new = _plan["baseline"], _plan["baseline"] | _plan["change"]
    _new["options"] = _old.get("options", {}) | _plan["change"].get("options", {})
    _ways = [Settings(**one, splits=5, split_seed=500) for one in (_old, _new)]
    _scores = [one.values(_plan["metric"]) for one in compare(load_cards().head(1500), _ways)]
    _pairs = zip(*reversed(_scores), strict=True)
    pilot = [new - old for new, old in _pairs]
    plan = experiment(pilot)
    pl.DataFrame({"split": range(len(pilot)), "new less old": pilot})
    return (plan,)


@app.cell(hide_code=True)
def _(plan):
    mo.md(rf"""
    *{plan["hypothesis"]}* Worth it from {plan["smallest_that_matters"]:.3f} of {plan["metric"]}
    on. After this pilot of five splits on 1,500 cards, {plan["splits"]} splits would find a
    true difference of {plan["detectable"]:.4f} four times in five: **{plan["go"]}**.

    More splits sharpen the mean only so far, because they all draw from the same lines. The pilot
    of five is itself a rough guess: another one may well say half of that number, or twice.

    **Transfer.** Which comparison of your own team was made without the fourth field?
    """)
    return


if __name__ == "__main__":
    app.run()
