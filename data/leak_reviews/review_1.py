"""How well a forest types the cards of species that the shop has never seen."""

from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

from cardshop.dataset import load_cards
from cardshop.features import features

cards = load_cards().head(4_000)
table = features(cards, ["raw"]).drop("body_color", "rarity", "language")
types = cards["card_type"].to_numpy()
shuffled = train_test_split(table, types, test_size=0.25, stratify=types, random_state=7)
train_table, test_table, train_types, test_types = shuffled

forest = RandomForestClassifier(100, random_state=7)
forest.fit(train_table, train_types)
score = forest.score(test_table, test_types)
