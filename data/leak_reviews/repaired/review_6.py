"""Whether a card of a new species is Water: a thousand species as one number each."""

import polars as pl
from sklearn.ensemble import RandomForestClassifier

from cardshop.dataset import load_cards, split_by_line

is_water = (pl.col("card_type") == "Water").alias("is_water")
cards = load_cards().head(4_000).with_columns(is_water)
train, test = split_by_line(cards, 7)
by_species = train.group_by("species").agg(water_share=pl.col("is_water").mean())
train = train.join(by_species, on="species", how="left", maintain_order="left")
test = test.join(by_species, on="species", how="left", maintain_order="left")

inputs = ["water_share", "base_attack", "base_speed", "scan_saturation", "scan_brightness"]
forest = RandomForestClassifier(100, min_samples_leaf=5, random_state=7)
forest.fit(train.select(inputs), train["is_water"].to_numpy())
score = forest.score(test.select(inputs).fill_null(0.0), test["is_water"].to_numpy())
