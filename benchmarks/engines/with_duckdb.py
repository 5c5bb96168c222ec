"""The operations of lesson 01 in SQL; each leaves its result in DuckDB, as a table."""

from __future__ import annotations

from string import Template

import duckdb

from benchmarks.engines.tables import Tables

QUERIES = {
    "report": """
        select seller_country, rarity, count(*) as cards, avg(hp) as hp,
            avg((starts_with(attack_name, 'Quick ')
                or starts_with(attack_name, 'Wild '))::int) as generic
        from cards where language = 'en' group by all""",
    "wrong_weights": """
        select card_id, weight_kg / true_kg as ratio
        from cards left join species using (dex_no) where abs(ratio - 1) > 0.05""",
    "last_price": """
        with prices as (
            select card_id, sold_on, arg_max(price_usd, sale_id) as price_usd
            from sales where price_usd is not null group by card_id, sold_on
        )
        select quote_id, price_usd
        from quotes asof left join prices
            on prices.card_id = quotes.card_id and prices.sold_on < quotes.quoted_on""",
    "attack_words": """
        select card_id, split_part(trim(lower(attack_name)), ' ', 1) as word from cards""",
    "latest_scans": """
        select card_id, latest.lot_id, latest.hp, latest.scanned_at from (
            select card_id, max({scanned_at: scanned_at, lot_id: lot_id, hp: hp}) as latest
            from scans group by card_id
        ) order by card_id""",
    "read_parquet": "from '$parquet'",
    "read_csv": "from read_csv('$csv')",
}


def run(name: str, tables: Tables, connection: duckdb.DuckDBPyConnection) -> None:
    """Run one operation; its rows stand in the table `answer` afterwards."""
    query = Template(QUERIES[name]).substitute(parquet=tables.parquet, csv=tables.csv)
    connection.execute(f"create or replace temp table answer as {query}")
