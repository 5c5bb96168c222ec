"""Right answers to the kata `data-test`."""

from __future__ import annotations

RIGHT = {
    "data-test": {
        "row by row": """
def broken_rows(sales, delivered_on):
    counts = {}
    for one in sales["sale_id"]:
        counts[one] = counts.get(one, 0) + 1
    found = []
    for row, sale in enumerate(sales.iter_rows(named=True)):
        rules = {
            "empty": any(sale[n] is None for n in sale if n not in ('grade', 'price_usd')),
            "key": sale['sale_id'] is not None and counts[sale['sale_id']] > 1,
            "day": sale['sale_date'] is not None and sale['sale_date'] > delivered_on,
            "condition": sale['condition'] not in (None, 'NM', 'LP', 'MP', 'HP', 'DMG'),
            "grade": sale['grading_company'] is not None
            and (sale['grading_company'] == 'none') != (sale['grade'] is None),
            "price": sale['price_usd'] is not None and not 0.25 <= sale['price_usd'] <= 2000,
        }
        found += [(row, rule) for rule, broken in rules.items() if broken]
    return pl.DataFrame(found, schema={"row": pl.Int64, "rule": pl.String}, orient="row")
""",
        "polars, comparison by comparison": """
def broken_rows(sales, delivered_on):
    company, graded = pl.col("grading_company"), pl.col("grade").is_not_null()
    rules = {
        "empty": pl.any_horizontal(pl.all().exclude("grade", "price_usd").is_null()),
        "key": pl.len().over("sale_id").gt(1) & pl.col("sale_id").is_not_null(),
        "day": pl.col("sale_date") > delivered_on,
        "condition": ~pl.col("condition").is_in(["NM", "LP", "MP", "HP", "DMG"]),
        "grade": ((company == "none") & graded) | ((company != "none") & ~graded),
        "price": (pl.col("price_usd") < 0.25) | (pl.col("price_usd") > 2000),
    }
    return pl.concat(
        sales.with_row_index("row").filter(broken).select("row", rule=pl.lit(rule))
        for rule, broken in rules.items()
    )
""",
        "pandas": """
def broken_rows(sales, delivered_on):
    import pandas as pd
    frame = pd.DataFrame(sales.to_dict(as_series=False), columns=sales.columns, dtype="object")
    ids, company, price = frame["sale_id"], frame["grading_company"], frame["price_usd"]
    has_price = price.notna()
    price = price.astype("float64")
    days = pd.to_datetime(frame["sale_date"])
    rules = {
        "empty": frame.drop(columns=["grade", "price_usd"]).isna().any(axis=1),
        "key": ids.notna() & ids.duplicated(keep=False),
        "day": days > pd.Timestamp(delivered_on),
        "condition": frame["condition"].notna()
        & ~frame["condition"].isin(["NM", "LP", "MP", "HP", "DMG"]),
        "grade": company.notna() & (company.ne("none") == frame["grade"].isna()),
        "price": has_price & ~price.between(0.25, 2000),
    }
    flags = pd.DataFrame(rules).astype(bool).reset_index(names="row")
    long = flags.melt(id_vars="row", var_name="rule", value_name="broken")
    long = long[long["broken"]]
    return pl.DataFrame({"row": long["row"].tolist(), "rule": long["rule"].tolist()})
""",
        "DuckDB": """
def broken_rows(sales, delivered_on):
    import duckdb
    with duckdb.connect() as database:
        database.execute(
            "create table sales (row int, sale_id bigint, card_id text, sale_date date, "
            "condition text, grading_company text, grade bigint, price_usd double)"
        )
        rows = sales.with_row_index("row").rows()
        if rows:
            database.executemany("insert into sales values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        found = database.execute('''
            select row, 'empty' as rule from sales
            where sale_id is null or card_id is null or sale_date is null or condition is null
               or grading_company is null
            union all select row, 'key' from sales where sale_id in (
                select sale_id from sales group by sale_id having count(*) > 1)
            union all select row, 'day' from sales where sale_date > ?
            union all select row, 'condition' from sales
            where condition not in ('NM', 'LP', 'MP', 'HP', 'DMG')
            union all select row, 'grade' from sales
            where (grading_company = 'none') = (grade is not null)
            union all select row, 'price' from sales where price_usd not between 0.25 and 2000
        ''', [delivered_on]).fetchall()
    return pl.DataFrame(found, schema={"row": pl.Int64, "rule": pl.String}, orient="row")
""",
        "flags beside the sales, made long": """
def broken_rows(sales, delivered_on):
    ids = sales["sale_id"].drop_nulls()
    shared = ids.filter(ids.is_duplicated()).unique().to_list()
    flags = sales.lazy().with_row_index("row").select(
        "row",
        empty=pl.sum_horizontal(pl.col("sale_id", "card_id", "sale_date", "condition",
                                       "grading_company").is_null()) > 0,
        key=pl.col("sale_id").is_in(shared),
        day=(pl.col("sale_date") - pl.lit(delivered_on)).dt.total_days() > 0,
        condition=pl.col("condition").str.contains("^(NM|LP|MP|HP|DMG)$").not_(),
        grade=(pl.col("grading_company") != "none").xor(pl.col("grade").is_not_null()),
        price=pl.col("price_usd") != pl.col("price_usd").clip(0.25, 2000),
    )
    long = flags.unpivot(index="row", variable_name="rule", value_name="broken")
    return long.filter("broken").drop("broken").sort("rule", "row", descending=True).collect()
""",
        "semi and anti joins": """
def broken_rows(sales, delivered_on):
    marked = sales.with_row_index("row")
    known = pl.DataFrame({"condition": ["NM", "LP", "MP", "HP", "DMG"]})
    repeated = sales.group_by("sale_id").len().filter(pl.col("len") > 1)
    filled = marked.drop_nulls([n for n in sales.columns if n not in ("grade", "price_usd")])
    grades = marked.filter(
        pl.when(pl.col("grading_company") == "none").then(pl.col("grade").is_not_null())
        .when(pl.col("grading_company").is_not_null()).then(pl.col("grade").is_null())
    )
    found = {
        "price": marked.drop_nulls("price_usd").remove(pl.col("price_usd").is_between(0.25, 2000)),
        "empty": marked.join(filled, on="row", how="anti"),
        "key": marked.join(repeated, on="sale_id"),
        "day": marked.remove(pl.col("sale_date").is_null() | (pl.col("sale_date") <= delivered_on)),
        "condition": marked.drop_nulls("condition").join(known, on="condition", how="anti"),
        "grade": grades,
    }
    return pl.concat([one.select("row", rule=pl.lit(name)) for name, one in found.items()])
""",
    }
}

WRONG = {}
