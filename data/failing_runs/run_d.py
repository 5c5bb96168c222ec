"""Run d. Which of eleven types has a card? A tree asks about all that its table says."""

from sklearn.compose import make_column_transformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeClassifier

from cardshop.features import DEFAULT, chosen

COLUMNS = [*(one.name for one in chosen(DEFAULT)), "weakness", "resistance"]
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
# min_samples_leaf: so many training cards at least stand behind an answer.
SETTINGS = {"max_depth": None, "min_samples_leaf": 5}


def truth(cards):
    return cards["card_type"].to_numpy()


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer(("passthrough", numbers), (encoded, words))
    return make_pipeline(prepared, DecisionTreeClassifier(random_state=0, **settings))
