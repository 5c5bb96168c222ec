"""Run f. Which of eleven types has a card? From all features of the shop."""

from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from cardshop.features import DEFAULT, chosen

COLUMNS = [one.name for one in chosen(DEFAULT)]
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
# C: the smaller, the nearer to zero all coefficients are held.
SETTINGS = {"C": 0.0003}


def truth(cards):
    return cards["card_type"].to_numpy()


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer((StandardScaler(), numbers), (encoded, words))
    return make_pipeline(prepared, LogisticRegression(max_iter=400, **settings))
