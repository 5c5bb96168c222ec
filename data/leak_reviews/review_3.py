"""A tree that types a card at the gate, from the words and marks that the catalogue has on it."""

from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeClassifier

from cardshop.dataset import load_cards, split_by_line

cards = load_cards().head(4_000)
train, test = split_by_line(cards, 7)
inputs = ["body_color", "rarity", "language", "weakness", "is_holo", "retreat_cost"]

encoder = OneHotEncoder(handle_unknown="ignore")
tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=7)
model = make_pipeline(encoder, tree)
model.fit(train.select(inputs), train["card_type"].to_numpy())
score = model.score(test.select(inputs), test["card_type"].to_numpy())
