"""Whether a card is Water, by the first word of its attack: one number, not 52 columns."""

import polars as pl
from sklearn.linear_model import LogisticRegression

from cardshop.dataset import load_cards, split_by_line

is_water = (pl.col("card_type") == "Water").alias("is_water")
word = pl.col("attack_name").str.extract(r"(\S+)").alias("word")
cards = load_cards().head(4_000).with_columns(is_water, word)
train, test = split_by_line(cards, 7)
share = train["is_water"].mean()
by_word = train.group_by("word").agg(water_share=pl.col("is_water").mean())
train = train.join(by_word, on="word", how="left", maintain_order="left")
test = test.join(by_word, on="word", how="left", maintain_order="left").fill_null(share)

model = LogisticRegression()
model.fit(train.select("water_share"), train["is_water"].to_numpy())
score = model.score(test.select("water_share"), test["is_water"].to_numpy())
