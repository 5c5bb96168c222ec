"""Run c. Which of eleven types has a card? From its body and its scan."""

from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

COLUMNS = [
    "base_hp", "base_attack", "base_defense", "base_speed", "height_m", "weight_kg", "hue_sin",
    "hue_cos", "scan_saturation", "body_color",
]  # fmt: skip
WORDS = ["body_color", "rarity", "language", "first_word", "era", "weakness", "resistance"]
SETTINGS = {"C": 1.0}


def truth(cards):
    return cards["card_type"].to_numpy()


def model(columns, settings):
    numbers = [name for name in columns if name not in WORDS]
    words = [name for name in columns if name in WORDS]
    encoded = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepared = make_column_transformer((StandardScaler(), numbers), (encoded, words))
    return make_pipeline(prepared, LogisticRegression(max_iter=400, **settings))
