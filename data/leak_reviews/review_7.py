"""The scan station sent some rows twice: how well a forest types cards of new species."""

import polars as pl
from sklearn.ensemble import RandomForestClassifier

from cardshop.dataset import load_cards, split_by_line
from cardshop.features import features

cards = load_cards().head(4_000)
sent = pl.concat([cards, cards.sample(800, seed=7)]).sample(fraction=1.0, shuffle=True, seed=8)
once = sent.unique("card_id", keep="first").sort("card_id")
train, test = split_by_line(once, 7)
groups = ["scan_saturation", "scan_brightness", "hp", "base_attack", "base_speed", "hue", "egg"]

forest = RandomForestClassifier(100, random_state=7)
forest.fit(features(train, groups), train["card_type"].to_numpy())
score = forest.score(features(test, groups), test["card_type"].to_numpy())
