"""Modules 01 and 02: polars, pandera, deliveries, features."""

from __future__ import annotations

import shutil

import numpy as np
import polars as pl

from cardshop.dataset import DATA, DatasetError, load_cards, load_species, verified
from symptoms import provokes, refused


@provokes("A column is not found")
def _(tmp_path):
    cards = load_cards().head(3)
    yield refused(lambda: cards.select("hitpoints")), {"cards": cards}


@provokes("Keys of two types")
def _(tmp_path):
    cards = pl.DataFrame({"dex_no": ["25", "143", "none"]})
    species = load_species().select("dex_no", "species")
    said = refused(lambda: cards.join(species, on="dex_no"))
    yield said, {"cards": cards, "species": species, "pl": pl}


@provokes("Tables that do not fit on each other")
def _(tmp_path):
    monday = load_cards().head(2)
    tuesday = monday.drop("grade", "hp")
    yield refused(lambda: pl.concat([monday, tuesday])), {"monday": monday, "tuesday": tuesday}


@provokes("A join that multiplies rows")
def _(tmp_path):
    cards = pl.DataFrame({"card_id": ["a", "b"], "dex_no": [25, 143]})
    facts = pl.DataFrame({"dex_no": [25, 25, 143], "weight_kg": [6.0, 6.1, 460.0]})
    grown = cards.join(facts, on="dex_no").height
    said = refused(lambda: cards.join(facts, on="dex_no", validate="m:1"))
    yield f"{cards.height} cards before the join, {grown} after\n{said}", {"facts": facts, "pl": pl}


@provokes("Rows in neither half")
def _(tmp_path):
    cards = pl.DataFrame({"hp": [50, None, 400]})
    good = pl.col("hp").is_between(10, 340)
    kept, refused_rows = cards.filter(good), cards.filter(~good)
    words = f"{kept.height} accepted + {refused_rows.height} quarantined of {cards.height}"
    yield words, {"cards": cards, "good": good, "pl": pl}


@provokes("An expression that is neither true nor false")
def _(tmp_path):
    cards = load_cards().head(50)
    said = refused(lambda: cards.filter(pl.col("hp") > 100 and pl.col("is_holo")))
    yield said, {"cards": cards, "pl": pl}


@provokes("No pyarrow")
def _(tmp_path):
    cards = load_cards().head(3).select("card_id", "hp")
    yield refused(cards.to_pandas), {"cards": cards}


@provokes("pandera names one value and stops")
def _(tmp_path):
    import pandera.polars as pa

    contract = pa.DataFrameSchema(
        {
            "hp": pa.Column(pl.Int64, pa.Check.in_range(10, 340)),
            "rarity": pa.Column(pl.String, pa.Check.isin(["Common", "Rare"])),
        }
    )
    cards = pl.DataFrame({"hp": [50, -10, 900], "rarity": ["Common", "Rare", "rare"]})
    yield refused(lambda: contract.validate(cards)), {"contract": contract, "cards": cards}


@provokes("A delivery with other columns")
def _(tmp_path):
    from cardshop.contract import read_delivery

    path = tmp_path / "tuesday.csv"
    path.write_text("Card ID,HP\nPK00000001,50\n", "utf-8")
    yield refused(lambda: read_delivery(path)), {"path": path}


@provokes("A data file was altered")
def _(tmp_path):
    for name in ("CHECKSUMS", "species.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    with (tmp_path / "species.csv").open("a") as file:
        file.write("\n")
    said = refused(lambda: verified("species.csv", folder=tmp_path))
    yield said, {"DATA": DATA, "verified": verified, "DatasetError": DatasetError}


@provokes("scikit-learn meets a gap")
def _(tmp_path):
    from sklearn.linear_model import LogisticRegression

    cards = load_cards().head(60)
    table, types = cards.select("grade", "hp"), cards["is_holo"].to_numpy()
    said = refused(lambda: LogisticRegression().fit(table, types))
    yield said, {"table": table, "types": types}


@provokes("scikit-learn meets an infinity")
def _(tmp_path):
    from sklearn.linear_model import LogisticRegression

    cards = load_cards().head(200)
    ratio = pl.col("attack_damage") / pl.col("retreat_cost")
    table = cards.select("hp", damage_per_cost=ratio.fill_nan(0))
    said = refused(lambda: LogisticRegression().fit(table, cards["is_holo"].to_numpy()))
    yield said, {"table": table, "cards": cards, "pl": pl}


@provokes("A word that training never saw")
def _(tmp_path):
    from sklearn.preprocessing import OneHotEncoder

    train, new = pl.DataFrame({"rarity": ["Common", "Rare"]}), pl.DataFrame({"rarity": ["Amazing"]})
    said = refused(lambda: OneHotEncoder().fit(train).transform(new))
    yield said, {"train": train, "new": new}


@provokes("Features in another order")
def _(tmp_path):
    from sklearn.linear_model import LogisticRegression

    cards = load_cards().head(60)
    train = cards.select("hp", "attack_damage")
    model = LogisticRegression(max_iter=1_000).fit(train, cards["is_holo"].to_numpy())
    asked = cards.select("attack_damage", "hp")
    yield refused(lambda: model.predict(asked)), {"model": model, "asked": asked}


@provokes("A column that is no feature")
def _(tmp_path):
    from cardshop.features import features

    cards = load_cards().head(4)
    yield refused(lambda: features(cards, ("raw", "weakness"))), {"cards": cards}


@provokes("A score that one column carries")
def _(tmp_path):
    from sklearn.model_selection import GroupKFold, cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    cards = load_cards().head(800)
    names = ["base_hp", "base_attack", "hp", "attack_damage", "weakness"]
    table = cards.select(names).with_columns(pl.col("weakness").rank("dense"))
    table = table.cast(pl.Float64).fill_null(0)
    folds, lines = GroupKFold(3), cards["line_id"].to_numpy()

    def score(columns):
        tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=0)
        told = (tree, table.select(columns), cards["card_type"].to_numpy())
        return round(float(cross_val_score(*told, groups=lines, cv=folds).mean()), 2)

    yield f"accuracy {score(names)} on unseen lines", {"score": score, "names": names}
    assert np.isfinite(score(names))
