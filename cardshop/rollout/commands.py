"""`python -m cardshop promote | rollback | history | shadow`."""

from __future__ import annotations

import contextlib
import getpass
import os
import time
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from cardshop import artifact
from cardshop.artifact import DESK, FILE
from cardshop.rollout.comparing import BIASES, Comparison, Plan, compare
from cardshop.rollout.history import By, Change, history
from cardshop.rollout.plans import fixed_plan
from cardshop.rollout.refusals import RolloutError
from cardshop.rollout.releasing import promote, rollback
from cardshop.rollout.shadowing import CHALLENGER, CHAMPION, replay, shadow

Root = Annotated[
    Path, typer.Option("--artifacts", envvar="CARDSHOP_ARTIFACTS", help="Versions and LATEST.")
]
Why = Annotated[str | None, typer.Option(help="One sentence for the history.")]
ROOT = Path("artifacts")
# Of what is answered in another way, so many kinds are shown.
MOST_SHOWN = 5
# How files begin: https://www.sqlite.org/fileformat.html, https://parquet.apache.org/docs/file-format
SQLITE, PARQUET = b"SQLite format 3\0", b"PAR1"


def promote_command(
    version: Annotated[str, typer.Argument(help="MAJOR.MINOR.PATCH, one that is there.")],
    artifacts: Root = ROOT,
    *,
    why: Why = None,
    other_columns: Annotated[
        bool, typer.Option("--other-columns", help="Stations send other columns already.")
    ] = False,
) -> None:
    """Put a version into service: a running service answers from it within 2 s."""
    told = promote(artifacts, version, by=_by(why), other_columns=other_columns)
    if told.before == told.version:
        typer.echo(f"{version} is the one that is served already")
        return
    _say_change(told)


def rollback_command(artifacts: Root = ROOT, *, why: Why = None) -> None:
    """Go back to the version that was served before; again, to the one before that."""
    _say_change(rollback(artifacts, by=_by(why)))


def history_command(artifacts: Root = ROOT) -> None:
    """Show who changed the served version, when and why, the newest last."""
    found = history(artifacts)
    if not found.height:
        typer.echo(f"no version of {artifacts} was promoted or rolled back yet")
    for at_ms, who, action, version, before, why in found.rows():
        if action is None:
            typer.echo("a line that cannot be read")
            continue
        day = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at_ms / 1000))
        reason = f": {why}" if why else ""
        typer.echo(f"{day} UTC  {action} {version}, before {before or 'none'}, by {who}{reason}")


def shadow_command(
    challenger: Annotated[str, typer.Argument(help="The version that is not served yet.")],
    artifacts: Root = ROOT,
    *,
    cards: Annotated[
        Path, typer.Option(envvar="CARDSHOP_JOURNAL", help="A journal, or a delivery's file.")
    ] = Path("journal.db"),
    labels: Annotated[
        Path | None, typer.Option(help="Parquet of what became known of a journal's cards.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option(help="LOOKSxLOTS, 5x80 if not said; fixed at the first call.")
    ] = None,
) -> None:
    """Answer the same cards by the served version and by another; compare where truth is known."""
    champion, other = artifact.load(artifacts), _load(artifacts, challenger)
    rows = _journal(cards)
    if rows is None:
        _say_shadow(shadow(champion, other, _delivery(cards)), champion, other)
        return
    from cardshop.monitoring import known, lots_of, read_labels

    replayed = replay(champion, other, rows, lots=lots_of(rows))
    _say_shadow(replayed, champion, other)
    if labels is None:
        typer.echo("which of both is right is not known here: name what became known with --labels")
        return
    by = _by(None)
    truths = known(read_labels(labels), by.at_ms)
    fixed = fixed_plan(artifacts, challenger, wanted=_plan(plan), by=by)
    _say_comparison(compare(replayed, truths, fixed), fixed)


COMMANDS = {
    "promote": promote_command,
    "rollback": rollback_command,
    "history": history_command,
    "shadow": shadow_command,
}


def _by(why: str | None) -> By:
    try:
        who = getpass.getuser()
    except (KeyError, OSError):
        # A container's user may have a number alone.
        who = f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"
    return By(who, time.time_ns() // 1_000_000, why)


def _load(root: Path, version: str) -> artifact.Artifact:
    if version not in artifact.versions(root):
        known = ", ".join(artifact.versions(root)) or "none"
        raise RolloutError(f"{root} has no version {version[:80]!r}. Versions: {known}.")
    return artifact.load(root / version)


def _plan(text: str | None) -> Plan | None:
    if text is None:
        return None
    numbers = text.split("x")
    if len(numbers) != 2 or not all(one.isdecimal() and len(one) < 6 for one in numbers):
        raise RolloutError(f"plan {text[:40]!r} is not LOOKSxLOTS, two whole numbers. Try 5x80.")
    return Plan(*map(int, numbers))


def _journal(path: Path) -> pl.DataFrame | None:
    """The rows of a journal, in SQLite or as recorded in Parquet; None for another file."""
    from cardshop.journal import Entry, read

    start = _first_bytes(path, len(SQLITE))
    if start == SQLITE:
        return read(path)
    if start.startswith(PARQUET):
        with contextlib.suppress(pl.exceptions.PolarsError):
            if {*Entry._fields} <= pl.scan_parquet(path, glob=False).collect_schema().keys():
                return pl.read_parquet(path, columns=list(Entry._fields), glob=False)
    return None


def _first_bytes(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except FileNotFoundError:
        message = f"there is no journal and no delivery {path}. `python -m cardshop serve` writes "
        raise RolloutError(f"{message}a journal; name it with --cards.") from None
    except OSError as error:
        raise RolloutError(f"{path} cannot be read: {error.strerror}. Name a file.") from None


def _delivery(path: Path) -> pl.DataFrame:
    from cardshop.contract import quarantine, read_delivery
    from cardshop.dataset import load_species

    split = quarantine(read_delivery(path), load_species())
    if split.quarantined.height:
        typer.echo(f"{split.quarantined.height} cards break the contract and are left out")
    return split.accepted


def _say_change(told: Change) -> None:
    if told.skipped:
        typer.echo(f"passed over, since they do not load: {', '.join(told.skipped)}")
    typer.echo(f"{told.version} is served from now on, before {told.before or 'none'}")


def _say_shadow(
    answers: pl.DataFrame, champion: artifact.Artifact, challenger: artifact.Artifact
) -> None:
    if not answers.height:
        raise RolloutError(
            "there is no card to compare on. Name a journal or a delivery with some."
        )
    versions = {CHAMPION: champion.version, CHALLENGER: challenger.version}
    shares = answers.select(
        pl.col("same").mean(), *((pl.col(f"{side}_decision") == FILE).mean() for side in versions)
    ).row(0)
    about = f"{challenger.version} beside {champion.version} on {answers.height:,} cards"
    typer.echo(f"{about}: {shares[0]:.1%} answered alike")
    filed = zip(shares[1:], versions.values(), strict=True)
    typer.echo(f"filed: {', '.join(f'{share:.1%} by {version}' for share, version in filed)}")
    for ours, theirs, cards in _other_answers(answers).rows():
        typer.echo(f"  {ours} becomes {theirs}: {cards:,} cards")


def _other_answers(answers: pl.DataFrame) -> pl.DataFrame:
    """The most frequent pairs of answers that differ: champion, challenger, len."""
    said = {
        side: pl.when(pl.col(f"{side}_decision") == FILE)
        .then(f"{side}_type")
        .otherwise(pl.lit(DESK))
        for side in (CHAMPION, CHALLENGER)
    }
    pairs = answers.filter(~pl.col("same")).select(**said).group_by(*said).len()
    return pairs.sort(pl.col("len").cast(pl.Int64).neg(), *said).head(MOST_SHOWN)


def _say_comparison(found: Comparison, plan: Plan) -> None:
    for look in found.table.iter_rows(named=True):
        typer.echo(
            f"look {look['look']}, {look['lots']} lots: saves ${look['gain_usd']:.4f} a card "
            f"(${look['low']:.4f} to ${look['high']:.4f}), p {look['p_value']:.4f}, "
            f"decides at {look['limit']:.4f}"
        )
    planned = plan.looks * plan.lots_a_look
    typer.echo(f"{found.lots} of {planned} lots are labelled; {found.waiting} cards wait")
    alone = [
        f"{kind} ${usd:.4f}"
        for kind, usd in (("desk", found.desk_alone_usd), ("audit", found.audit_alone_usd))
        if usd is not None
    ]
    typer.echo(f"saved a labelled card, by who labelled it: {', '.join(alone) or 'nothing'}")
    for one in BIASES:
        typer.echo(f"  {one}")
    typer.echo(f"verdict: {found.verdict}")
