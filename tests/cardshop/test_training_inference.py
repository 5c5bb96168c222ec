"""Coefficients: found where they were planted, with errors that know of lines."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm

from cardshop.features import features
from cardshop.training import TrainingError, coefficients
from training_runs import some_cards

NAMES = ("hp", "weight_kg", "base_speed")


def test_the_table_is_that_of_statsmodels():
    cards = some_cards(3_000)
    found = coefficients(cards, "Water", NAMES)
    table = features(cards, NAMES).cast(pl.Float64)
    scaled = table.select((pl.all() - pl.all().mean()) / pl.all().std())
    names = scaled.columns
    groups = cards["line_id"].rank("dense").to_numpy().astype(int)
    model = sm.Logit(
        (cards["card_type"] == "Water").to_numpy().astype(float),
        np.column_stack([np.ones(cards.height), scaled.to_numpy()]),
    ).fit(disp=0, cov_type="cluster", cov_kwds={"groups": groups})
    assert found["feature"].to_list() == names
    assert found["coefficient"].to_numpy() == pytest.approx(model.params[1:], rel=1e-6)
    assert found["std_error"].to_numpy() == pytest.approx(model.bse[1:], rel=1e-6)
    assert (found["low"] < found["coefficient"]).all()


def planted(lines=200, per_line=10, effect=1.0):
    random = np.random.default_rng(3)
    speed = np.repeat(random.normal(size=lines), per_line)
    common = np.repeat(random.normal(size=lines), per_line)
    chance = 1 / (1 + np.exp(-(effect * speed + common)))
    fire = random.random(lines * per_line) < chance
    return pl.DataFrame(
        {
            "line_id": np.repeat([f"L{one}" for one in range(lines)], per_line),
            "card_type": np.where(fire, "Fire", "Water"),
            "base_speed": speed * 20 + 70,
        }
    )


def test_a_planted_effect_is_found_and_the_error_grows_with_likeness_in_lines():
    cards = planted()
    (by_line,) = coefficients(cards, "Fire", ("base_speed",)).iter_rows(named=True)
    # The mean over lines pulls a slope of 1 towards 0.85: that is what this model estimates.
    assert by_line["low"] < 0.85 < by_line["high"]
    alone = cards.with_row_index("row").with_columns(line_id=pl.col("row").cast(pl.String))
    (by_card,) = coefficients(alone, "Fire", ("base_speed",)).iter_rows(named=True)
    assert by_line["std_error"] > 1.3 * by_card["std_error"]
    assert by_line["coefficient"] == pytest.approx(by_card["coefficient"])


def test_a_category_is_compared_with_its_most_common_value():
    found = coefficients(some_cards(3_000), "Water", ("hp", "language"))
    common = some_cards(3_000)["language"].mode()[0]
    flags = [one for one in found["feature"] if one.startswith("language")]
    assert len(flags) == some_cards(3_000)["language"].n_unique() - 1
    assert all(one.endswith(f"not {common}") for one in flags)


REFUSED = {
    "an unknown type": (lambda: coefficients(some_cards(), "Watr", NAMES), "Did you mean 'Water'?"),
    "few lines": (lambda: coefficients(planted(20), "Fire", ("base_speed",)), "20 evolution lines"),
    "a missing value": (
        lambda: coefficients(
            planted().with_columns(base_speed=pl.lit(None, pl.Float64)), "Fire", ("base_speed",)
        ),
        "have no base_speed",
    ),
    "a constant": (
        lambda: coefficients(
            planted().with_columns(base_speed=pl.lit(3.0)), "Fire", ("base_speed",)
        ),
        "base_speed is the same on every card",
    ),
    "two columns that say the same": (
        lambda: coefficients(
            planted().with_columns(hp=pl.col("base_speed") * 2), "Fire", ("hp", "base_speed")
        ),
        "one follows from the others",
    ),
    "separation": (
        lambda: coefficients(
            planted().with_columns(
                card_type=pl.when(pl.col("base_speed") > 70)
                .then(pl.lit("Fire"))
                .otherwise(pl.lit("Water"))
            ),
            "Fire",
            ("base_speed",),
        ),
        "separates the type from the rest",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_honest_coefficient_is_refused(case):
    make, expected = REFUSED[case]
    with pytest.raises(TrainingError, match=expected.replace("?", r"\?")):
        make()
