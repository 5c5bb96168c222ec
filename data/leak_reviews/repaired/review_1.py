"""How well a forest types the cards of species that the shop has never seen."""

from sklearn.ensemble import RandomForestClassifier

from cardshop.dataset import load_cards
from cardshop.features import features
from cardshop.training import by_line

cards = load_cards().head(4_000)
table = features(cards, ["raw"]).drop("body_color", "rarity", "language")
types = cards["card_type"].to_numpy()
(split,) = by_line(cards, 1, seed=7)
train_table, test_table = table[split.train], table[split.test]
train_types, test_types = types[split.train], types[split.test]

forest = RandomForestClassifier(100, random_state=7)
forest.fit(train_table, train_types)
score = forest.score(test_table, test_types)
