"""How good the models are that the marker has the project train, on sales it never saw."""

from __future__ import annotations

import json
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.marker import truth
from classroom.marker.confined import Heard
from classroom.marker.tables import SMALL
from classroom.marker.work import Found, Work, judged, linear, number, priced

if TYPE_CHECKING:
    import polars as pl

SCALE = Path(__file__).parent.parent / "scale.toml"
# Times the reference's RMSE: what is nearly as good is as good.
FULL_AT = 1.15
# Nobody foresees the noise of a price: below this much of the reference's RMSE prices were read.
TOO_NEAR = 0.5
MODELS = 3
RUN = {"name", "settings", "seed", "train_rows", "rmse_usd", "within_10_share", "chosen"}
RUNS, LARGEST_BYTES = "runs.jsonl", 8 << 20


@cache
def scale() -> dict[str, dict[str, float]]:
    """Per seed `baseline_usd` and `reference_usd`, as data/record_capstone_scale.py measured."""
    return tomllib.loads(SCALE.read_text("utf-8"))


def train(work: Work) -> Heard:
    """What the probe of training tells; the artefacts lie in the work's folder then."""
    tables = {name: str(work.training(name)) for name in (*work.names, SMALL)}
    return work.heard("training", tables=tables, artifacts=str(work.artifacts))


def quote(work: Work) -> Heard:
    """What a fresh process quotes with each artefact, and after training the small one again."""
    train(work)
    cards = {name: str(work.tables.cards(name)) for name in work.names}
    small = str(work.tables.cards(str(work.seeds[0])))
    again = {
        "data": str(work.training(SMALL)),
        "artifact": str(work.place / "again"),
        "cards": small,
    }
    cards[SMALL] = small
    return work.heard("quoting", cards=cards, artifacts=str(work.artifacts), again=again)


def found(work: Work) -> dict[str, Found]:
    """A share per withheld seed, for the runs that were tracked, and for repeatability."""
    return {
        **{f"rmse_{seed}": rmse(work, str(seed)) for seed in work.seeds},
        "tracked": tracked(work),
        "repeatable": repeatable(work),
    }


def usable_quotes(work: Work, name: str) -> tuple[pl.DataFrame | None, str]:
    """The quotes for a table's audited sales, or why there are none that can be judged."""
    import polars as pl

    for heard, step in ((train(work), f"train {name}"), (quote(work), f"quote {name}")):
        if fault := heard.fault(step):
            return None, f"{step}: {fault}"
    told = quote(work).value(f"quote {name}")
    wanted = work.tables.read(name, "holdout")["sale_id"].to_list()
    if told["sale_id"] != wanted:
        return (
            None,
            f"quote {name}: the quotes are not those of the sales asked for, in their order",
        )
    if not all(map(number, told["price_usd"])):
        return None, f"quote {name}: a quote is null or no number"
    return pl.DataFrame(told, schema={"sale_id": pl.Int64, "price_usd": pl.Float64}), ""


def rmse(work: Work, name: str) -> Found:
    """The place between the cleaned linear model and the reference."""
    quotes, why = usable_quotes(work, name)
    if quotes is None:
        return Found(0.0, why)
    got = truth.errors(quotes, work.tables.read(name, "holdout"))["rmse_usd"]
    if got < TOO_NEAR * scale()[name]["reference_usd"]:
        why = "no model comes that near: were the prices read that it is judged on?"
        return Found(0.0, f"RMSE ${got:.2f}: {why}")
    none_at, full_at = scale()[name]["baseline_usd"], FULL_AT * scale()[name]["reference_usd"]
    share = linear(got, none_at=none_at, full_at=full_at)
    return Found(share, f"RMSE ${got:.2f}: all at ${full_at:.2f}, none at ${none_at:.2f}")


def tracked(work: Work) -> Found:
    """Whether three different models were written down, and the best one chosen."""
    name = str(work.seeds[0])
    if fault := train(work).fault(f"train {name}"):
        return Found(0.0, f"train {name}: {fault}")
    runs, why = runs_of(work.artifact(name))
    if why:
        return Found(0.0, why)
    missing = sorted({one for run in runs for one in RUN - run.keys()})
    if missing:
        return Found(0.0, f"a run in {RUNS} has no {', '.join(missing)}")
    models = {json.dumps([run["name"], run["settings"]], sort_keys=True) for run in runs}
    if len(models) < MODELS:
        return Found(0.0, f"{len(models)} different models in {RUNS}, {MODELS} are asked for")
    return chosen(runs)


def chosen(runs: list[dict[str, Any]]) -> Found:
    """Whether exactly one run is chosen, and none has a lower validation RMSE."""
    marked = [run for run in runs if run["chosen"] is True]
    if len(marked) != 1:
        return Found(0.5, f"{len(marked)} runs are marked as chosen; one is asked for")
    scores = [run["rmse_usd"] for run in runs]
    if not all(number(one) and one > 0 for one in scores):
        return Found(0.5, "an rmse_usd is no number above 0")
    best, taken = min(scores), marked[0]["rmse_usd"]
    if taken > best:
        return Found(0.5, f"the chosen run has RMSE {taken:.2f}, another {best:.2f}")
    return Found(1.0, f"{len(runs)} runs, {marked[0]['name']} chosen with the lowest RMSE")


def runs_of(artifact: Path) -> tuple[list[dict[str, Any]], str]:
    """The tracked runs, or why they cannot be read."""
    path = artifact / RUNS
    if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
        return [], f"train wrote no {RUNS} of a readable size into the artefact's folder"
    try:
        lines = path.read_text("utf-8").splitlines()
        runs = [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        return [], f"{RUNS} is not one JSON object a line ({error})"
    if not all(isinstance(run, dict) for run in runs):
        return [], f"{RUNS} is not one JSON object a line"
    return runs, ""


def repeatable(work: Work) -> Found:
    """Whether another process, with another hash seed, learned the same from the same sales."""
    trained, heard, first = train(work), quote(work), f"quote {SMALL}"
    if fault := trained.fault(f"train {SMALL}"):
        return Found(0.0, f"train: {fault}")
    if fault := heard.fault(first):
        return Found(0.0, f"quotes: {fault}")
    return judged(heard, "again", partial(_equal, heard.value(first)))


def _equal(first: dict[str, list[Any]], second: dict[str, list[Any]]) -> Found:
    one, other = priced(first), priced(second)
    if not all(map(number, [*one.values(), *other.values()])):
        return Found(0.0, "a quote is null or no number")
    if one.keys() != other.keys():
        return Found(0.0, "the second training quotes other cards")
    differ = [key for key in one if not truth.same(one[key], other[key])]
    if differ:
        return Found(0.0, f"{len(differ)} of {len(one)} quotes differ after a second training")
    return Found(1.0, f"{len(one)} equal quotes after two trainings")
