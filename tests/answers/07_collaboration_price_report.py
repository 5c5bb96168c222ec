"""Right and wrong answers to 7.2: reports that keep every number, and reports that move one."""

from __future__ import annotations

from cardshop.dataset import DATA

IN_STEPS = """
FEW_SALES = 5
MOST_USD = 1000


def _priced(sales):
    usd = pl.col("price_usd")
    whole = pl.when(usd > MOST_USD).then(usd / 100).otherwise(usd)
    return sales.filter(usd > 0).with_columns(price_usd=whole)


def _kind():
    new_cards = pl.date(2012, 1, 1)
    return (
        pl.when(pl.col("grading_company") != "none")
        .then(pl.lit("graded"))
        .when(pl.col("release_date") < new_cards)
        .then(pl.lit("vintage"))
        .when(pl.col("release_date") > new_cards)
        .then(pl.lit("modern"))
    )


def _indices(market):
    columns = ["index_graded", "index_modern", "index_vintage"]
    long = market.unpivot(columns, index="week", variable_name="kind", value_name="index")
    return long.with_columns(pl.col("kind").str.strip_prefix("index_"))


def price_report(sales, market):
    priced = _priced(sales).with_columns(kind=_kind(), week=pl.col("sale_date").dt.truncate("1w"))
    weekly = (
        priced.drop_nulls("kind")
        .group_by("week", "kind")
        .agg(sales=pl.len(), median_usd=pl.median("price_usd"))
        .join(_indices(market), on=["week", "kind"], how="left")
        .sort("week", "kind")
    )
    real = (pl.col("median_usd") / pl.col("index") * 100).round(2)
    before = pl.col("real_usd").shift(1).over("kind")
    few = pl.when(pl.col("sales") < FEW_SALES).then(pl.lit("few")).otherwise(pl.lit(""))
    return weekly.with_columns(real_usd=real).with_columns(
        change_pct=((pl.col("real_usd") / before - 1) * 100).round(1), note=few
    )
"""
BY_HAND = '''
import statistics
from datetime import date, timedelta

CUT, FEW, CENTS_FROM = date(2012, 1, 1), 5, 1000
COLUMNS = {
    "week": pl.Date, "kind": pl.String, "sales": pl.Int64, "median_usd": pl.Float64,
    "index": pl.Float64, "real_usd": pl.Float64, "change_pct": pl.Float64, "note": pl.String,
}


def kind_of(sale):
    """graded, vintage, modern, or None for an ungraded card of the day itself."""
    if sale["grading_company"] != "none":
        return "graded"
    if sale["release_date"] == CUT:
        return None
    return "vintage" if sale["release_date"] < CUT else "modern"


def grouped(sales):
    """Prices by (kind, week)."""
    found = {}
    for sale in sales.iter_rows(named=True):
        price, kind = sale["price_usd"], kind_of(sale)
        if price is None or price <= 0 or kind is None:
            continue
        monday = sale["sale_date"] - timedelta(days=sale["sale_date"].weekday())
        found.setdefault((kind, monday), []).append(price / 100 if price > CENTS_FROM else price)
    return found


def change(real, before):
    """Per cent since the row before; None where one of the two is missing."""
    return None if real is None or before is None else round((real / before - 1) * 100, 1)


def price_report(sales, market):
    indices = {row["week"]: row for row in market.iter_rows(named=True)}
    made, before = [], {}
    for (kind, week), prices in sorted(grouped(sales).items()):
        median = statistics.median(prices)
        index = indices.get(week, {}).get(f"index_{kind}")
        real = None if index is None else round(median / index * 100, 2)
        note = "few" if len(prices) < FEW else ""
        made.append((week, kind, len(prices), median, index, real, change(real, before.get(kind)), note))
        before[kind] = real
    return pl.DataFrame(made, schema=COLUMNS, orient="row").sort("week", "kind")
'''
IN_PANDAS = '''
import pandas as pd

BOUNDARY = pd.Timestamp(2012, 1, 1)


def as_pandas(frame):
    """The same table in pandas; missing prices and indices are NaN."""
    return pd.DataFrame(frame.to_dict(as_series=False))


def with_kind(sales):
    """Sales of the three kinds; ungraded cards of the boundary itself are in none, as ever."""
    released = pd.to_datetime(sales["release_date"])
    graded = sales["grading_company"] != "none"
    kind = pd.Series(None, index=sales.index, dtype=object)
    kind[released < BOUNDARY] = "vintage"
    kind[released > BOUNDARY] = "modern"
    kind[graded] = "graded"
    return sales.assign(kind=kind).dropna(subset=["kind"])


def medians(sales):
    """A row a week and kind."""
    good = sales[pd.to_numeric(sales["price_usd"]) > 0]
    price = pd.to_numeric(good["price_usd"])
    days = pd.to_datetime(good["sale_date"])
    week = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    good = good.assign(week=week, p=price.where(price <= 1000, price / 100))
    named = good.groupby(["week", "kind"])["p"].agg(["size", "median"]).reset_index()
    return named.rename(columns={"size": "sales", "median": "median_usd"})


def to_polars(report):
    """The report as the meeting reads it, NaN as null."""
    order = ["week", "kind", "sales", "median_usd", "index", "real_usd", "change_pct", "note"]
    kinds = [pl.Date, pl.String, pl.Int64, *[pl.Float64] * 4, pl.String]
    dates = pd.to_datetime(report["week"])
    columns = {name: [None if pd.isna(one) else one for one in report[name]] for name in order[1:]}
    columns = {"week": [one.date() for one in dates], **columns}
    return pl.DataFrame(columns, schema=dict(zip(order, kinds)), strict=False)


def price_report(sales, market):
    report = medians(with_kind(as_pandas(sales)))
    long = as_pandas(market).melt("week", var_name="kind", value_name="index")
    long["kind"] = long["kind"].str.replace("index_", "", regex=False)
    long["week"] = pd.to_datetime(long["week"])
    report["week"] = pd.to_datetime(report["week"])
    report = report.merge(long, on=["week", "kind"], how="left").sort_values(["week", "kind"])
    report["real_usd"] = (report["median_usd"] / pd.to_numeric(report["index"]) * 100).round(2)
    before = report.groupby("kind")["real_usd"].shift(1)
    report["change_pct"] = ((report["real_usd"] / before - 1) * 100).round(1)
    report["note"] = report["sales"].lt(5).map({True: "few", False: ""})
    return to_polars(report)
'''


def changed(old: str, new: str, source: str = IN_STEPS) -> str:
    """A right answer with one thing changed."""
    if source.count(old) != 1:
        message = f"{old!r} stands {source.count(old)} times."
        raise ValueError(message)
    return source.replace(old, new)


IN_ONE = """
def price_report(sales, market):
    usd, released, new_cards = pl.col("price_usd"), pl.col("release_date"), pl.date(2012, 1, 1)
    long = pl.concat(
        market.select("week", kind=pl.lit(kind), index=f"index_{kind}")
        for kind in ("graded", "vintage", "modern")
    )
    return (
        sales.lazy()
        .filter(usd > 0)
        .select(
            week=pl.col("sale_date") - pl.duration(days=pl.col("sale_date").dt.weekday() - 1),
            kind=pl.when(pl.col("grading_company") != "none")
            .then(pl.lit("graded"))
            .when(released != new_cards)
            .then(pl.when(released < new_cards).then(pl.lit("vintage")).otherwise(pl.lit("modern"))),
            usd=pl.when(usd <= 1000).then(usd).otherwise(usd / 100),
        )
        .filter(pl.col("kind").is_not_null())
        .group_by("kind", "week")
        .agg(sales=pl.len(), median_usd=pl.col("usd").median())
        .join(long.lazy(), on=["kind", "week"], how="left")
        .sort("kind", "week")
        .with_columns(real_usd=(100 * pl.col("median_usd") / pl.col("index")).round(2))
        .with_columns(
            change_pct=(100 * pl.col("real_usd").pct_change().over("kind")).round(1),
            note=pl.when(pl.col("sales") >= 5).then(pl.lit("")).otherwise(pl.lit("few")),
        )
        .sort("week", "kind")
        .collect()
    )
"""
BY_KIND = '''
from datetime import date

AGE_BOUNDARY = date(2012, 1, 1)
SLAB = pl.col("grading_company") != "none"
# Strict on both sides: an ungraded card of that very day is in no kind. Kept; to be mended apart.
KINDS = {
    "graded": SLAB,
    "modern": ~SLAB & (pl.col("release_date") > AGE_BOUNDARY),
    "vintage": ~SLAB & (pl.col("release_date") < AGE_BOUNDARY),
}


class Weeks:
    """The weeks of one kind of card."""

    def __init__(self, sales, kind):
        """Keep the sales of this kind."""
        self.kind, self.sales = kind, sales.filter(KINDS[kind])

    def report(self, market):
        """A row a week in which something was sold."""
        index = market.select("week", index=pl.col(f"index_{self.kind}"))
        weeks = self.sales.group_by("week").agg(sales=pl.len(), median_usd=pl.median("usd"))
        weeks = weeks.join(index, on="week", how="left").sort("week")
        weeks = weeks.with_columns(
            kind=pl.lit(self.kind), real_usd=(pl.col.median_usd / pl.col.index * 100).round(2)
        )
        return weeks.with_columns(
            change_pct=((pl.col.real_usd / pl.col.real_usd.shift() - 1) * 100).round(1),
            note=pl.when(pl.col.sales < 5).then(pl.lit("few")).otherwise(pl.lit("")),
        )


def price_report(sales, market):
    usd = pl.col("price_usd")
    priced = sales.filter(usd > 0).with_columns(
        usd=pl.when(usd > 1000).then(usd / 100).otherwise(usd),
        week=pl.col("sale_date").dt.truncate("1w"),
    )
    return pl.concat(Weeks(priced, kind).report(market) for kind in KINDS).sort("week", "kind")
'''
THREE_BLOCKS = """
CUT, FEW, CENTS_FROM = pl.date(2012, 1, 1), 5, 1000


def price_report(sales, market):
    usd = pl.col("price_usd")
    priced = sales.filter(usd > 0).with_columns(
        p=pl.when(usd > CENTS_FROM).then(usd / 100).otherwise(usd),
        week=pl.col("sale_date").dt.truncate("1w"),
    )
    plain = priced.filter(pl.col("grading_company") == "none")
    graded = (
        priced.filter(pl.col("grading_company") != "none")
        .group_by("week").agg(sales=pl.len(), median_usd=pl.median("p"))
        .join(market.select("week", index="index_graded"), on="week", how="left").sort("week")
        .with_columns(kind=pl.lit("graded"), real_usd=(pl.col("median_usd") / pl.col("index") * 100).round(2))
    )
    vintage = (
        plain.filter(pl.col("release_date") < CUT)
        .group_by("week").agg(sales=pl.len(), median_usd=pl.median("p"))
        .join(market.select("week", index="index_vintage"), on="week", how="left").sort("week")
        .with_columns(kind=pl.lit("vintage"), real_usd=(pl.col("median_usd") / pl.col("index") * 100).round(2))
    )
    modern = (
        plain.filter(pl.col("release_date") > CUT)
        .group_by("week").agg(sales=pl.len(), median_usd=pl.median("p"))
        .join(market.select("week", index="index_modern"), on="week", how="left").sort("week")
        .with_columns(kind=pl.lit("modern"), real_usd=(pl.col("median_usd") / pl.col("index") * 100).round(2))
    )
    real = pl.col("real_usd")
    return pl.concat([graded, modern, vintage]).with_columns(
        change_pct=((real / real.shift(1).over("kind", order_by="week") - 1) * 100).round(1),
        note=pl.when(pl.col("sales") < FEW).then(pl.lit("few")).otherwise(pl.lit("")),
    ).sort("week", "kind")
"""
AS_IT_STANDS = "def price_report(sales, market):\n    sales, rows = sales.clone(), []\n" + "".join(
    line
    for line in (DATA / "messy_report" / "report.py")
    .read_text("utf-8")
    .splitlines(keepends=True)[10:]
    if not any(word in line for word in ("print", "DEBUG", "global"))
).replace("date(2012, 1, 1)", "pl.date(2012, 1, 1)").replace(
    "except:", "except (IndexError, TypeError):"
)
RIGHT = {
    "7.2": {
        "in steps": IN_STEPS,
        "by hand": BY_HAND,
        "in pandas": IN_PANDAS,
        "in one": IN_ONE,
        "a class a kind": BY_KIND,
    }
}
ANEW = """
import contextlib
import io
import runpy

from cardshop.dataset import DATA


def price_report(sales, market):
    with contextlib.redirect_stdout(io.StringIO()):
        script = runpy.run_path(str(DATA / "messy_report" / "report.py"))
        return script["report"](sales.clone(), market.clone())
"""
WRONG = {
    "7.2": {
        "the lost day is mended on the way": (
            changed(
                '.when(pl.col("release_date") > new_cards)\n        .then(pl.lit("modern"))',
                '.otherwise(pl.lit("modern"))',
            ),
            "a fault that you find gets a change of its own",
        ),
        "the lost day is counted with the old cards": (
            changed("< new_cards", "<= new_cards"),
            "cards released on the days around 2012-01-01",
        ),
        "a price of 1,000 is taken for cents": (
            changed("usd > MOST_USD", "usd >= MOST_USD"),
            "From which price on does report.py take a price for cents?",
        ),
        "free cards are sales": (
            changed("usd > 0", "usd >= 0"),
            "prices that are missing, -1 or 0",
        ),
        "missing prices are counted": (
            changed("sales.filter(usd > 0)", "sales.filter((usd > 0).fill_null(True))"),
            "prices that are missing, -1 or 0",
        ),
        "five sales are few": (
            changed("< FEW_SALES", "<= FEW_SALES"),
            "Below how many is few?",
        ),
        "empty weeks are filled in": (
            changed(
                '        .sort("week", "kind")\n    )\n    real',
                '        .sort("week", "kind")\n    )\n    filled = weekly.upsample('
                '"week", every="1w", group_by="kind")\n    weekly = filled.with_columns('
                'pl.col("kind").forward_fill(), pl.col("sales").fill_null(0)).'
                'sort("week", "kind")\n    real',
            ),
            "With which earlier row does report.py compare a week?",
        ),
        "weeks without an index are dropped": (
            changed('how="left"', 'how="inner"'),
            "market without an index of some weeks: there are 9 rows, expected 12",
        ),
        "the last known index is carried on": (
            changed(
                "long.with_columns(",
                'long.with_columns(pl.col("index").forward_fill().over("kind"), ',
            ),
            "What stands in index, real_usd and change_pct of that week",
        ),
        "compared with the last known price": (
            changed(".shift(1).over", ".forward_fill().shift(1).over"),
            "and of the next one?",
        ),
        "compared across kinds": (
            changed('.over("kind")', ""),
            "For plain sales: row 1",
        ),
        "rounded at the end": (
            changed(
                '(pl.col("median_usd") / pl.col("index") * 100).round(2)',
                'pl.col("median_usd") / pl.col("index") * 100',
            ).replace(
                'change_pct=((pl.col("real_usd") / before - 1) * 100).round(1), note=few\n    )',
                'change_pct=((pl.col("real_usd") / before - 1) * 100).round(1), note=few\n    )'
                '.with_columns(pl.col("real_usd").round(2))',
            ),
            "change_pct is",
        ),
        "the mean for the median": (changed("pl.median(", "pl.mean("), "median_usd is"),
        "alike sales are dropped": (
            changed("_priced(sales).with_columns", "_priced(sales.unique()).with_columns"),
            "Does report.py look for rows that are alike?",
        ),
        "sorted by kind": (
            changed('        .sort("week", "kind")\n', '        .sort("kind", "week")\n'),
            "For plain sales: row 1",
        ),
        "weeks begin on Sunday": (
            changed(
                'pl.col("sale_date").dt.truncate("1w")',
                'pl.col("sale_date").dt.offset_by("1d").dt.truncate("1w")',
            ),
            "On which day does a week of report.py begin?",
        ),
        "the report remembers its first call": (
            changed(
                "def price_report(sales, market):\n",
                "SEEN = []\n\n\ndef price_report(sales, market):\n    SEEN.append(sales)\n"
                "    sales = pl.concat(SEEN)\n",
            ),
            "What does your code remember of the first call?",
        ),
        "the sales are changed": (
            changed(
                "def price_report(sales, market):\n",
                "def price_report(sales, market):\n    sales.insert_column(0, "
                'sales["sale_id"].alias("row"))\n',
            ),
            "changed the argument it was given",
        ),
        "it prints as the script does": (
            changed(
                "    priced = _priced(sales)",
                "    print(sales.height)\n    priced = _priced(sales)",
            ),
            "price_report prints",
        ),
        "the script under another name": (AS_IT_STANDS, "lines of code; 40 are allowed"),
        "one block three times": (THREE_BLOCKS, "What differs between them?"),
        "everything is a parameter": (
            changed(
                "def _priced(sales):",
                "def _priced(sales, few=5, most=1000, cents=100, kinds=(), label='few'):",
            ),
            "_priced has 6 parameters; 4 are allowed",
        ),
        "a condition in a condition in a loop in a loop": (
            changed(
                "    for sale in sales.iter_rows(named=True):\n        price, kind = "
                'sale["price_usd"], kind_of(sale)\n        if price is None or price <= 0 or kind is '
                'None:\n            continue\n        monday = sale["sale_date"] - '
                'timedelta(days=sale["sale_date"].weekday())\n        found.setdefault((kind, monday), '
                "[]).append(price / 100 if price > CENTS_FROM else price)\n",
                "    for wanted in ('graded', 'modern', 'vintage'):\n        for sale in "
                "sales.iter_rows(named=True):\n            price = sale['price_usd']\n            if "
                "kind_of(sale) == wanted:\n                if price is not None and price > 0:\n"
                "                    monday = sale['sale_date'] - timedelta(days=sale['sale_date']"
                ".weekday())\n                    found.setdefault((wanted, monday), []).append("
                "price / 100 if price > CENTS_FROM else price)\n",
                BY_HAND,
            ),
            "grouped has 4 levels of loops and conditions; 3 are allowed",
        ),
        "the same year in two places": (
            changed("> new_cards", "> pl.date(2012, 1, 1)"),
            "The number 2012 stands in 2 places",
        ),
        "the script runs as before": (
            ANEW,
            "It runs report.py. What is left of your report when that file is deleted?",
        ),
        "a helper that nobody explains": (
            IN_STEPS.replace("_priced", "priced_sales"),
            "priced_sales has no docstring",
        ),
        "an except that takes everything": (
            changed(
                '    long = market.unpivot(columns, index="week", variable_name="kind", '
                'value_name="index")\n',
                "    try:\n        long = market.unpivot(columns, index='week', variable_name='kind', "
                "value_name='index')\n    except:\n        long = market.head(0)\n",
            ),
            "_indices has an except that names no error",
        ),
    }
}
