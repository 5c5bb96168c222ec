"""Champion and challenger on the same cards, and a comparison that looks when it said it would."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from cardshop.evaluation import DESK_USD, MISFILE_USD, EvaluationError
from cardshop.rollout import Plan, RolloutError, compare, comparing, gains, replay, shadow
from journal_entries import NOON_MS, entry

DAY_MS = 86_400_000
TRUTHS = {
    "request_id": pl.String,
    "position": pl.Int64,
    "card_type": pl.String,
    "source": pl.String,
}


class Fixed:
    """An artefact that answers from the hit points: filed as this type from `least` on."""

    def __init__(self, version: str, card_type: str, least: int = 0, column: str = "hp") -> None:
        self.version, self._type, self._least, self._column = version, card_type, least, column
        self.metadata = SimpleNamespace(schema_of_cards={column: pl.Int64})

    def decide(self, cards: pl.DataFrame) -> pl.DataFrame:
        filed = pl.col(self._column).fill_null(0) >= self._least
        return cards.select(
            card_type=pl.lit(self._type),
            confidence=pl.lit(0.9, pl.Float32),
            decision=pl.when(filed).then(pl.lit("file")).otherwise(pl.lit("desk")),
        )


FIRE, WATER = Fixed("1.0.0", "Fire", 100), Fixed("1.1.0", "Water", 200)


def journal(hps: list[int | None]) -> pl.DataFrame:
    rows = [entry(at, card=None if hp is None else f'{{"hp": {hp}}}') for at, hp in enumerate(hps)]
    return pl.DataFrame(rows, schema=list(rows[0]._fields), orient="row")


def test_both_answer_every_card_in_order():
    told = shadow(FIRE, WATER, pl.DataFrame({"hp": [50, 150, 250], "surplus": ["a", "b", "c"]}))
    assert told["champion_decision"].to_list() == ["desk", "file", "file"]
    assert told["challenger_decision"].to_list() == ["desk", "desk", "file"]
    assert told["champion_type"].to_list() == ["Fire"] * 3
    # Two that leave a card to the desk do the same, whatever type they would have said.
    assert told["same"].to_list() == [True, False, False]
    assert shadow(FIRE, FIRE, pl.DataFrame({"hp": [50, 250]}))["same"].to_list() == [True] * 2


def test_no_cards_are_no_answers():
    told = shadow(FIRE, WATER, pl.DataFrame(schema={"hp": pl.Int64}))
    assert told.shape == (0, 7)


@pytest.mark.parametrize("cards", [{"hp": [1]}, {"hp": [1, 2], "weight_kg": [None, None]}])
def test_a_column_that_nobody_sent_is_no_card_that_is_unknown(cards):
    other = Fixed("1.1.0", "Water", column="weight_kg")
    with pytest.raises(RolloutError, match=r"weight_kg of the cards hold nothing, and 1\.1\.0"):
        shadow(FIRE, other, pl.DataFrame(cards))


def test_a_challenger_that_raises_is_named_and_harms_nobody_else():
    class Broken(Fixed):
        def decide(self, cards: pl.DataFrame) -> pl.DataFrame:
            raise KeyError("hp")

    with pytest.raises(RolloutError, match=r"the challenger 1\.1\.0 raises .*KeyError"):
        shadow(FIRE, Broken("1.1.0", "Water"), pl.DataFrame({"hp": [1]}))


def test_a_replay_takes_the_cards_that_were_kept_with_what_was_done_then():
    rows = journal([50, None, 250]).with_columns(decision=pl.Series(["desk", "file", "file"]))
    told = replay(FIRE, WATER, rows, lots=pl.Series(["a", "a", "b"]))
    assert told.select("lot", "decision", "champion_decision").rows() == [
        ("a", "desk", "desk"),
        ("b", "file", "file"),
    ]
    assert told["request_id"].to_list() == rows["request_id"].gather([0, 2]).to_list()


def stream(lots: int, *, cards_each: int = 4, lots_a_day: int = 10) -> pl.DataFrame:
    """What `replay` gives: of each lot half the cards were filed, by a champion that says Fire."""
    count = lots * cards_each
    number = np.arange(count)
    lot = number // cards_each
    frame = pl.DataFrame(
        {
            "request_id": [f"{one:08d}" for one in number],
            "position": np.zeros(count, dtype=np.int64),
            "at_ms": NOON_MS // DAY_MS * DAY_MS + lot // lots_a_day * DAY_MS + number,
            "lot": [f"L{one:06d}" for one in lot],
            "decision": np.where(number % 2, "file", "desk"),
        }
    )
    return frame.with_columns(
        champion_type=pl.lit("Fire"),
        champion_decision="decision",
        challenger_type=pl.lit("Fire"),
        challenger_decision="decision",
    )


def truths(replayed: pl.DataFrame, card_type: str = "Fire", **filters) -> pl.DataFrame:
    """What desk and audit said: the desk all of its cards, the audit all that were filed."""
    source = pl.when(pl.col("decision") == "desk").then(pl.lit("desk")).otherwise(pl.lit("audit"))
    return replayed.select(
        "request_id", "position", card_type=pl.lit(card_type), source=source
    ).cast(TRUTHS)


def test_each_label_counts_for_the_cards_of_its_day_and_kind_that_have_none():
    replayed = stream(10).with_columns(challenger_decision=pl.lit("file"))
    told = truths(replayed)
    audited = told.filter(pl.col("source") == "audit").head(5)
    found = gains(replayed, pl.concat([told.filter(pl.col("source") == "desk"), audited]))
    # All 20 desk cards save the desk; the filed ones are filed by both.
    assert found["gain_usd"].sum() == pytest.approx(20 * DESK_USD)
    lost = replayed.with_columns(challenger_decision=pl.lit("desk"))
    found = gains(lost, audited)
    # 5 labels stand for 20 filed cards, each of which would cost the desk.
    assert found["saved_usd"].drop_nulls().to_list() == pytest.approx([-DESK_USD] * 5)
    assert found["gain_usd"].sum() == pytest.approx(-20 * DESK_USD)


def test_a_day_is_read_once_its_audit_is_complete_and_not_before():
    replayed = stream(10)
    told = truths(replayed)
    desk, audited = (told.filter(pl.col("source") == one) for one in ("desk", "audit"))
    for part in (audited.head(1), audited.head(19)):
        assert not gains(replayed, pl.concat([desk, part]))["ready"].any()
    assert not gains(replayed, pl.concat([desk.head(18), audited]))["ready"].any()
    # One card in twenty of the desk's may be lost on its way.
    assert gains(replayed, pl.concat([desk.head(19), audited]))["ready"].all()


def test_complaints_and_labels_of_the_other_kind_are_not_believed():
    replayed = stream(5).with_columns(challenger_type=pl.lit("Water"))
    wrong = truths(replayed, "Water")
    for source in ("complaint", "desk"):
        told = wrong.with_columns(source=pl.lit(source))
        found = gains(replayed, told).filter(pl.col("decision") == "file")
        assert found["saved_usd"].null_count() == found.height == 10
    found = gains(replayed, wrong).filter(pl.col("decision") == "file")
    assert found["saved_usd"].to_list() == pytest.approx([MISFILE_USD] * 10)


def test_the_labels_of_the_desk_alone_would_say_the_opposite():
    # Files what the champion leaves to the desk, and leaves to the desk what the champion files
    # rightly: even on the whole, all gain on the desk's labels.
    swapped = {"file": "desk", "desk": "file"}
    replayed = stream(40).with_columns(
        challenger_decision=pl.col("decision").replace_strict(swapped)
    )
    told = compare(replayed, truths(replayed), Plan(2, 20))
    assert told.desk_alone_usd == pytest.approx(DESK_USD)
    assert told.audit_alone_usd == pytest.approx(-DESK_USD)
    assert told.verdict == "no difference found"
    assert told.gain.estimate == pytest.approx(0)


def noisy(lots: int, gain: float, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A challenger that files some of the desk's cards, right often enough to gain so much each."""
    replayed = stream(lots, cards_each=25, lots_a_day=20)
    random = np.random.default_rng(seed)
    files = random.random(replayed.height) < 0.3
    right = random.random(replayed.height) < (MISFILE_USD - DESK_USD + gain) / MISFILE_USD
    desk = pl.col("decision") == "desk"
    filed = pl.when(desk & pl.Series(files)).then(pl.lit("file")).otherwise("decision")
    replayed = replayed.with_columns(challenger_decision=filed)
    told = truths(replayed).with_columns(
        card_type=pl.when(pl.Series(right) | (pl.col("source") == "audit"))
        .then(pl.lit("Fire"))
        .otherwise(pl.lit("Water"))
    )
    return replayed, told


def test_looks_are_taken_at_their_lots_and_at_no_other():
    replayed, told = noisy(110, 0.0, seed=1)
    found = compare(replayed, told, Plan(5, 30))
    assert found.table["lots"].to_list() == [30, 60, 90]
    assert (found.verdict, found.lots) == ("go on", 110)
    early = compare(replayed.head(29 * 25), told, Plan(5, 30))
    assert (early.verdict, early.gain, early.table.height) == ("go on", None, 0)


def test_a_limit_that_was_crossed_decides_whatever_comes_later():
    replayed, told = noisy(60, 0.14, seed=2)
    worse = replayed.with_columns(
        challenger_type=pl.when(pl.col("at_ms") >= replayed["at_ms"][40 * 25])
        .then(pl.lit("Grass"))
        .otherwise("challenger_type")
    )
    found = compare(worse, told, Plan(3, 20))
    assert found.verdict == "challenger"
    assert found.gain.n_units < 60
    assert found.table["gain_usd"][-1] < 0
    assert found.gain.low > 0


def test_a_day_without_audit_waits():
    replayed, told = noisy(60, 0.1, seed=3)
    last = replayed.filter(pl.col("at_ms") // DAY_MS == replayed["at_ms"].max() // DAY_MS)
    late = told.join(last, on="request_id", how="semi").filter(pl.col("source") == "audit")
    found = compare(replayed, told.join(late, on="request_id", how="anti"), Plan(3, 20))
    assert (found.lots, found.waiting) == (40, 20 * 25)


def test_two_that_never_differ_end_without_a_finding():
    replayed = stream(20)
    found = compare(replayed, truths(replayed), Plan(2, 10))
    assert (found.verdict, found.gain.estimate) == ("no difference found", 0)


def test_a_plan_that_cannot_be_and_two_truths_are_refused():
    with pytest.raises(RolloutError, match="4 lots a look"):
        Plan(5, 4)
    with pytest.raises(EvaluationError, match="0 looks"):
        Plan(0, 10)
    replayed = stream(20)
    twice = pl.concat([truths(replayed)] * 2)
    with pytest.raises(RolloutError, match="two truths"):
        compare(replayed, twice, Plan(2, 10))


@pytest.mark.slow
@pytest.mark.recorded
def test_all_looks_together_hold_their_promise():
    """Of 1,000 comparisons of two that cost the same, one in twenty finds a difference."""
    random = np.random.default_rng(0)
    plan, found = Plan(5, 20), []
    for _ in range(1_000):
        # A few labels that stand for many cards: mostly nothing, now and then a lot.
        labels = random.poisson(2.5, 100)
        gain = np.array([random.choice([-0.45, 0.15, 0.15, 0.15], one).sum() for one in labels])
        cards = random.integers(20, 26, 100)
        lots = pl.DataFrame({"gain_usd": 6.7 * gain, "cards": cards})
        found.append(comparing._verdict(comparing._looks(lots, plan), plan)[0])
    false_alarms = sum(one in ("challenger", "champion") for one in found) / len(found)
    assert 0.03 < false_alarms < 0.07
