"""Right and wrong answers to 5.2: what the check of the fast handler is tested with."""

from __future__ import annotations

PANDAS = """
def fast_answers(requests, model_path):
    session = onnxruntime.InferenceSession(model_path)
    kinds = {name: "float" for name in practice_inputs()} | {"egg_groups": "str"}
    found = []
    for cards in requests:
        if len(cards) == 0:
            found += [[]]
            continue
        frame = pd.DataFrame(cards)[list(kinds)].astype(kinds)
        numbers = features(frame, practice_features()).to_numpy(dtype=np.float32)
        types, shares = session.run(None, {"numbers": numbers})
        found.append(
            [{"confidence": float(p.max()), "card_type": t} for t, p in zip(types, shares)]
        )
    return found
"""
ALL_AT_ONCE = """
from functools import lru_cache

@lru_cache
def session_of(path):
    return onnxruntime.InferenceSession(path)

def fast_answers(requests, model_path):
    waiting = [card for cards in requests for card in cards]
    columns = {name: [card[name] for card in waiting] for name in practice_inputs()}
    frame = pl.DataFrame(columns, strict=False)
    frame = frame.with_columns(pl.col("egg_groups").cast(pl.String), pl.exclude("egg_groups").cast(float))
    numbers = features(frame, practice_features()).cast(pl.Float32).to_numpy()
    kinds, shares = session_of(model_path).run(["label", "probabilities"], {"numbers": numbers})
    given = iter(list(zip(kinds, shares.max(1).tolist())))
    return [[dict(zip(("card_type", "confidence"), next(given))) for _ in cards] for cards in requests]
"""
OF_DICTS = """
def fast_answers(requests, model_path):
    session, answers = onnxruntime.InferenceSession(model_path), []
    for cards in requests:
        kinds = {name: pl.String if name == "egg_groups" else pl.Float64 for name in practice_inputs()}
        frame = pl.from_dicts(cards, schema=kinds, strict=False) if cards else pl.DataFrame(schema=kinds)
        if frame.is_empty():
            answers.append([])
        else:
            fed = features(frame, practice_features()).to_numpy().astype("float32")
            label, shares = session.run(None, {"numbers": fed})
            answer = pl.DataFrame({"card_type": label.tolist(), "confidence": shares.max(axis=1)})
            answers.append(answer.to_dicts())
    return answers
"""
BY_HAND = """
import math

def numbers_of(card, names):
    made = {name: math.nan if card[name] is None else float(card[name]) for name in card if name in set(names)}
    turn = card["scan_hue_deg"]
    made["hue_sin"] = math.nan if turn is None else math.sin(math.radians(turn))
    made["hue_cos"] = math.nan if turn is None else math.cos(math.radians(turn))
    for group in (card["egg_groups"] or "").split("|"):
        made["egg_" + group.lower().replace(" ", "_").replace("-", "_")] = 1.0
    return [made.get(name, 0.0) for name in names]

def fast_answers(requests, model_path):
    session, names = onnxruntime.InferenceSession(model_path), practice_features()
    answers = []
    for cards in requests:
        rows = [numbers_of(card, names) for card in cards]
        types, shares = session.run(None, {"numbers": np.array(rows, np.float32)}) if rows else ([], [])
        answers.append([{"card_type": t, "confidence": float(max(p))} for t, p in zip(types, shares)])
    return answers
"""
NO_BRANCH = """
def fast_answers(requests, model_path):
    session = onnxruntime.InferenceSession(model_path)
    kinds = {name: pl.Float64 for name in practice_inputs()} | {"egg_groups": pl.String}
    answers = []
    for cards in requests:
        rows = [{name: card[name] for name in kinds} for card in cards]
        frame = pl.DataFrame(rows, schema=kinds, strict=False)
        types, shares = session.run(
            None, {"numbers": features(frame, practice_features()).to_numpy().astype(np.float32)}
        )
        answers.append(
            [{"card_type": str(t), "confidence": float(p)} for t, p in zip(types, shares.max(axis=1))]
        )
    return answers
"""
RIGHT = {
    "5.2": {
        "an empty tray asks the model, too": NO_BRANCH,
        "pandas, by whole trays": PANDAS,
        "all trays in one call, the model kept": ALL_AT_ONCE,
        "polars from dicts": OF_DICTS,
        "the features in plain Python": BY_HAND,
    }
}
SHORT = """
def fast_answers(requests, model_path):
    session = onnxruntime.InferenceSession(model_path)
    kinds = {name: pl.Float64 for name in practice_inputs()} | {"egg_groups": pl.String}
    answers = []
    for cards in requests:
        if not cards:
            answers.append([])
            continue
        frame = pl.DataFrame({key: [one[key] for one in cards] for key in kinds}, schema=kinds)
        numbers = features(frame, practice_features()).to_numpy().astype(np.float32)
        types, shares = session.run(None, {"numbers": numbers})
        pairs = zip(types.tolist(), shares.max(axis=1).tolist())
        answers.append([{"card_type": kind, "confidence": share} for kind, share in pairs])
    return answers
"""


def but(old: str, new: str) -> str:
    """The short answer with one slip."""
    assert old in SHORT
    return SHORT.replace(old, new)


SLOW = """
def fast_answers(requests, model_path):
    return slow_answers(requests, model_path)
"""
WRONG = {
    "5.2": {
        "the slow handler again": (SLOW, "the model was loaded 5 times"),
        "the model for each request": (
            but(
                "        types, shares",
                "        session = onnxruntime.InferenceSession(model_path)\n        types, shares",
            ),
            "Which of your steps would give the same in each request?",
        ),
        "the model for each card": (
            but(
                '        types, shares = session.run(None, {"numbers": numbers})\n',
                """        types, shares = [], []
        for row in numbers:
            one, share = session.run(None, {"numbers": row[None]})
            types, shares = [*types, one[0]], [*shares, share[0]]
        types, shares = np.array(types), np.array(shares)
""",
            ),
            "How many rows may `numbers` have?",
        ),
        "a frame for each card": (
            but(
                "        numbers = features(frame, practice_features()).to_numpy().astype(np.float32)\n",
                """        rows = [features(row, practice_features()).to_numpy() for row in frame.iter_slices(1)]
        numbers = np.vstack(rows).astype(np.float32)
""",
            ),
            "What is still done card by card?",
        ),
        "one feature after the other, for each card": (
            but(
                "        numbers = features(frame, practice_features()).to_numpy().astype(np.float32)\n",
                """        rows = [
            [features(row, [name]).item() for name in practice_features()]
            for row in frame.iter_slices(1)
        ]
        numbers = np.array(rows, dtype=np.float32)
""",
            ),
            "each further card of a request costs",
        ),
        "the first model for all calls": (
            "\nKEPT = {}\n"
            + but(
                "    session = onnxruntime.InferenceSession(model_path)\n",
                '    session = KEPT.setdefault("one", onnxruntime.InferenceSession(model_path))\n',
            ),
            "from the model of this call?",
        ),
        "no value is zero": (
            but("to_numpy().astype", "fill_null(0).to_numpy().astype"),
            "has no value here. What does the model get for it?",
        ),
        "a card without a value is left out": (
            but("frame = pl.DataFrame(", "frame = pl.DataFrame(").replace(
                "schema=kinds)\n", "schema=kinds).drop_nulls()\n"
            ),
            "A list with one answer a card, in order: which step loses one?",
        ),
        "columns as the keys come": (
            but(
                "{key: [one[key] for one in cards] for key in kinds}",
                "{key: [[*one.values()][at] if key != 'egg_groups' else one[key] for one in cards] "
                "for at, key in enumerate(kinds)}",
            ).replace("schema=kinds)", "schema=kinds, strict=False)"),
            "Does each number stand in its own column?",
        ),
        "the share of the first type": (
            but("shares.max(axis=1)", "shares[:, 0]"),
            "Which of the row's shares is the confidence",
        ),
        "rounded": (
            but(
                "shares.max(axis=1).tolist()", "shares.max(axis=1).astype(float).round(2).tolist()"
            ),
            "Was it rounded?",
        ),
        "no dict": (
            but('{"card_type": kind, "confidence": share}', "[kind, share]"),
            "Is it a plain dict with a text and a number?",
        ),
        "another type": (
            but("types.tolist()", "types.tolist()[::-1]"),
            "Is that the type of this card",
        ),
        "kinds of the first hundred cards": (
            but(
                "frame = pl.DataFrame({key: [one[key] for one in cards] for key in kinds}, schema=kinds)",
                "frame = pl.DataFrame(cards).select(pl.col(key).cast(kind) for key, kind in kinds.items())",
            ),
            "For a tray of 130 cards, the first 110 without egg_groups",
        ),
        "a frame of no card": (
            but(
                """        if not cards:
            answers.append([])
            continue
        frame = pl.DataFrame({key: [one[key] for one in cards] for key in kinds}, schema=kinds)""",
                "        frame = pl.DataFrame(cards).select(pl.col(key).cast(kind) for key, kind in kinds.items())",
            ),
            "For an empty tray fast_answers raised ColumnNotFoundError",
        ),
        "percent": (
            but('"confidence": share}', '"confidence": 100 * share}'),
            "Which of the row's shares is the confidence",
        ),
        "an empty tray is skipped": (
            but("            answers.append([])\n", ""),
            "What is the answer to an empty tray?",
        ),
        "one list for all": (
            but("answers.append([{", "answers.extend([{"),
            "a list of lists is needed",
        ),
    }
}
