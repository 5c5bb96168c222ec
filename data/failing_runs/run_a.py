"""Run a. Which of eleven types has a card? By its likeness to cards that are known."""

from sklearn.compose import make_column_transformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from cardshop.features import DEFAULT, chosen

COLUMNS = [one.name for one in chosen(DEFAULT)]
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
# gamma: how fast likeness fades with distance. C: what a wrong training card costs.
SETTINGS = {"gamma": 0.15, "C": 10.0}


def truth(cards):
    return cards["card_type"].to_numpy()


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer((StandardScaler(), numbers), (encoded, words))
    return make_pipeline(prepared, SVC(**settings))
