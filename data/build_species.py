# /// script
# requires-python = ">=3.11"
# dependencies = ["poke-env==0.16.1", "polars>=2.0"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# ///
"""Write species.csv, the real facts behind the cards: `uv run --script data/build_species.py`.

The facts come from the Pokedex file inside the wheel of poke-env 0.16.1 (MIT).
The package itself is never imported: its import pulls in a reinforcement-learning stack.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import polars as pl

Entry = dict[str, Any]

POKEDEX = "poke_env/data/static/pokedex/gen9pokedex.json"
TARGET = Path(__file__).parent / "species.csv"
# Last national dex number of each generation; from the games.
LAST_DEX_NO = (151, 251, 386, 493, 649, 721, 809, 905, 1025)
LEGENDARY_TAGS = {"Restricted Legendary", "Sub-Legendary"}
STATS = {
    "base_hp": "hp",
    "base_attack": "atk",
    "base_defense": "def",
    "base_sp_attack": "spa",
    "base_sp_defense": "spd",
    "base_speed": "spe",
}


def pokedex() -> dict[str, Entry]:
    """The Pokedex of poke-env, by species name; forms keep their own entries."""
    file = metadata.distribution("poke-env").locate_file(POKEDEX)
    entries = json.loads(Path(str(file)).read_text(encoding="utf-8")).values()
    return {entry["name"]: entry for entry in entries if entry.get("num", 0) > 0}


def base_species(name: str, entries: dict[str, Entry]) -> str:
    """The species a form belongs to ("Linoone-Galar" gives "Linoone"); a species gives itself."""
    return entries[name].get("baseSpecies", name)


def lineage(name: str, entries: dict[str, Entry]) -> list[str]:
    """The species from the root of the evolution line down to `name`, both included.

    A regional form counts as its species: Obstagoon descends from Zigzagoon.
    """
    previous = entries[name].get("prevo")
    if previous is None:
        return [name]
    return [*lineage(base_species(previous, entries), entries), name]


def facts(entry: Entry, entries: dict[str, Entry], evolving: set[str]) -> dict[str, object]:
    """One row of species.csv."""
    line = lineage(entry["name"], entries)
    tags = set(entry.get("tags", []))
    dex_no = entry["num"]
    return {
        "dex_no": dex_no,
        "species": entry["name"],
        "line_id": entries[line[0]]["num"],
        "evo_stage": len(line) - 1,
        "has_evolution": entry["name"] in evolving,
        "generation": 1 + sum(dex_no > last for last in LAST_DEX_NO),
        "vg_type_1": entry["types"][0],
        "vg_type_2": (entry["types"] + [None])[1],
        **{column: entry["baseStats"][key] for column, key in STATS.items()},
        "height_m": float(entry["heightm"]),
        "weight_kg": float(entry["weightkg"]),
        "body_color": entry["color"],
        "egg_groups": "|".join(entry["eggGroups"]),
        "ability": entry["abilities"]["0"],
        "is_legendary": bool(tags & LEGENDARY_TAGS),
        "is_mythical": "Mythical" in tags,
    }


def species_table() -> pl.DataFrame:
    """One row per base species, ordered by dex number."""
    entries = pokedex()
    evolving = {base_species(e["prevo"], entries) for e in entries.values() if "prevo" in e}
    species = [e for e in entries.values() if "baseSpecies" not in e and "forme" not in e]
    rows = [facts(entry, entries, evolving) for entry in species]
    return pl.DataFrame(rows).sort("dex_no")


if __name__ == "__main__":
    table = species_table()
    if table.height != LAST_DEX_NO[-1] or table["dex_no"].n_unique() != table.height:
        message = f"{table.height} species found, {LAST_DEX_NO[-1]} expected: check the filters"
        raise SystemExit(message)
    table.write_csv(TARGET)
