"""Right and wrong answers to 3.3: what the check of settings within budgets is tested with."""

from __future__ import annotations


def saying(model: str, **options: float) -> str:
    """An answer with these settings."""
    told = {"model": model, "options": options} if options else {"model": model}
    return f"\ndef tuned():\n    return {told!r}\n"


RIGHT = {
    "3.3": {
        "fewer, shallow trees": saying(
            "xgboost", n_estimators=60, max_depth=2, learning_rate=0.3, colsample_bytree=0.5
        ),
        "half the columns a tree": saying(
            "xgboost", n_estimators=60, max_depth=3, colsample_bytree=0.5
        ),
        "default steps, few shallow trees": saying("xgboost", n_estimators=90, max_depth=2),
        "whole numbers of numpy": """
def tuned():
    rounds = np.arange(30, 92)[-1]
    return {"model": "xgboost", "options": {"n_estimators": rounds, "max_depth": np.int64(2)}}
""",
        "built from a table of tries": """
TRIES = {(30, 3): 0.81, (80, 2): 0.77, (90, 2): 0.76}

def tuned():
    rounds, depth = min(TRIES, key=TRIES.get)
    return dict(model="xgboost", options=dict(n_estimators=rounds, max_depth=depth, learning_rate=0.25))
""",
    },
}
WRONG = {
    "3.3": {
        "the default logistic regression": (
            saying("logistic"),
            "A line is drawn between the types",
        ),
        "logistic regression at its best": (
            saying("logistic", C=0.2),
            "A line is drawn between the types",
        ),
        "the default forest": (
            saying("forest"),
            "One card costs 3.40 times a logistic regression's; 3 is the budget",
        ),
        "a small forest": (
            saying("forest", n_estimators=50),
            "Which of a forest's settings makes its shares less extreme",
        ),
        "the default network": (saying("network"), "A fit counts 387 ms; 300 is the budget"),
        "the default trees": (saying("xgboost"), "A fit counts 980 ms; 300 is the budget"),
        "one level too many": (
            saying("xgboost", n_estimators=92, max_depth=2, learning_rate=0.2),
            "A fit counts 301 ms",
        ),
        "deep trees, few of them": (
            saying("xgboost", n_estimators=20, max_depth=8),
            "Is it too simple or too complex",
        ),
        "good on one's own cards": (
            saying("xgboost", n_estimators=90, max_depth=2, learning_rate=0.3),
            "xgboost keeps to both budgets, but on the judge's 2,000 cards its mean log loss is 0.8",
        ),
        "good on one's own cards, and deeper": (
            saying("xgboost", n_estimators=60, max_depth=3, learning_rate=0.3),
            "(other lines than yours: what did it score there?)",
        ),
        "steps too small for so few rounds": (
            saying("xgboost", n_estimators=91, max_depth=2, learning_rate=0.01),
            "Is it too simple or too complex",
        ),
        "an option of another model": (
            saying("xgboost", C=0.2),
            "No such settings: ",
        ),
        "a model that is not there": (saying("lightgbm"), "Which names and ranges"),
        "options beside the model": (
            "\ndef tuned():\n    return {'model': 'xgboost', 'n_estimators': 60, 'max_depth': 2}\n",
            "['max_depth', 'model', 'n_estimators']; model and",
        ),
        "other features": (
            "\ndef tuned():\n    return {'model': 'xgboost', 'groups': ('raw',)}\n",
            "Features and splits are the same for all here",
        ),
        "an option that is no text": (
            "\ndef tuned():\n    return {'model': 'xgboost', 'options': {1: 2}}\n",
            "option 1 of xgboost is no text",
        ),
        "text for a number": (
            "\ndef tuned():\n    return {'model': 'xgboost', 'options': {'max_depth': '2'}}\n",
            "No such settings: ",
        ),
        "only the name": (
            "\ndef tuned():\n    return 'xgboost'\n",
            "a dict is needed",
        ),
    },
}
