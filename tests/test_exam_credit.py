"""What the model answers of the credit exam come to at full size, on two seeds of the data."""

from __future__ import annotations

import polars as pl
import pytest

from classroom import checks
from questions import questions, solution_text

pytestmark = [pytest.mark.slow, pytest.mark.recorded]
COSTS_USD = (5_000, 500)
SEEDS = ("the committed table", "another seed")


def model_answer(name: str):
    return checks.answer_from(solution_text(questions_of()["credit-1"]), name, filename="solution")


def questions_of():
    return {one.id: one for one in questions() if one.id.startswith("credit-")}


@pytest.fixture(scope="module", params=SEEDS)
def facts(request):
    """What the notebook hands to the card, as its cells make it."""
    tables = questions_of()["credit-2"].cases.__globals__
    table = tables["applications" if request.param == SEEDS[0] else "other_world"]()
    mended, validated, compare, audit = map(
        model_answer, ("mended", "validated", "compare", "audit")
    )
    known = mended(table)
    scored = known.select("loan_id", "fold", "defaulted").join(
        validated(table), on="loan_id", maintain_order="left"
    )
    unaware = scored.select("loan_id").join(
        validated(table.with_columns(age_years=pl.lit(80))), on="loan_id", maintain_order="left"
    )
    comparison = compare(scored)
    model = comparison["choice"]
    risks = scored.with_columns(
        risk=model, risk_without_age=unaware[model], age_years=known["age_years"]
    )
    return audit(risks, *COSTS_USD) | {
        "comparison": comparison,
        "model": model,
        "applications": scored.height,
        "prevalence": scored["defaulted"].mean(),
        "metric": comparison["metric"],
        "score": comparison["scores"][model],
        "constant_accuracy": comparison["constant_accuracy"],
    }


def test_no_model_is_shown_to_be_better_than_the_cheapest(facts):
    lows = [low for _, low, _ in facts["comparison"]["differences"].values()]
    assert len(lows) == 2
    assert max(lows) <= 0
    assert facts["model"] == "logistic"


def test_a_constant_is_right_for_94_in_100_and_has_their_prevalence_as_precision(facts):
    assert facts["constant_accuracy"] == pytest.approx(0.94, abs=0.005)
    constant = facts["comparison"]["scores"]["constant"]
    assert constant == pytest.approx(facts["prevalence"], abs=0.003)
    assert facts["score"] > 0.25


def test_the_model_saves_more_than_it_costs_and_declines_the_young_who_would_have_paid(facts):
    assert facts["saving_usd"][1] > 25
    assert facts["gap"][1] > 0.10


def test_dropping_age_leaves_the_gap_where_it_was(facts):
    assert facts["dropping_age"] == "a gap stays"
    assert facts["gap_without_age"][0] == pytest.approx(facts["gap"][0], abs=0.02)


def test_the_card_of_these_facts_is_right_and_advises_shadow(facts):
    question = questions_of()["credit-5"]
    names = question.cases.__globals__
    said = model_answer("model_card")(facts)
    cases = [
        *names["claim_cases"](said, facts, "full size"),
        *names["text_says"](said, facts, "full size"),
    ]
    assert said["decision"] == "shadow"
    assert len(cases) > 20
    assert [sentence for fine, sentence, _ in cases if not fine] == []


def test_one_income_in_four_hundred_lifts_the_mean_by_almost_a_fifth():
    raw = questions_of()["credit-2"].cases.__globals__["applications"]()
    known = model_answer("mended")(raw)
    income = pl.col("income_usd_month")
    beyond = raw.filter(income > 25_000).height / raw.height
    assert beyond == pytest.approx(1 / 400)
    lift = raw.select(income.mean()).item() / known.select(income.mean()).item() - 1
    assert 0.18 < lift < 0.20
