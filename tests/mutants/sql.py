"""Small faults in SQL, planted one at a time in a text: a query's slips, token by token.

The other comparison, the other end of an order, the other join, the wrong column, a forgotten
condition, key, filter or step of de-duplication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|\w+|<=|>=|<>|!=|\S|\s+")
SWAPS: dict[str, list[str]] = {
    "<": ["<=", ">"],
    "<=": ["<", ">="],
    ">": [">=", "<"],
    ">=": [">", "<="],
    "=": ["<>"],
    "<>": ["="],
    "!=": ["="],
    "+": ["-"],
    "-": ["+"],
    "and": ["or"],
    "or": ["and"],
    "asc": ["desc"],
    "desc": ["asc"],
    "left": ["", "right"],
    "asof": [""],
    "inner": ["left"],
    "distinct": [""],
    "all": [""],
    "not": [""],
    "is": ["is not"],
    "max": ["min", "avg"],
    "min": ["max"],
    "sum": ["avg"],
    "avg": ["sum"],
    "count": ["sum"],
    "arg_max": ["arg_min", "max"],
    "arg_min": ["arg_max"],
    "max_by": ["min_by"],
    "min_by": ["max_by"],
    "first": ["last"],
    "last": ["first"],
    "first_value": ["last_value"],
    "last_value": ["first_value"],
    "lag": ["lead"],
    "lead": ["lag"],
    "row_number": ["rank"],
    "rank": ["row_number"],
    "preceding": ["following"],
    "following": ["preceding"],
    "intersect": ["except"],
    "except": ["intersect"],
}
KEYWORDS = {"select", "from", "where", "group", "order", "by", "on", "using", "as", "with"}
KEYWORDS |= {"recursive", "having", "qualify", "limit", "over", "partition", "join", "full"}
KEYWORDS |= {"cross", "union", "null", "between", "case", "when", "then", "else", "end", "filter"}
KEYWORDS |= {"within", "rows", "range", "unbounded", "current", "row", "interval", "day", "nulls"}
KEYWORDS |= {"true", "false", "in", "exists", "like", "values", "window", "offset", *SWAPS}
# A clause ends where the next one begins, or where its bracket closes.
STARTS = {"select", "from", "where", "group", "order", "having", "qualify", "limit", "window"}
STARTS |= {"join", "left", "right", "full", "inner", "cross", "asof", "union", "rows", "range"}
CONDITIONS = {"where", "on", "having", "qualify", "when"}
Change = tuple[str, str]


def is_sql(text: str) -> bool:
    """Whether a text reads as a query."""
    words = {token.lower() for token in TOKEN.findall(text)}
    return {"select", "from"} <= words


def sql_changes(text: str) -> Iterator[Change]:
    """Every changed text of a query, with the operator that changed it; repeats are possible."""
    tokens = TOKEN.findall(text)
    words = [token.lower() for token in tokens]
    for place, word in enumerate(words):
        for other in _others(words, place):
            yield f"sql {word}", "".join([*tokens[:place], other, *tokens[place + 1 :]])
    for operator, start, end in [*_conjuncts(words), *_keys(words), *_filters(words)]:
        yield operator, "".join([*tokens[:start], " ", *tokens[end:]])


def _others(words: list[str], place: int) -> Iterator[str]:
    word = words[place]
    # `is not null` loses its not elsewhere, and `is distinct from` has no word to spare.
    if word == "is" and _near(words, place, 1) in ("not", "distinct"):
        return
    yield from SWAPS.get(word, [])
    if word.isdigit():
        yield from (str(int(word) + 1), str(int(word) - 1))
    if word in _columns(words):
        columns = sorted(_columns(words))
        yield columns[(columns.index(word) + 1) % len(columns)]
    if word in _qualifiers(words) and _near(words, place, 1) == ".":
        tables = sorted(_qualifiers(words))
        yield tables[(tables.index(word) + 1) % len(tables)]


def _near(words: list[str], place: int, step: int) -> str:
    place += step
    while 0 <= place < len(words) and words[place].isspace():
        place += step
    return words[place] if 0 <= place < len(words) else ""


def _is_name(word: str) -> bool:
    return re.fullmatch(r"[a-z_]\w*", word) is not None and word not in KEYWORDS


def _columns(words: list[str]) -> set[str]:
    names = [place for place, word in enumerate(words) if _is_name(word)]
    tables = {
        words[place] for place in names if _near(words, place, -1) in ("from", "join", "with")
    }
    aliases = {words[place] for place in names if _near(words, place, -1) in tables}
    calls = {words[place] for place in names if _near(words, place, 1) == "("}
    return {words[place] for place in names} - tables - aliases - calls - _qualifiers(words)


def _qualifiers(words: list[str]) -> set[str]:
    places = range(len(words))
    return {words[n] for n in places if _is_name(words[n]) and _near(words, n, 1) == "."}


def _clause_end(words: list[str], start: int, stops: set[str]) -> int:
    depth = 0
    for place in range(start, len(words)):
        depth += (words[place] == "(") - (words[place] == ")")
        if depth < 0 or (depth == 0 and words[place] in stops):
            return place
    return len(words)


def _conjuncts(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """`a and b`: once without a, once without b. The `and` of a `between` is left alone."""
    for place, word in enumerate(words):
        if word not in CONDITIONS:
            continue
        end = _clause_end(words, place + 1, STARTS | {"then", ";"})
        cuts, begin, between = [place], place + 1, False
        while begin < end:
            cut = _clause_end(words, begin, {"and", "between"})
            if cut >= end:
                break
            if words[cut] == "and" and not between:
                cuts.append(cut)
            between = words[cut] == "between"
            begin = cut + 1
        for left, right in zip(cuts, [*cuts[1:], end], strict=True):
            if len(cuts) > 1 and left == place:
                yield "sql drop condition", left + 1, right + 1
            elif len(cuts) > 1:
                yield "sql drop condition", left, right


def _keys(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """Each key of `group by`, `order by` and `partition by`, and of `using (...)`."""
    for place, word in enumerate(words):
        if word != "by" and not (word == "using" and _near(words, place, 1) == "("):
            continue
        start = place + 1 if word == "by" else words.index("(", place) + 1
        end = _clause_end(words, start, STARTS | {"order", ";"})
        commas = [start - 1]
        while (comma := _clause_end(words, commas[-1] + 1, {","})) < end:
            commas.append(comma)
        for left, right in zip(commas, [*commas[1:], end], strict=True):
            if left > start - 1:
                yield "sql drop key", left, right
            elif len(commas) > 1:
                yield "sql drop key", left + 1, right + 1


def _filters(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """Whole clauses that narrow, order or group: `where`, `having`, `qualify`, `... by`."""
    for place, word in enumerate(words):
        if word in ("where", "having", "qualify", "limit"):
            yield f"sql drop {word}", place, _clause_end(words, place + 1, STARTS | {";"})
        elif word in ("order", "group", "partition"):
            by = words.index("by", place)
            yield f"sql drop {word} by", place, _clause_end(words, by + 1, STARTS | {";"})
