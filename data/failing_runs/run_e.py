"""Run e. Is it a Grass card? Yes or no, so that Grass cards get a box of their own."""

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from cardshop.features import DEFAULT, chosen

COLUMNS = [one.name for one in chosen(DEFAULT)]
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
SETTINGS = {"C": 1.0, "class_weight": None}


def truth(cards):
    return np.where(cards["card_type"] == "Grass", "yes", "no")


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer((StandardScaler(), numbers), (encoded, words))
    return make_pipeline(prepared, LogisticRegression(max_iter=400, **settings))
