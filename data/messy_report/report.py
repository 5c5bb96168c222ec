# weekly prices for the Monday meeting -- ask Toni before you change anything
from datetime import date

import polars as pl

DEBUG = True
rows = []


def report(sales, market):
    global rows
    # sales = sales.drop_nulls()
    # sales = sales.filter(pl.col("language") == "en")
    sales.insert_column(sales.width, sales["sale_date"].dt.truncate("1w").alias("week"))
    df2 = sales.filter(pl.col("price_usd") > 0)
    p = pl.when(pl.col("price_usd") > 1000).then(pl.col("price_usd") / 100)
    df2 = df2.with_columns(p.otherwise(pl.col("price_usd")).alias("p"))
    print("sales:", df2.height)
    # graded cards
    a = df2.filter(pl.col("grading_company") != "none")
    last = None
    for w in sorted(set(a["week"].to_list())):
        x = a.filter(pl.col("week") == w)
        if x.height > 0:
            m = x["p"].median()
            try:
                i = market.filter(pl.col("week") == w)["index_graded"][0]
                r = round(m / i * 100, 2)
            except:
                i = None
                r = None
            c = None
            if last is not None:
                if r is not None:
                    c = round((r / last - 1) * 100, 1)
            rows.append((w, "graded", x.height, m, i, r, c, "few" if x.height < 5 else ""))
            last = r
    # old cards
    b = df2.filter(pl.col("grading_company") == "none")
    b = b.filter(pl.col("release_date") < date(2012, 1, 1))
    last = None
    for w in sorted(set(b["week"].to_list())):
        x = b.filter(pl.col("week") == w)
        if x.height > 0:
            m = x["p"].median()
            try:
                i = market.filter(pl.col("week") == w)["index_vintage"][0]
                r = round(m / i * 100, 2)
            except:
                i = None
                r = None
            c = None
            if last is not None:
                if r is not None:
                    c = round((r / last - 1) * 100, 1)
            rows.append((w, "vintage", x.height, m, i, r, c, "few" if x.height < 5 else ""))
            last = r
    # new cards
    b = df2.filter(pl.col("grading_company") == "none")
    b = b.filter(pl.col("release_date") > date(2012, 1, 1))
    last = None
    for w in sorted(set(b["week"].to_list())):
        x = b.filter(pl.col("week") == w)
        if x.height > 0:
            m = x["p"].median()
            try:
                i = market.filter(pl.col("week") == w)["index_modern"][0]
                r = round(m / i * 100, 2)
            except:
                i = None
                r = None
            c = None
            if last is not None:
                if r is not None:
                    c = round((r / last - 1) * 100, 1)
            rows.append((w, "modern", x.height, m, i, r, c, "few" if x.height < 5 else ""))
            last = r
    schema = {"week": pl.Date, "kind": pl.String, "sales": pl.Int64, "median_usd": pl.Float64}
    schema = schema | {"index": pl.Float64, "real_usd": pl.Float64, "change_pct": pl.Float64}
    out = pl.DataFrame(rows, schema=schema | {"note": pl.String}, orient="row")
    out = out.sort("week", "kind")
    if DEBUG:
        print(out.tail(3))
    # out.write_csv("report_final2.csv")
    return out
