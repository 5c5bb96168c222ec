"""Models compared on the latest of the training sales; the best one, learned from all, is kept."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from capstone import artifact
from capstone.columns import INDICES, SLICED_BY, QuoteError, followed_index
from capstone.data import cleaned
from capstone.evaluation import evaluate
from capstone.features import features
from capstone.model import SPECIES_EFFECT, Model, filled, with_one

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 0
# The share of the sales, the latest, on which models are compared: like the weeks to come.
VALIDATION_SHARE = 0.15
FEWEST_SALES = 500
FIGURES = ("rmse_usd", "within_10_share", "median_relative_error", "usd_a_quote")


@dataclass(frozen=True)
class Settings:
    """One model to try: without trees it is linear.

    `prior_sales`: a species' own effect counts half at so many sales; 0 for no such effect.
    """

    name: str
    trees: int = 0
    depth: int = 0
    learning_rate: float = 0.0
    prior_sales: float = 0.0


def candidates() -> tuple[Settings, ...]:
    """The models to compare: at least three different ones, each with its own name."""
    # TODO: write your answer here, then run tests/test_training.py.
    raise NotImplementedError


def train(data_dir: Path, artifact_dir: Path) -> None:
    """Nothing; reads sales.parquet in `data_dir`, writes runs.jsonl and the artefact.

    Raises QuoteError: no such file, a column is missing, fewer than FEWEST_SALES to learn from.
    """
    published = read_sales(Path(data_dir))
    sales = cleaned(published).sort("sale_date", "sale_id")
    if sales.height < FEWEST_SALES:
        message = f"{data_dir} has {sales.height} usable sales; a model needs {FEWEST_SALES}."
        raise QuoteError(message)
    learned, later = split_by_time(sales, VALIDATION_SHARE)
    tried = [(settings, tracked(settings, learned, later)) for settings in candidates()]
    chosen, best = min(tried, key=lambda one: one[1]["rmse_usd"])
    best["chosen"] = True
    facts = {"settings": asdict(chosen), "seed": SEED, "published_sales": published.height}
    artifact.save(fit(sales, chosen), Path(artifact_dir), {**facts, **about(sales, best)})
    lines = "".join(json.dumps(run) + "\n" for _, run in tried)
    (Path(artifact_dir) / "runs.jsonl").write_text(lines, "utf-8")


def read_sales(data_dir: Path) -> pl.DataFrame:
    """The published sales. Raises QuoteError where there are none."""
    path = data_dir / "sales.parquet"
    if not path.is_file():
        message = f"There is no {path}: README.md says how the data are made."
        raise QuoteError(message)
    return pl.read_parquet(path)


def split_by_time(sales: pl.DataFrame, share: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(earlier, later): the later part is about that share, and begins with a whole day."""
    # TODO: write your answer here, then run tests/test_training.py.
    raise NotImplementedError


def tracked(settings: Settings, learned: pl.DataFrame, later: pl.DataFrame) -> dict[str, Any]:
    """What a model reaches on later sales, with all that it takes to repeat the run."""
    prices = fit(learned, settings).prices_usd(later)
    reached = evaluate(later.select("sale_id", price_usd=pl.Series(prices)), later)
    return {
        "name": settings.name,
        "settings": asdict(settings),
        "seed": SEED,
        "train_rows": learned.height,
        "validation_rows": later.height,
        "validation_from": str(later["sale_date"].min()),
        **{name: round(reached[name], 4) for name in FIGURES},
        "chosen": False,
    }


def fit(sales: pl.DataFrame, settings: Settings) -> Model:
    """A model of log(price / index), learned from sales whose prices can be trusted.

    The same sales and settings make the same model, to the byte.
    """
    target = sales.select((pl.col("price_usd") / followed_index()).log()).to_series().to_numpy()
    lowest_usd = float(sales["price_usd"].to_numpy().min())
    numbers, effects = features(sales), None
    if settings.prior_sales:
        unexplained = target - _linear(numbers, target).log_ratios(numbers)
        effects, own = species_effects(
            sales["dex_no"], pl.Series(unexplained), settings.prior_sales
        )
        numbers = numbers.with_columns(own.alias(SPECIES_EFFECT))
    fitted = _trees(numbers, target, settings) if settings.trees else _linear(numbers, target)
    return replace(fitted, species_effects=effects, lowest_usd=lowest_usd)


def species_effects(
    dex_no: pl.Series, unexplained: pl.Series, prior_sales: float
) -> tuple[dict[int, float], pl.Series]:
    """(effect of each species, effect for each training sale learned without that sale).

    Means of what is left unexplained, in logs, drawn towards 0 as if each species had
    `prior_sales` more sales with nothing left; so is the mean without a sale, 0 for its only one.
    """
    # TODO: write your answer here, then run tests/test_training.py.
    raise NotImplementedError


def about(sales: pl.DataFrame, best: dict[str, Any]) -> dict[str, Any]:
    """What the metadata says of the sales that a model was learned from."""
    return {
        "train_rows": sales.height,
        "train_from": str(sales["sale_date"].min()),
        "train_until": str(sales["sale_date"].max()),
        "last_index": {name: sales[name].to_list()[-1] for name in INDICES},
        "validation": {name: best[name] for name in ("validation_rows", *FIGURES)},
        "sales_by_slice": {
            name: dict(sales[name].value_counts().sort(name).iter_rows()) for name in SLICED_BY
        },
        "python": platform.python_version(),
    }


def _linear(numbers: pl.DataFrame, target: NDArray[np.float64]) -> Model:
    fill = [float(value or 0.0) for value in numbers.mean().row(0)]
    table = with_one(filled(numbers, numbers.columns, fill))
    weights = np.linalg.lstsq(table, target, rcond=None)[0]
    return Model(numbers.columns, fill, weights=weights.tolist())


def _trees(numbers: pl.DataFrame, target: NDArray[np.float64], settings: Settings) -> Model:
    import xgboost

    fill = [float(value or 0.0) for value in numbers.mean().row(0)]
    table = xgboost.DMatrix(filled(numbers, numbers.columns, fill), label=target, nthread=1)
    booster = xgboost.train(
        {
            "objective": "reg:squarederror",
            "tree_method": "hist",
            "max_depth": settings.depth,
            "learning_rate": settings.learning_rate,
            "min_child_weight": 5,
            "nthread": 1,
            "seed": SEED,
        },
        table,
        num_boost_round=settings.trees,
    )
    return Model(numbers.columns, fill, booster=booster)
