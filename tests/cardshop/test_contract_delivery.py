"""A file becomes a table with every value kept, or is refused in one clear line."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardshop.contract import COLUMNS, DeliveryError, breaches, read_as_sent, read_delivery
from cardshop.contract.delivery import HEADER_LIMIT_KB, MAX_COLUMNS
from cardshop.contract.parsing import parse
from small_delivery import SPECIES, as_text, typed

HEADER = ",".join(COLUMNS).encode()
SOUND = as_text({}, {"species": "Farfetch\u2019d"}, {"attack_name": 'Volt, "Double" Strike'})
CSV = SOUND.write_csv().encode()
FIRST, SECOND, *_ = CSV.splitlines(keepends=True)
WIDTH = len(COLUMNS)

# File name, content, and what its one line must say: what was wrong, what is allowed, what next.
REFUSED = {
    "wrong extension": ("a.xlsx", CSV, [".xlsx", ".csv or .parquet is allowed", "export a CSV"]),
    "no extension": ("a", CSV, ["'nothing'", "export a CSV"]),
    "empty": ("a.csv", b"", ["is empty (0 bytes)", "send it again"]),
    "header only": ("a.csv", FIRST, ["a header and no card", "send it again"]),
    "header without newline": ("a.csv", FIRST.strip(), ["a header and no card"]),
    "blank lines only": ("a.csv", b"\n\n", ["begins with an empty line", "names belong there"]),
    "one old line end": ("a.csv", CSV.replace(b"Volt", b"Vo\rlt", 1), ["CR alone"]),
    "old line ends": ("a.csv", CSV.replace(b"\n", b"\r"), ["CR alone", "CR LF is allowed"]),
    "cut in a record": ("a.csv", CSV[:-90], ["is cut off", "line 4", f"of {WIDTH} fields"]),
    "cut in a quoted field": (
        "a.csv",
        CSV[: CSV.index(b'""Double') + 3],
        ["breaks off in line 4", "never closed"],
    ),
    "short record inside": (
        "a.csv",
        FIRST + b"PK00000001,L1\n" + SECOND,
        ["has 2 fields in line 2", f"the header names {WIDTH}", "comma"],
    ),
    "long record inside": (
        "a.csv",
        FIRST + SECOND.strip() + b",x\n" + SECOND,
        [f"has {WIDTH + 1} fields in line 2"],
    ),
    "long record at the end": (
        "a.csv",
        FIRST + SECOND + SECOND.strip() + b",x\n",
        [f"has {WIDTH + 1} fields in line 3", "unquoted comma"],
    ),
    "short record at the end, no quotes": (
        "a.csv",
        FIRST + SECOND + SECOND[:60],
        ["is cut off", "line 3"],
    ),
    "short record inside, quotes": (
        "a.csv",
        FIRST + b'"PK,1",L1\n' + SECOND,
        ["has 2 fields in line 2"],
    ),
    "blank line inside, quotes": ("a.csv", FIRST + b"\n" + CSV[len(FIRST) :], ["has 0 fields"]),
    "blank line inside, Windows lines": (
        "a.csv",
        (FIRST + b"\n" + SECOND).replace(b"\n", b"\r\n"),
        ["has 0 fields in line 2"],
    ),
    "blank line inside": ("a.csv", FIRST + b"\n" + SECOND, ["has 0 fields in line 2"]),
    "Latin-1": (
        "a.csv",
        CSV.decode().replace("\u2019", "\xe9").encode("latin-1"),
        ["not UTF-8", "0xe9"],
    ),
    "UTF-16": ("a.csv", CSV.decode().encode("utf-16"), ["not UTF-8", "offset 0"]),
    "UTF-16 without a mark": ("a.csv", CSV.decode().encode("utf-16-le"), ["NUL byte", "offset 1"]),
    "NUL in a cell": ("a.csv", CSV.replace(b"Volt", b"V\0lt", 1), ["NUL byte at offset"]),
    "semicolons": ("a.csv", CSV.replace(b",", b";"), ["separated by semicolons", "commas are"]),
    "tabs": ("a.csv", CSV.replace(b",", b"\t"), ["separated by tabs", "commas are allowed"]),
    "a column twice": (
        "a.csv",
        CSV.replace(b"grade,", b"hp,", 1),
        ["'hp' more than once", "which of them"],
    ),
    "a column missing": (
        "a.csv",
        SOUND.drop("hp", "grade").write_csv().encode(),
        [f"lacks 2 of {WIDTH} columns: hp, grade.", "schema_drift(delivery, reference)"],
    ),
    "a reserved column": (
        "a.csv",
        SOUND.with_columns(row=pl.lit("7")).write_csv().encode(),
        ["a column 'row'", "Rename it"],
    ),
    "a quote in an open field": (
        "a.csv",
        CSV.replace(b"Volt Strike", b'Volt 5" Strike', 1),
        ["quote mark", "double the mark"],
    ),
    "text after a closing quote": (
        "a.csv",
        CSV.replace(b"Volt Strike", b'"Volt" Strike', 1),
        ["breaks off in line 2", "never closed"],
    ),
    "no parquet": ("a.parquet", CSV, ["no whole parquet file", "PAR1"]),
    "ten thousand columns": (
        "a.csv",
        b",".join(b"c%d" % i for i in range(10_000)) + b"\n1\n",
        ["10000 columns", f"at most {MAX_COLUMNS}"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_file_is_refused_in_one_line(tmp_path, case):
    name, content, parts = REFUSED[case]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DeliveryError) as refused:
        read_delivery(tmp_path / name)
    message = str(refused.value)
    assert [part for part in parts if part not in message] == [], message
    assert "\n" not in message
    assert message.endswith(".")
    assert refused.value.__suppress_context__ or refused.value.__cause__ is None


def test_the_offset_of_a_wrong_byte_is_its_place_in_the_file(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV.replace(b"Yellow", b"Gelb\xfc", 1))
    offset = CSV.index(b"Yellow") + 4
    with pytest.raises(DeliveryError, match=f"byte 0xfc at offset {offset}"):
        read_delivery(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(b"\xef\xbb\xbf" + CSV.replace(b"Yellow", b"Gelb\xfc", 1))
    with pytest.raises(DeliveryError, match=f"at offset {offset + 3}"):
        read_delivery(tmp_path / "b.csv")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DeliveryError, match=r"monday\.csv does not exist\. Check the spelling"):
        read_delivery(tmp_path / "monday.csv")
    with pytest.raises(DeliveryError, match=r"is a folder; one file is needed"):
        read_delivery(tmp_path)
    (tmp_path / "box.csv").mkdir()
    with pytest.raises(DeliveryError, match=r"is a folder"):
        read_delivery(tmp_path / "box.csv")


def test_a_million_columns_are_refused_before_the_body_is_read(tmp_path, monkeypatch):
    path = tmp_path / "wide.csv"
    path.write_bytes(b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n")
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("the body was read"))
    with pytest.raises(DeliveryError, match=r"at least \d+ columns in its first line"):
        read_delivery(path)


def test_a_header_of_the_largest_size_is_still_read(tmp_path):
    names = [*COLUMNS, *(f"extra_{i}" for i in range(MAX_COLUMNS - WIDTH))]
    wide = typed({}).cast(pl.String).with_columns(pl.lit("x").alias(name) for name in names[WIDTH:])
    wide.write_csv(tmp_path / "a.csv")
    assert read_delivery(tmp_path / "a.csv").columns == names
    assert len(",".join(names)) < HEADER_LIMIT_KB * 1024
    wide.with_columns(one_more=pl.lit("x")).write_csv(tmp_path / "b.csv")
    with pytest.raises(DeliveryError, match=f"{MAX_COLUMNS + 1} columns"):
        read_delivery(tmp_path / "b.csv")


@pytest.mark.parametrize("case", ["wide", "cut", "flipped"])
def test_a_broken_parquet_file_is_refused_in_one_line(tmp_path, case):
    path = tmp_path / "a.parquet"
    if case == "wide":
        pl.DataFrame({f"c{i}": [1] for i in range(MAX_COLUMNS + 1)}).write_parquet(path)
    else:
        typed({}).write_parquet(path)
        whole = path.read_bytes()
        path.write_bytes(whole[:-30] if case == "cut" else whole[:-40] + b"\xff" * 32 + whole[-8:])
    with pytest.raises(DeliveryError) as refused:
        read_delivery(path)
    assert "\n" not in str(refused.value)


def test_a_parquet_footer_that_claims_to_be_huge_is_not_parsed(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + (1 << 30).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(DeliveryError, match="more than 16 MB"):
        read_delivery(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        b"\xef\xbb\xbf" + CSV,
        CSV.replace(b"\n", b"\r\n"),
        CSV.rstrip(b"\n"),
        CSV + b"\n\n",
    ],
    ids=["plain", "byte order mark", "Windows lines", "no last newline", "blank lines at the end"],
)
def test_a_readable_file_keeps_every_value(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert read_delivery(tmp_path / "a.csv").equals(SOUND)


def test_values_stay_as_they_came_and_an_empty_field_is_null(tmp_path):
    sent = as_text({"hp": "007.50", "rarity": "Rare ", "species": None, "is_holo": "TRUE"})
    sent.write_csv(tmp_path / "a.csv")
    assert read_delivery(tmp_path / "a.csv").equals(sent)
    assert set(read_delivery(tmp_path / "a.csv").dtypes) == {pl.String}


def test_csv_and_parquet_of_the_same_cards_are_judged_alike(tmp_path):
    cards = typed({}, {"hp": 20}, {"grade": 11, "grading_company": "Apex"})
    cards.write_csv(tmp_path / "a.csv")
    cards.write_parquet(tmp_path / "a.parquet")
    found = [
        breaches(read_delivery(tmp_path / f"a.{kind}"), SPECIES) for kind in ("csv", "parquet")
    ]
    assert found[0].height == 2
    assert found[0].equals(found[1])


def test_a_file_with_other_columns_is_read_as_it_was_sent(tmp_path):
    (tmp_path / "a.csv").write_text("cardId,power\n1,60+\n", "utf-8")
    assert read_as_sent(tmp_path / "a.csv").rows() == [("1", "60+")]
    with pytest.raises(DeliveryError, match=r"lacks 34 of 34 columns: card_id, .* and 24 more"):
        read_delivery(tmp_path / "a.csv")


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_any_damage_gives_a_refusal_or_all_rows(tmp_path_factory, data):
    sound = data.draw(st.sampled_from([CSV, FIRST + SECOND]))
    at = data.draw(st.integers(0, len(sound)))
    damage = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"\r", b'""']))
    damaged = sound[:at] + damage + sound[at + data.draw(st.integers(0, 3)) :]
    path = tmp_path_factory.mktemp("damaged") / "a.csv"
    path.write_bytes(damaged)
    try:
        delivery = read_delivery(path)
    except DeliveryError:
        return
    lines = csv.reader(io.StringIO(damaged.decode(), newline=""))
    _, *records = [record for record in lines if record]
    assert [[value or "" for value in row] for row in delivery.rows()] == records
    assert parse(delivery).height == delivery.height
