"""Modules 03 and 04: trainings, comparisons, scores."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import polars as pl

from cardshop.dataset import load_cards
from symptoms import provokes, refused, warned

THREADS = """import numpy, threadpoolctl
print([one["num_threads"] for one in threadpoolctl.threadpool_info()])
"""


@provokes("A solver that ran out of iterations")
def _(tmp_path):
    from sklearn.linear_model import LogisticRegression

    cards = load_cards().head(300)
    table = cards.select("hp", "attack_damage", "weight_kg", "base_speed")
    types = cards["is_holo"].to_numpy()
    said = warned(lambda: LogisticRegression(max_iter=5).fit(table, types))
    yield said, {"table": table, "types": types}


@provokes("More threads, and slower")
def _(tmp_path):
    def pools(threads):
        several = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
        told = subprocess.run(
            [sys.executable, "-c", THREADS],
            env={**os.environ, **several},
            capture_output=True,
            text=True,
            check=True,
        )
        return set(eval(told.stdout))

    # What a machine with several cores takes by itself, said here so that one core has it, too.
    several = pools("2")
    assert several == {2}
    yield "num_threads 2", {}
    assert pools("1") == {1}


@provokes("Two runs, two models")
def _(tmp_path):
    from sklearn.ensemble import RandomForestClassifier

    cards = load_cards().head(200)
    table, types = cards.select("hp", "attack_damage"), cards["card_type"].to_numpy()

    def trained(seed=None):
        return RandomForestClassifier(5, random_state=seed).fit(table, types).predict_proba(table)

    yield (
        f"the same answers: {np.array_equal(trained(), trained())}",
        {
            "trained": trained,
            "np": np,
        },
    )


@provokes("A setting that the model does not have")
def _(tmp_path):
    from cardshop.training import MODELS, Settings

    said = refused(lambda: Settings(model="logistic", options={"max_depth": 3}))
    yield said, {"MODELS": MODELS}


@provokes("A tracker that is no address")
def _(tmp_path):
    from cardshop.training import open_tracker

    uri = f"sqlite:///{tmp_path / 'runs.db'}"
    said = [refused(lambda: open_tracker("runs.db"))]
    said.append(refused(lambda: open_tracker("sqlite:////nowhere/runs.db")))
    yield "\n".join(said), {"uri": uri}


@provokes("Too few cards to train on")
def _(tmp_path):
    from cardshop.training import Settings, train

    cards = load_cards().head(2)
    yield refused(lambda: train(cards, Settings())), {"cards": cards}


@provokes("A comparison that cannot tell")
def _(tmp_path):
    from cardshop.evaluation import decide, over_splits

    gains = np.array([0.03, -0.01, 0.02, 0.00])
    both = over_splits(gains, test_over_train=1 / 3)
    yield decide(both.corrected, smallest_that_matters=0.01), {"gains": gains}


@provokes("The best of many disappoints")
def _(tmp_path):
    random = np.random.default_rng(0)
    validation, test = random.normal(0.70, 0.03, (2, 30))
    best = int(validation.argmax())
    yield f"validation {validation[best]:.2f}, test {test[best]:.2f}", {"validation": validation}
    assert validation[best] > test[best]


@provokes("A precision of nothing")
def _(tmp_path):
    from sklearn.metrics import precision_score

    bad, said = np.array([True, False, False]), np.zeros(3, dtype=bool)
    yield warned(lambda: precision_score(bad, said)), {"said": said}


@provokes("A curve of one class")
def _(tmp_path):
    from sklearn.metrics import roc_auc_score

    bad, risk = np.ones(4, dtype=bool), np.array([0.1, 0.2, 0.4, 0.3])
    yield warned(lambda: roc_auc_score(bad, risk)), {"bad": bad}


@provokes("An interval is refused")
def _(tmp_path):
    from cardshop.evaluation import redraw_lines

    cards = load_cards().filter(pl.col("line_id") <= 6)
    yield refused(lambda: redraw_lines(cards["line_id"], seed=0)), {"cards": cards}


@provokes("A slice without a verdict")
def _(tmp_path):
    from cardshop.evaluation import redraw_lines, slice_report
    from cardshop.training import scored_cards

    cards = scored_cards("test")
    right = (cards["predicted"] == cards["card_type"]).to_numpy()
    few = cards["line_id"].is_in(cards["line_id"].unique().sort().head(3).implode()).to_numpy()
    lines = redraw_lines(cards["line_id"], seed=0)
    report = slice_report(right, {"new sellers": few}, lines)
    yield (
        "\n".join(report.row(0, named=True)[name] for name in ("verdict", "why")),
        {
            "cards": cards,
            "few": few,
        },
    )


@provokes("Surer than right")
def _(tmp_path):
    from cardshop.evaluation import cooled
    from cardshop.training import scored_cards

    def told(part):
        cards = scored_cards(part)
        given = cards.select(pl.col("^p_.*$")).to_numpy()
        given = given / given.sum(axis=1, keepdims=True)
        names = [one.removeprefix("p_") for one in cards.columns if one.startswith("p_")]
        truth = np.array([names.index(one) for one in cards["card_type"]])
        # As the model said it before its temperature was fitted.
        return cooled(given, 1 / cards["temperature"][0]), truth

    (tuning, tuning_truth), (test, truth) = told("tuning"), told("test")
    right = test.argmax(axis=1) == truth
    words = f"sure {test.max(axis=1).mean():.2f}, right {right.mean():.2f}"
    yield words, {"tuning": tuning, "tuning_truth": tuning_truth, "test": test}
