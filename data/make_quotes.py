"""Write the tables of the capstone: what quotes are learned from, and what they are judged on.

python data/make_quotes.py --out FOLDER               sales.parquet and holdout.parquet
python data/make_quotes.py --seed 7 --out FOLDER      the same from another seed
python data/make_quotes.py --seed 7 --errors --out F  and errors.parquet: what was planted
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import polars as pl

from cardshop.dataset import DATA, load_market, load_price_holdout, load_sales, with_market
from generator import market, sales
from generator.files import CARD_ROWS, SPECIES_FILE, press_for
from generator.prints import cards
from generator.seeds import SEED


def quote_tables(seed: int) -> dict[str, pl.DataFrame]:
    """Per file its table: published sales before the holdout, the audited holdout, the errors.

    Columns as in the published list, and the three indices of the last week that had ended.
    `errors`: sale_id, published_usd, paid_usd of every training sale that is not printed as paid.
    """
    press = press_for(seed, DATA / SPECIES_FILE)
    weekly = market.market_weekly(seed)
    paid = sales.sales(seed, cards(press, CARD_ROWS), press.species.popularity, market=weekly)
    published, held = sales.published(seed, paid), sales.holdout(paid)
    if seed == SEED:
        # The committed files are the truth, on every processor.
        weekly, published, held = load_market(), load_sales(), load_price_holdout()
    listed = published.filter(pl.col("sale_date") < held["sale_date"].min())
    return {
        "sales": with_market(listed, weekly),
        "holdout": with_market(held, weekly),
        "errors": wrong_prices(listed, paid),
    }


def wrong_prices(listed: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """The listed sales whose price is not what was paid, by sale_id."""
    true = paid.select("sale_id", paid_usd="price_usd")
    both = listed.select("sale_id", published_usd="price_usd").join(true, on="sale_id")
    differs = pl.col("published_usd").ne_missing(pl.col("paid_usd"))
    # The committed list may differ from a rebuild in the last digit.
    far = (pl.col("published_usd") - pl.col("paid_usd")).abs().fill_null(1.0) > 0.011
    return both.filter(differs & far).sort("sale_id")


def arguments() -> argparse.Namespace:
    """The command line, read."""
    told = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.add_argument("--seed", type=int, default=SEED, help=f"default {SEED}")
    told.add_argument("--errors", action="store_true", help="write errors.parquet, too")
    told.add_argument("--out", type=Path, required=True, help="a folder; made if it is missing")
    return told.parse_args()


def main() -> None:
    """Write the tables, each through a temporary file."""
    asked = arguments()
    if asked.seed < 0:
        sys.exit(f"make_quotes.py: the seed is {asked.seed}; pass a whole number from 0.")
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, table in quote_tables(asked.seed).items():
        if name != "errors" or asked.errors:
            partial = asked.out / f".{name}.partial"
            table.write_parquet(partial)
            partial.replace(asked.out / f"{name}.parquet")


if __name__ == "__main__":
    main()
