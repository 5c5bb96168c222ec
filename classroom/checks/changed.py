"""Code before and after a proposed change, in one process: diffs read, modules run, tests tried.

Nothing is written and no installed module is touched: a changed module finds the others of its
own version where it imports them, and the installed ones everywhere else.
"""

from __future__ import annotations

import builtins
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from classroom.checks.limits import StoppedError

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,\d+)? @@")


class ChangeError(Exception):
    """A diff does not fit the text that it is for."""


def files_of(diff: str) -> dict[str, list[str]]:
    """The hunks of each file of a unified diff, as lines, by its path after the change."""
    found: dict[str, list[str]] = {}
    path = None
    for line in diff.splitlines():
        if line.startswith("+++ b/"):
            path = line.removeprefix("+++ b/")
            found[path] = []
        elif line.startswith("diff --git "):
            path = None
        elif path is not None:
            found[path].append(line)
    return found


def shown_lines(hunks: list[str]) -> dict[int, str]:
    """The lines of the new file that a diff shows, changed or not, by number from 1."""
    shown, number = {}, 0
    for line in hunks:
        if head := HUNK.match(line):
            number = int(head[3])
        elif not line.startswith(("-", "\\")):
            shown[number] = line[1:]
            number += 1
    return shown


def applied(before: str, hunks: list[str]) -> str:
    """The text after a change. Raises ChangeError where the diff was made for another text."""
    old, new, at = before.splitlines(), [], 0
    for line in hunks:
        if head := HUNK.match(line):
            # A hunk of no old lines names the line that it follows.
            start = int(head[1]) - (head[2] != "0")
            new += old[at:start]
            at = start
            continue
        if line.startswith("+"):
            new.append(line[1:])
            continue
        if at >= len(old) or old[at] != line[1:]:
            message = f"the diff expects {line[1:].strip()!r} in line {at + 1}. Run `course build`."
            raise ChangeError(message)
        new += [old[at]] if line.startswith(" ") else []
        at += 1
    return "\n".join([*new, *old[at:]]) + "\n"


def loaded(texts: Mapping[str, tuple[str, str]]) -> dict[str, ModuleType]:
    """Modules by dotted name, each run from its text; `texts` holds (file name, source).

    They import one another from `texts` and anything else as installed. Names and the place of
    the file are those of the installed module.
    """
    made: dict[str, ModuleType] = {}

    def bring(
        name: str,
        globals_: Any = None,
        locals_: Any = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> Any:
        if fromlist and name in texts:
            return module(name)
        found = __import__(name, globals_, locals_, fromlist, level)
        ours = [one for one in fromlist or () if f"{name}.{one}" in texts]
        if not ours:
            return found
        mixed = ModuleType(name)
        mixed.__dict__.update(vars(found), **{one: module(f"{name}.{one}") for one in ours})
        return mixed

    def module(name: str) -> ModuleType:
        if name not in made:
            importlib.import_module(name)
            path, source = texts[name]
            made[name] = new = ModuleType(name)
            new.__dict__.update(__file__=path, __builtins__={**vars(builtins), "__import__": bring})
            exec(compile(source, path, "exec"), new.__dict__)  # noqa: S102  the shop's own text
        return made[name]

    return {name: module(name) for name in texts}


def both(
    root: Path, diff: str, names: Iterable[str]
) -> tuple[dict[str, ModuleType], dict[str, ModuleType]]:
    """Modules of a package under `root` as they are, and as a diff makes them, by dotted name.

    Name those that the diff changes, and those between them that import a changed one.
    """
    hunks = files_of(diff)
    paths = {name: f"{name.replace('.', '/')}.py" for name in names}
    base = {
        name: (str(root / path), (root / path).read_text("utf-8")) for name, path in paths.items()
    }
    after = {
        name: (place, applied(text, hunks[paths[name]]) if paths[name] in hunks else text)
        for name, (place, text) in base.items()
    }
    return loaded(base), loaded(after)


def tried_on(source: str, base: Any, change: Any, names: Mapping[str, Any]) -> str:
    """What a comment's test does wrong, as a clause; "" where it tells the change from the base.

    The source holds one function `test_...(change)`; it gets what is under test, and `names`.
    """
    space = dict(names)
    try:
        exec(compile(source, "the test", "exec"), space)  # noqa: S102  the learner's own test
    except Exception as error:  # noqa: BLE001  whatever it is, they read it
        return f"does not run ({type(error).__name__}: {error})"
    tests = [one for name, one in space.items() if name.startswith("test_") and callable(one)]
    if len(tests) != 1:
        return f"has {len(tests)} functions whose names begin with test_; one is needed"
    on_base, on_change = _outcome(tests[0], base), _outcome(tests[0], change)
    if on_base == on_change:
        return f"{on_base} on the change and on main alike, so it tells nothing of this change"
    if on_base != "passes":
        return f"{on_base} on main, where it should pass"
    return "" if on_change == "fails" else f"{on_change} on the change; an assert should fail there"


def _outcome(test: Callable[[Any], object], given: Any) -> str:
    try:
        test(given)
    except AssertionError:
        return "fails"
    except StoppedError:
        raise
    except BaseException as error:  # noqa: BLE001  a test may raise anything, even exit
        return f"raises {type(error).__name__} ({str(error).splitlines()[0] if str(error) else ''})"
    return "passes"
