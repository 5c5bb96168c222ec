"""Wrong answers to the kata `data-test`."""

from __future__ import annotations

RIGHT = {}
BY_ROW = """
def broken_rows(sales, delivered_on):
    {prepare}
    counts = {{}}
    for one in sales["sale_id"]:
        counts[one] = counts.get(one, 0) + 1
    found = []
    for row, sale in enumerate(sales.iter_rows(named=True){start}):
        rules = {{
            "empty": {empty},
            "key": {key},
            "day": {day},
            "condition": {condition},
            "grade": {grade},
            "price": {price},
        }}
        found += {listed}
    return pl.DataFrame(found, schema={schema}, orient="row")
"""


def by_row(**changes):
    parts = {
        "prepare": "pass",
        "start": "",
        "empty": "any(sale[n] is None for n in sale if n not in ('grade', 'price_usd'))",
        "key": "sale['sale_id'] is not None and counts[sale['sale_id']] > 1",
        "day": "sale['sale_date'] is not None and sale['sale_date'] > delivered_on",
        "condition": "sale['condition'] not in (None, 'NM', 'LP', 'MP', 'HP', 'DMG')",
        "grade": "sale['grading_company'] is not None and "
        "(sale['grading_company'] == 'none') != (sale['grade'] is None)",
        "price": "sale['price_usd'] is not None and not 0.25 <= sale['price_usd'] <= 2000",
        "listed": "[(row, rule) for rule, broken in rules.items() if broken]",
        "schema": '{"row": pl.Int64, "rule": pl.String}',
    }
    return BY_ROW.format(**parts | changes)


FIVE = '["NM", "LP", "MP", "HP", "DMG"]'
POLARS = """
def broken_rows(sales, delivered_on):
    company, graded = pl.col("grading_company"), pl.col("grade").is_not_null()
    rules = {{
        "empty": {empty},
        "key": {key},
        "day": {day},
        "condition": {condition},
        "grade": {grade},
        "price": {price},
    }}
    return pl.concat(
        {numbered}.select("row", rule=pl.lit(rule))
        for rule, broken in rules.items()
    )
"""


def in_polars(**changes):
    parts = {
        "empty": 'pl.any_horizontal(pl.all().exclude("grade", "price_usd").is_null())',
        "key": 'pl.len().over("sale_id").gt(1) & pl.col("sale_id").is_not_null()',
        "day": 'pl.col("sale_date") > delivered_on',
        "condition": f'~pl.col("condition").is_in({FIVE})',
        "grade": '((company == "none") & graded) | ((company != "none") & ~graded)',
        "price": '(pl.col("price_usd") < 0.25) | (pl.col("price_usd") > 2000)',
        "numbered": 'sales.with_row_index("row").filter(broken)',
    }
    return POLARS.format(**parts | changes)


WRONG = {
    "data-test": {
        "two null ids are one shared key": (
            in_polars(key='pl.col("sale_id").is_duplicated()'),
            "for 'key', but sale_id null keeps that rule. That is a null.",
        ),
        "the first of a shared id is taken for sound": (
            in_polars(
                key='~pl.col("sale_id").is_first_distinct() & pl.col("sale_id").is_not_null()'
            ),
            "which of them do you list",
        ),
        "only neighbours share an id": (
            in_polars(
                key='(pl.col("sale_id") == pl.col("sale_id").shift())'
                ' | (pl.col("sale_id") == pl.col("sale_id").shift(-1))'
            ),
            "wherever they stand",
        ),
        "only whole rows are copies": (
            in_polars(
                key='pl.struct(sales.columns).is_duplicated() & pl.col("sale_id").is_not_null()'
            ),
            "does not list row 33 for 'key': sale_id 500",
        ),
        "a print is sold once": (
            by_row(key="sales['card_id'].to_list().count(sale['card_id']) > 1"),
            "Which other row has that very sale_id?",
        ),
        "id 0 counts as none": (
            by_row(empty="not all(sale[n] for n in sale if n not in ('grade', 'price_usd'))"),
            "Are 0 and an empty text null?",
        ),
        "a card without a grade is empty": (
            in_polars(empty='pl.any_horizontal(pl.exclude("price_usd").is_null())'),
            "Which two columns may be null?",
        ),
        "a sale without a price is empty": (
            in_polars(empty='pl.any_horizontal(pl.exclude("grade").is_null())'),
            "price_usd null keeps that rule. Which two columns may be null?",
        ),
        "only the key is never null": (
            in_polars(empty='pl.col("sale_id").is_null()'),
            "card_id null. Which five columns may never be null?",
        ),
        "every null is an entry": (
            by_row(
                empty="False",
                listed="[(row, rule) for rule, broken in rules.items() if broken] + "
                "[(row, 'empty') for n in sale if sale[n] is None and n not in "
                "('grade', 'price_usd')]",
            ),
            "How often does a row with two null cells break `empty`?",
        ),
        "the day of the delivery is late": (
            in_polars(day='pl.col("sale_date") >= delivered_on'),
            "sale_date 2024-03-08 keeps that rule. Is the day that the function was given late",
        ),
        "the day is read from the clock": (
            in_polars(day='pl.col("sale_date") > date.today()'),
            "the one that the function was given?",
        ),
        "the day is read from the data": (
            in_polars(day='pl.col("sale_date") > pl.col("sale_date").max()'),
            "With which day do you compare",
        ),
        "the day of the first delivery is written down": (
            in_polars(day='pl.col("sale_date") > date(2024, 3, 8)'),
            "sale_date 2025-11-20 keeps that rule",
        ),
        "an old sale is late": (
            in_polars(
                day='(delivered_on - pl.col("sale_date")).dt.total_days().is_between(0, 6).not_()'
            ),
            "Is any day too early?",
        ),
        "a null condition is none of the five": (
            in_polars(condition=f'~pl.col("condition").is_in({FIVE}).fill_null(False)'),
            "condition null keeps that rule. That is a null.",
        ),
        "conditions compared without case": (
            in_polars(condition=f'~pl.col("condition").str.to_uppercase().is_in({FIVE})'),
            "condition 'nm'. Do you compare the whole text",
        ),
        "conditions compared without spaces": (
            in_polars(condition=f'~pl.col("condition").str.strip_chars().is_in({FIVE})'),
            "condition 'NM '. Do you compare the whole text",
        ),
        "part of a condition is enough": (
            by_row(condition="(sale['condition'] or '') not in 'NM,LP,MP,HP,DMG'"),
            "condition 'M'. Do you compare the whole text",
        ),
        "a graded card needs a grade, and no more": (
            in_polars(grade='(company != "none") & ~graded'),
            "a grade too many, and one too few",
        ),
        "an ungraded card has no grade, and no more": (
            in_polars(grade='(company == "none") & graded'),
            "grading_company 'Apex', grade null. The rule has two sides",
        ),
        "only the companies one knows have grades": (
            in_polars(grade='company.is_in(["Apex", "Borealis", "Crown"]) != graded'),
            "grading_company 'Zeta', grade 7 keeps that rule. Does that company go with that grade",
        ),
        "a null company graded nothing": (
            by_row(grade="(sale['grading_company'] in (None, 'none')) != (sale['grade'] is None)"),
            "grading_company null, grade 9 keeps that rule. That is a null.",
        ),
        "a null company graded": (
            by_row(grade="(sale['grading_company'] == 'none') != (sale['grade'] is None)"),
            "grading_company null, grade null keeps that rule. That is a null.",
        ),
        "the ends are outside": (
            in_polars(price='~pl.col("price_usd").is_between(0.25, 2000, closed="none")'),
            "price_usd 0.25 keeps that rule. Are the two ends of the range sound?",
        ),
        "a missing price is below the range": (
            in_polars(price='pl.col("price_usd").fill_null(0).is_between(0.25, 2000).not_()'),
            "price_usd null keeps that rule. That is a null.",
        ),
        "a price of 0 counts as missing": (
            by_row(price="sale['price_usd'] and not 0.25 <= sale['price_usd'] <= 2000"),
            "price_usd 0.0. On which side of which end does that price lie? Is 0 the same as null?",
        ),
        "rows counted from one": (
            by_row(start=", 1"),
            "it lists row 41, but the rows are 0 to 40. What do you count",
        ),
        "rows counted after the filter": (
            in_polars(numbered='sales.filter(broken).with_row_index("row")'),
            "as many rows for each rule as break it, but other ones. At which moment",
        ),
        "rows with a null are dropped first": (
            by_row(prepare="sales = sales.drop_nulls(['sale_id', 'card_id'])"),
            "keeps that rule.",
        ),
        "only the first broken rule of a row": (
            by_row(listed="[(row, rule) for rule, broken in rules.items() if broken][:1]"),
            "May it stand in your answer twice?",
        ),
        "a row with a null is judged no further": (
            by_row(
                listed="[(row, 'empty')] if rules['empty'] else "
                "[(row, rule) for rule, broken in rules.items() if broken]"
            ),
            "does not list row 39 for 'price': price_usd -1.0. That row breaks two rules.",
        ),
        "no sales give no columns": (
            by_row(schema='["row", "rule"] if found else []'),
            "your frame lacks the column 'row'; it has no columns",
        ),
        "a rule misspelt": (
            in_polars().replace('"condition": ~', '"conditions": ~'),
            "it names the rule 'conditions'",
        ),
        "the id instead of the row": (
            in_polars(numbered='sales.filter(broken).with_columns(row="sale_id")'),
            "it lists row None",
        ),
        "the rows of a rule as a list": (
            """
def broken_rows(sales, delivered_on):
    return pl.DataFrame({"row": [[1, 25], [2, 9]], "rule": ["empty", "key"]})
""",
            "row is List(Int64) and rule is String; a number and a text are needed",
        ),
        "sales remembered between calls": (
            "SEEN = []\n"
            + by_row(prepare="SEEN.extend(sales['sale_id'])").replace(
                'for one in sales["sale_id"]', "for one in SEEN"
            ),
            "Which other row has that very sale_id?",
        ),
    }
}
