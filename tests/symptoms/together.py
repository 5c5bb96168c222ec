"""Modules 07 and 08: git, reviews, the marked project."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import polars as pl

from cardshop.dataset import load_cards
from symptoms import provokes
from symptoms.notebooks import course

NOBODY = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
ADA = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")


def git(folder, *words, known=True):
    """What git says to these words, on both streams."""
    told = subprocess.run(
        ["git", *(ADA if known else ("-c", "user.useConfigOnly=true")), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **NOBODY, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
    )
    return told.stdout + told.stderr


def began(folder, **files):
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    changed(folder, "Start", **files)
    return folder


def changed(folder, subject, **files):
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", subject)


@provokes("Two changes of one line")
def _(tmp_path):
    folder = began(tmp_path / "shop", lesson="size = 1\n")
    git(folder, "switch", "-q", "-c", "feat/more")
    changed(folder, "More", lesson="size = 2\n")
    git(folder, "switch", "-q", "main")
    changed(folder, "Less", lesson="size = 0\n")
    said = git(folder, "merge", "feat/more")
    conflicted = (folder / "lesson.py").read_text("utf-8")
    listed = git(folder, "diff", "--name-only", "--diff-filter=U")
    assert listed.split() == ["lesson.py"]
    ran = ["git diff --name-only --diff-filter=U"]
    yield f"{said}\n{conflicted}", {"ran": ran}


@provokes("git does not know you")
def _(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "-q")
    said = git(folder, "commit", "--allow-empty", "-m", "Start", known=False)
    name = git(folder, "config", "user.name", "Your Name", known=False)
    email = git(folder, "config", "user.email", "you@example.com", known=False)
    assert name + email == ""
    ran = ['git config user.name "Your Name"', 'git config user.email "you@example.com"']
    yield said, {"ran": ran}
    said = git(folder, "commit", "--allow-empty", "-m", "Start", known=False)
    assert "Start" in said


@provokes("git finds no repository")
def _(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    yield git(tmp_path / "elsewhere", "status"), {"ran": ["pwd"]}


@provokes("A bisect that was not ended")
def _(tmp_path):
    folder = began(tmp_path / "shop", lesson="size = 1\n")
    for number in range(4):
        changed(folder, f"More {number}", lesson=f"size = {number + 2}\n")
    git(folder, "bisect", "start", "HEAD", "HEAD~4")
    said = git(folder, "status")
    assert "Previous HEAD" in git(folder, "bisect", "reset")
    yield said, {"ran": ["git bisect reset"]}
    assert git(folder, "branch", "--show-current") == "main\n"


@provokes("Another order on another machine")
def _(tmp_path):
    code = "print(list({'hp', 'hue', 'egg', 'era', 'word'}))"

    def told(salt):
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    orders = {told(salt) for salt in ("1", "2", "3")}
    yield f"the same columns in the same order: {len(orders) == 1}", {}


@provokes("The reviewer gets another number")
def _(tmp_path):
    from cardshop.dataset import fingerprint

    theirs = load_cards().head(100)
    ours = theirs.with_columns(pl.col("hp").cast(pl.Float64) / 10)
    same = {"data": fingerprint(ours) == fingerprint(theirs), "rows": ours.height == theirs.height}
    yield (
        "\n".join(f"{name} the same: {found}" for name, found in same.items()),
        {
            "ours": ours,
            "theirs": theirs,
        },
    )


@provokes("A project that is not there")
def _(tmp_path):
    yield course("check", "08", "no_such_folder"), {"ran": ["uv run course check --help"]}
    assert "A capstone project to mark" in course("check", "--help")


def history_of(folder):
    """What the marker says of a project's history, part by part."""
    from classroom.marker.criteria import git as criteria
    from classroom.marker.probes import history

    told = history.steps(str(folder))
    heard = {name: call() for name, call in told}
    parts = {
        "clean_history": criteria.clean(heard["files"]),
        "clean_tree": criteria.tree(heard["status"]),
        "subjects": criteria.subjects(heard["commits"]),
    }
    return {name: (found.share, found.evidence) for name, found in parts.items()}


@provokes("Points lost in the history")
def _(tmp_path):
    folder = began(tmp_path / "capstone", quotes="price = 1\n")
    (folder / "sales.parquet").write_bytes(b"PAR1")
    changed(folder, "fixed stuff")
    (folder / "notes.txt").write_text("later", "utf-8")
    parts = history_of(folder)
    listed = git(
        folder, "log", "--name-only", "--diff-filter=A", "--format=%h %s", "--", "*.parquet"
    )
    assert "sales.parquet" in listed
    ran = [
        "git status --short",
        'git log --name-only --diff-filter=A --format="%h %s" -- "*.parquet"',
    ]
    assert "notes.txt" in git(folder, "status", "--short")
    yield "\n".join(told for _, told in parts.values()), {"ran": ran}
    assert [share for share, _ in parts.values()] == [0, 0, 0]


@provokes("A quote that its neighbours change")
def _(tmp_path):
    from classroom.marker.confined import Heard
    from classroom.marker.criteria.features import unmoved

    cards = load_cards().head(30).select("card_id", "hp")

    def quotes(table):
        """A price from the row's place among the others: the leak."""
        rank = table.select("card_id", usd=pl.col("hp").rank() / table.height)
        return {"sale_id": rank["card_id"].to_list(), "price_usd": rank["usd"].to_list()}

    steps = {"as they are": {"value": quotes(cards)}, "fewer": {"value": quotes(cards.head(10))}}
    yield unmoved(Heard(steps), ("fewer",)).evidence, {"cards": cards, "quotes": quotes}


@provokes("A figure ten times the other")
def _(tmp_path):
    from cardshop.dataset import load_price_holdout, load_sales

    held = load_price_holdout()
    listed = load_sales().select("sale_id", listed_usd="price_usd")
    both = held.join(listed, on="sale_id").drop_nulls("listed_usd")
    quote = both["price_usd"].median()

    def rmse(column):
        return float(((both[column] - quote) ** 2).mean() ** 0.5)

    words = f"RMSE {rmse('listed_usd'):.0f} on the published list, {rmse('price_usd'):.0f} audited"
    yield words, {"both": both, "pl": pl}


@provokes("Quotes stop at the last day that was learned")
def _(tmp_path):
    from sklearn.tree import DecisionTreeRegressor

    day = np.arange(100)[:, None]
    price_usd = 10 + 0.1 * day[:, 0]
    tree = DecisionTreeRegressor(random_state=0).fit(day, price_usd)
    later = tree.predict([[100], [150], [200]])
    yield f"quotes {later.round(1).tolist()}", {"day": day, "price_usd": price_usd, "np": np}
