"""Rebuild the committed data files, check them, or write a table of millions of cards.

python data/generate.py                              rebuild what data/CHECKSUMS lists
python data/generate.py --check                      compare the files with a rebuild
python data/generate.py --seed 7 --out FOLDER        the same files from another seed
python data/generate.py --rows 1_000_000             data/large/cards_1000000.parquet
python data/generate.py --rows 10_000_000 --out F.parquet
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from generator import files, streaming
from generator.prints import MAX_ROWS
from generator.seeds import SEED

DATA = Path(__file__).resolve().parent
SPECIES = DATA / files.SPECIES_FILE
FAILED, BAD_INPUT, STOPPED = 1, 2, 130


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 and one line that names what to do next."""
        self.exit(BAD_INPUT, f"generate.py: {message}. See --help.\n")


def whole_rows(text: str) -> int:
    """A number of rows from 1 to MAX_ROWS; underscores are welcome."""
    try:
        rows = int(text)
    except ValueError:
        rows = 0
    if not 1 <= rows <= MAX_ROWS:
        message = f"{text!r} is no whole number from 1 to {MAX_ROWS:_}; try 1_000_000"
        raise argparse.ArgumentTypeError(message)
    return rows


def whole_seed(text: str) -> int:
    """A seed: zero or a positive whole number."""
    if not text.isdecimal():
        message = f"{text!r} is no whole number from 0; try {SEED}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def parser() -> OneLineParser:
    """The command line."""
    made = OneLineParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = made.add_mutually_exclusive_group()
    what.add_argument("--rows", type=whole_rows, help="write one large card table instead")
    what.add_argument("--check", action="store_true", help="compare only, change nothing")
    what.add_argument("--accept", action="store_true", help="authors: write new CHECKSUMS")
    made.add_argument("--out", type=Path, help="folder for the files, or .parquet for --rows")
    made.add_argument("--seed", type=whole_seed, default=SEED, help=f"default {SEED}; needs --out")
    made.add_argument("--force", action="store_true", help="overwrite what stands at --out")
    return made


def refuse(message: str) -> NoReturn:
    """Leave with exit code 2 and one line."""
    parser().exit(BAD_INPUT, f"generate.py: {message}\n")


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Leave with one line: the input was fine, the work could not be done."""
    parser().exit(code, f"generate.py: {message}\n")


def large_target(options: argparse.Namespace) -> Path:
    """Where the large table goes; refuses what cannot be written or must not be overwritten."""
    path: Path | None = options.out
    if path is None:
        path = DATA / "large" / f"cards_{options.rows}.parquet"
        path.parent.mkdir(exist_ok=True)
    if path.suffix != ".parquet":
        refuse(f"--out is {str(path)!r}: a large table is a .parquet file. Rename it.")
    if not path.parent.is_dir():
        refuse(f"the folder {str(path.parent)!r} does not exist. Make it first: mkdir -p.")
    if path.is_dir():
        refuse(f"--out is {str(path)!r}, a folder. Name a .parquet file inside it.")
    if path.exists() and not options.force:
        refuse(f"{str(path)!r} exists. Choose another name, or add --force to overwrite it.")
    try:
        streaming.claim(path)
    except OSError as error:
        refuse(f"cannot write {str(path)!r}: {error.strerror}. Choose another folder.")
    return path


def write_large(options: argparse.Namespace) -> None:
    """Stream the large table to disk with a progress bar."""
    path = large_target(options)
    press = files.press_for(options.seed, SPECIES)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    hidden = not console.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=hidden) as progress:
        task = progress.add_task(path.name, total=options.rows)
        try:
            streaming.write_large(
                press, options.rows, path, advance=lambda rows: progress.advance(task, rows)
            )
        except streaming.InterruptedWriteError:
            fail("stopped; the partial file was removed", STOPPED)
        except (OSError, pl.exceptions.PolarsError) as error:
            fail(f"cannot finish {str(path)!r}: {one_line(error)}. Is the disk full?")
    Console().print(f"{options.rows:,} cards in {path}", highlight=False, soft_wrap=True)


def one_line(error: Exception) -> str:
    """The first line of an error."""
    return str(error).partition("\n")[0]


def build(folder: Path, seed: int) -> list[str]:
    """Write every generated file into a folder and return their names."""
    tables = files.tables(seed, SPECIES)
    for name, make in tables.items():
        files.write(make(), folder / name)
    return list(tables)


def report(comparisons: list[files.Comparison]) -> None:
    """One line per file; leaves with exit code 1 if one does not agree."""
    for comparison in comparisons:
        Console().print(f"{comparison.verdict:<32} {comparison.name}", highlight=False)
    if not all(comparison.agrees for comparison in comparisons):
        fail("files differ. Restore them with git checkout -- data; authors: --accept.")


def check() -> None:
    """Compare the committed files with CHECKSUMS and with a rebuild; change nothing."""
    listed = files.read_checksums(DATA)
    with tempfile.TemporaryDirectory() as scratch:
        names = {*build(Path(scratch), SEED), *listed}
        report(
            [
                files.compare(DATA, Path(scratch), name=name, listed=listed.get(name))
                for name in sorted(names)
            ]
        )


def rebuild(*, accept: bool) -> None:
    """Put the rebuilt files in place; other bytes than CHECKSUMS lists only with `accept`."""
    listed = {} if accept else files.read_checksums(DATA)
    with tempfile.TemporaryDirectory() as scratch:
        names = build(Path(scratch), SEED)
        for name in names:
            fresh = Path(scratch) / name
            if accept or files.sha256(fresh) == listed.get(name):
                (DATA / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(fresh, DATA / name)
        if accept:
            files.write_checksums(DATA, [*names, files.SPECIES_FILE])
    check()


def build_elsewhere(options: argparse.Namespace) -> None:
    """Write the files of a seed, and their CHECKSUMS, into another folder."""
    folder: Path = options.out
    if not folder.is_dir():
        refuse(f"the folder {str(folder)!r} does not exist. Make it first: mkdir -p.")
    if any(folder.iterdir()) and not options.force:
        refuse(f"{str(folder)!r} is not empty. Choose another folder, or add --force.")
    try:
        names = build(folder, options.seed)
        shutil.copyfile(SPECIES, folder / SPECIES.name)
        files.write_checksums(folder, [*names, SPECIES.name])
    except OSError as error:
        refuse(f"cannot write to {str(folder)!r}: {error.strerror}. Choose another folder.")
    Console().print(f"{len(names) + 1} files in {folder}", highlight=False, soft_wrap=True)


def main(arguments: list[str]) -> None:
    """Run one of the commands that the module docstring lists."""
    options = parser().parse_args(arguments)
    if not SPECIES.is_file():
        refuse(f"{SPECIES} is missing. Restore it: git checkout -- data/{SPECIES.name}")
    if options.rows is not None:
        write_large(options)
    elif options.check:
        check()
    elif options.out is not None:
        build_elsewhere(options)
    elif options.seed != SEED:
        refuse(f"--seed {options.seed} needs --out FOLDER: data/ holds seed {SEED} only.")
    else:
        rebuild(accept=options.accept)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        fail("stopped", STOPPED)
    except OSError as error:
        fail(f"{one_line(error)}. Free some space, or allow writing there.")
