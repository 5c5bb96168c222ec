"""Each morning the desk quotes prices from the last price of the species that is known by then."""

import polars as pl
from sklearn.linear_model import LinearRegression

from cardshop.dataset import load_sales, split_by_time

paid = load_sales().filter(pl.col("price_usd") > 0)
paid = paid.with_columns(log_price=pl.col("price_usd").log()).sort("sale_date")
known = paid.select("species", "sale_date", last_price="log_price")
quotes = paid.join_asof(
    known, on="sale_date", by="species", check_sortedness=False, allow_exact_matches=False
)
quotes = quotes.drop_nulls("last_price")
train, test = split_by_time(quotes, "sale_date")

model = LinearRegression()
model.fit(train.select("last_price"), train["log_price"].to_numpy())
score = model.score(test.select("last_price"), test["log_price"].to_numpy())
