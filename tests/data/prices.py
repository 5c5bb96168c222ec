"""The price models of data/README.md: from naive to indexed, judged on audited prices."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.dataset import DATA
from generator.files import SPECIES_FILE, tables
from tests.data.calibration import pipeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBERS = (
    "generation", "evo_stage", "base_hp", "base_attack", "base_defense", "base_sp_attack",
    "base_sp_defense", "base_speed", "hp", "is_legendary", "is_holo",
)  # fmt: skip
CARD_TEXT = ("rarity", "card_type", "language")
TEXT = (*CARD_TEXT, "condition", "grading_company")
# A price further than this factor from the median of its peers is an entry error.
TOO_FAR = 7.0
# Sales that a species needs before its own effect counts as much as the prior.
PRIOR_SALES = 1.5
NAIVE, CLEANED = "naive linear, uncleaned", "cleaned linear + condition"
DATED, INDEXED = "boosted trees + date, raw target", "boosted trees, log(price / weekly index)"
SPECIES, FROZEN = "+ shrunken species effect", "index frozen at the end of training"
MEDIAN, ON_PUBLISHED = "median of training prices", "best model, published test prices"


class Quality(NamedTuple):
    """Errors in dollars on the test sales."""

    rmse_usd: float
    within_10_usd: float
    median_relative_error: float


def quality(predicted: NDArray[np.float64], paid: NDArray[np.float64]) -> Quality:
    """How far predictions are from what was paid."""
    error = np.abs(predicted - paid)
    return Quality(
        float(np.sqrt((error**2).mean())),
        float((error <= 10).mean()),
        float(np.median(error / paid)),
    )


def with_index(sales: pl.DataFrame, market: pl.DataFrame) -> pl.DataFrame:
    """Sales with the index of the last week that had ended, and the days since the first week."""
    known = market.select(
        pl.col("week").dt.offset_by("7d").alias("sale_date"),
        vintage=pl.col("index_vintage") / 100,
        modern=pl.col("index_modern") / 100,
    )
    old = pl.col("release_date").dt.year() < 2012
    return (
        sales.sort("sale_date", "sale_id")
        .join_asof(known, on="sale_date")
        .with_columns(
            index=pl.when(old).then("vintage").otherwise("modern"),
            day=(pl.col("sale_date") - market["week"][0]).dt.total_days(),
            age=2025 - pl.col("release_date").dt.year(),
            score=pl.col("grade").fill_null(8),
        )
    )


def cleaned(sales: pl.DataFrame) -> pl.DataFrame:
    """Sales without missing, negative and far-off prices; peers share rarity and condition."""
    peers = pl.col("price_usd").median().over("rarity", "condition", "grading_company")
    distance = (pl.col("price_usd") / peers).log().abs()
    return sales.filter(pl.col("price_usd") > 0).filter(distance < np.log(TOO_FAR))


@cache
def sales_of(seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(published training sales, audited test sales, published test sales)."""
    made = tables(seed, DATA / SPECIES_FILE)
    market = made["market_weekly.parquet"]()
    published = with_index(made["pokemon_cards_with_prices.csv"](), market)
    test = with_index(made["price_holdout.csv"](), market)
    before = pl.col("sale_date") < test["sale_date"].min()
    return published.filter(before), test, published.filter(~before)


def fitted(
    train: pl.DataFrame, columns: tuple[str, ...], *, target: pl.Expr, trees: bool
) -> object:
    """A linear model or boosted trees on the columns, fitted to an expression."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import LinearRegression

    regressor = HistGradientBoostingRegressor(max_iter=150, random_state=0)
    table = train.select(columns)
    model = pipeline(table, regressor if trees else LinearRegression())
    return model.fit(table, train.select(target).to_series().to_numpy())


def species_effect(train: pl.DataFrame, test: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both frames with `effect`: a species' shrunken mean residual, without the row's own."""
    sums = train.group_by("dex_no").agg(total=pl.col("residual").sum(), sold=pl.len())
    own = train.join(sums, on="dex_no", maintain_order="left").with_columns(
        effect=(pl.col("total") - pl.col("residual")) / (pl.col("sold") - 1 + PRIOR_SALES)
    )
    new = test.join(sums, on="dex_no", how="left", maintain_order="left").with_columns(
        effect=(pl.col("total") / (pl.col("sold") + PRIOR_SALES)).fill_null(0.0)
    )
    return own, new


@cache
def price_qualities(seed: int) -> dict[str, Quality]:
    """Each solution of the price table on the audited last fifth, by name."""
    raw, test, published = sales_of(seed)
    raw = raw.drop_nulls("price_usd")
    train, paid = cleaned(raw), test["price_usd"].to_numpy()
    price, relative = pl.col("price_usd"), (pl.col("price_usd") / pl.col("index")).log()
    naive, full = (*NUMBERS, *CARD_TEXT), (*NUMBERS, *TEXT)
    rich = (*full, "age", "score")

    def predict(model: object, columns: tuple[str, ...], rows: pl.DataFrame) -> np.ndarray:
        return model.predict(rows.select(columns))

    indexed = fitted(train, rich, target=relative, trees=True)
    log_ratio = predict(indexed, rich, test)
    residual = train.select(relative).to_series() - pl.Series(predict(indexed, rich, train))
    own, new = species_effect(train.with_columns(residual=residual), test)
    best = fitted(own, (*rich, "effect"), target=relative, trees=True)
    best_price = np.exp(predict(best, (*rich, "effect"), new)) * test["index"].to_numpy()
    last = raw.sort("sale_date").group_by(old=pl.col("release_date").dt.year() < 2012)
    last_index = dict(last.agg(pl.col("index").last()).iter_rows())
    frozen = (test["release_date"].dt.year() < 2012).replace_strict(last_index).to_numpy()
    shown = published["price_usd"].is_not_null().to_numpy()

    def simple(train: pl.DataFrame, columns: tuple[str, ...], *, trees: bool = False) -> Quality:
        model = fitted(train, columns, target=price, trees=trees)
        return quality(predict(model, columns, test), paid)

    return {
        MEDIAN: quality(np.full(len(paid), train["price_usd"].median()), paid),
        NAIVE: simple(raw, naive),
        CLEANED: simple(train, full),
        DATED: simple(train, (*full, "day"), trees=True),
        INDEXED: quality(np.exp(log_ratio) * test["index"].to_numpy(), paid),
        SPECIES: quality(best_price, paid),
        FROZEN: quality(np.exp(log_ratio) * frozen, paid),
        ON_PUBLISHED: quality(best_price[shown], published["price_usd"].to_numpy()[shown]),
    }


@cache
def leak_by_time(seed: int) -> tuple[float, float]:
    """(time split, random split): RMSE of the dated trees on cleaned published prices."""
    train, _, published = sales_of(seed)
    columns, price = (*NUMBERS, *TEXT, "day"), pl.col("price_usd")
    everything = cleaned(pl.concat([train, published]).drop_nulls("price_usd"))
    cut = published["sale_date"].min()
    later = everything.filter(pl.col("sale_date") >= cut)
    shuffled = everything.sample(fraction=1, shuffle=True, seed=0)
    pairs = [
        (everything.filter(pl.col("sale_date") < cut), later),
        (shuffled.tail(-later.height), shuffled.head(later.height)),
    ]
    scores = []
    for fit, test in pairs:
        model = fitted(fit, columns, target=price, trees=True)
        predicted = model.predict(test.select(columns))
        scores.append(quality(predicted, test["price_usd"].to_numpy()).rmse_usd)
    return scores[0], scores[1]
