"""Module 00: symptoms of thinking."""

from __future__ import annotations

import numpy as np

from symptoms import provokes


@provokes("The payback is negative")
def _(tmp_path):
    build_usd, run_usd, saving_usd, cards_a_day = 80_000, 12_000, 0.01, 2_000
    years = build_usd / (saving_usd * cards_a_day * 300 - run_usd)
    yield f"pays back in {years:.1f} years", {"saving_usd": saving_usd, "run_usd": run_usd}


@provokes("A high score for doing nothing")
def _(tmp_path):
    from cardshop.dataset import load_credit

    bad = load_credit()["defaulted"].to_numpy()
    said = np.zeros(bad.size, dtype=bool)
    found = f"accuracy {(said == bad).mean():.3f}, defaults found {(said & bad).sum()}"
    yield found, {"bad": bad, "said": said}


@provokes("The target is met and the bill grows")
def _(tmp_path):
    from cardshop.training import scored_cards

    cards = scored_cards("test")
    right = (cards["predicted"] == cards["card_type"]).to_numpy()
    sure = cards["confidence"].to_numpy()

    def usd_a_card(threshold):
        return float(np.where(sure >= threshold, np.where(right, 0, 0.60), 0.15).mean())

    pushed = float(np.quantile(sure, 0.10))
    words = f"desk share {(sure < pushed).mean():.0%}, {usd_a_card(pushed):.3f} dollars a card"
    yield words, {"usd_a_card": usd_a_card, "sure": sure}
    assert usd_a_card(0.75) < usd_a_card(pushed)


@provokes("A gain whose range holds zero")
def _(tmp_path):
    from cardshop.evaluation import paired_difference, redraw_lines
    from cardshop.training import scored_cards

    cards = scored_cards("test")
    right = (cards["predicted"] == cards["card_type"]).to_numpy()
    rule_right = (cards["rule_type"] == cards["card_type"]).fill_null(value=False).to_numpy()
    rule_files = cards["rule_type"].is_not_null().to_numpy()
    rule_usd = np.where(rule_files, np.where(rule_right, 0, 0.60), 0.15)
    model_usd = np.where(right, 0, 0.60)
    lines = redraw_lines(cards["line_id"], seed=0)
    gain = paired_difference(rule_usd, model_usd, lines)
    words = f"saves {gain.estimate:+.3f} dollars a card ({gain.low:+.3f} to {gain.high:+.3f})"
    yield words, {"rule_usd": rule_usd, "lines": lines, "sure": cards["confidence"].to_numpy(),
                  "right": right, "np": np, "paired_difference": paired_difference}  # fmt: skip
