"""Entries put into `course.toml` as text, so that comments, order and layout stay."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect

from classroom.scaffold.writing import ScaffoldError, like

PATH = "classroom/course.toml"
ID = re.compile(r'^\s*\{ id = "([^"]+)"')


def lessons(text: str) -> list[dict]:
    """The lessons of a manifest, as it lists them; `ScaffoldError` where it is no TOML."""
    try:
        return tomllib.loads(text)["lesson"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        message = f"{PATH}: {error}; needed is TOML with a [[lesson]]. Mend it first."
        raise ScaffoldError(message) from None


def with_question(text: str, stem: str, entry: dict) -> str:
    """The manifest with one more question in a lesson, in the order of the ids."""
    wanted = lessons(text)
    listed = next(one for one in wanted if one["stem"] == stem)["questions"]
    place = bisect([one["id"] for one in listed], entry["id"])
    before = listed[place - 1]["id"] if place else None
    listed.insert(place, entry)
    at = _line_behind(text.split("\n"), stem, before)
    fields = f'id = "{entry["id"]}", minutes = {entry["minutes"]}, path = "{entry["path"]}"'
    return _checked(_inserted(text, at, f"    {{ {fields} }},\n"), wanted)


def with_lesson(text: str, block: str) -> str:
    """The manifest with one more `[[lesson]]`, in the order of the stems."""
    entry = tomllib.loads(block)["lesson"][0]
    known = lessons(text)
    wanted = sorted([*known, entry], key=lambda one: one["stem"])
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.strip() == "[[lesson]]"]
    place = wanted.index(entry)
    if place == len(known):
        return _checked(text + like(text, f"\n{block}"), wanted)
    at = heads[place]
    # A comment right above a lesson belongs to it.
    while lines[at - 1].startswith("#"):
        at -= 1
    return _checked(_inserted(text, at, f"{block}\n"), wanted)


def _inserted(text: str, at: int, addition: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[:at]) + "\n" + like(text, addition) + "\n".join(lines[at:])


def _line_behind(lines: list[str], stem: str, question_id: str | None) -> int:
    stripped = [line.strip() for line in lines]
    try:
        at = stripped.index("questions = [", stripped.index(f'stem = "{stem}"')) + 1
    except ValueError:
        message = f"{PATH} does not list the questions of {stem} one a line; write it as lesson 01."
        raise ScaffoldError(message) from None
    if question_id is None:
        return at
    ids = [(ID.match(line) or ["", ""])[1] for line in lines[at:]]
    return at + ids.index(question_id) + 1 if question_id in ids else at


def _checked(text: str, wanted: list[dict]) -> str:
    try:
        found = tomllib.loads(text)["lesson"]
    except tomllib.TOMLDecodeError:
        found = []
    if found != wanted:
        message = f"{PATH} is laid out in another way than lesson 01 in it; add the entry by hand."
        raise ScaffoldError(message)
    return text
