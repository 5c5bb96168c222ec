"""Run b. Is it a Metal card? Yes or no, so that Metal cards get a box of their own."""

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

COLUMNS = ["base_defense", "weight_kg", "scan_saturation"]
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
# C: the smaller, the nearer to zero. class_weight: None counts every card alike.
SETTINGS = {"C": 1.0, "class_weight": None}


def truth(cards):
    return np.where(cards["card_type"] == "Metal", "yes", "no")


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer((StandardScaler(), numbers), (encoded, words))
    return make_pipeline(prepared, LogisticRegression(max_iter=400, **settings))
