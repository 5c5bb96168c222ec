"""Several files, written all or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class ScaffoldError(Exception):
    """Nothing was written; the message says what was wrong, what is allowed, what to do next."""


def read(path: Path) -> str:
    """The text of a file with its own line ends; `ScaffoldError` where there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"{path} cannot be read ({reason}); mend it, then run the command again."
        raise ScaffoldError(message) from None


def like(text: str, addition: str) -> str:
    """The addition with the line ends of the text that it goes into."""
    return addition.replace("\n", "\r\n") if "\r\n" in text else addition


def write_all(texts: Mapping[Path, str]) -> list[Path]:
    """Write every text to its path, and return the paths; on any failure change none of them.

    Texts and copies of what they replace are laid down beside their places first, since that is
    what a full disk stops; renames follow. Raises `ScaffoldError` when the system refuses one.
    """
    before: dict[Path, Path | None] = {}
    done: list[Path] = []
    try:
        for path, text in texts.items():
            before[path] = _copy(path)
            _beside(path, "partial").write_bytes(text.encode("utf-8"))
        for path in texts:
            # Noted first: an interruption between the two is put right as well.
            done.append(path)
            _beside(path, "partial").replace(path)
    except BaseException as failure:
        for path in done:
            _put_back(path, before[path])
        if not isinstance(failure, OSError):
            raise
        message = f"Not written, and no file was changed: {failure}. Mend that, then run it again."
        raise ScaffoldError(message) from failure
    finally:
        for path in texts:
            _beside(path, "partial").unlink(missing_ok=True)
            _beside(path, "before").unlink(missing_ok=True)
    return list(texts)


def _copy(path: Path) -> Path | None:
    if not path.exists():
        return None
    copy = _beside(path, "before")
    copy.write_bytes(path.read_bytes())
    return copy


def _put_back(path: Path, copy: Path | None) -> None:
    if copy is None:
        path.unlink(missing_ok=True)
    else:
        copy.replace(path)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}.{ending}")
