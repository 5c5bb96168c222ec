"""Everything that can be wrong with what a learner, a disk or an author hands to `course`.

Each row: how it comes about, the command, and the words that help. `tests/classroom`
runs them all; what lies in `work/` before a command must lie there after it.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STEM = "01_data_engineering"
LONG = 500_000
STUB = re.compile(
    r"(def load_boxes\(.*?)    # TODO: write your answer here, then run the cell\.\n"
    r"    raise NotImplementedError\n",
    re.DOTALL,
)


@dataclass(frozen=True)
class Row:
    """A kind of bad input: its command, the words it gets, and how it comes about."""

    command: list[str]
    says: str
    prepare: Callable[[Path], None] = lambda folder: None
    # A judged answer is told in the report, everything else in one line.
    reported: bool = False
    typed: str = ""
    disk_bytes: int | None = None


def exercise(folder: Path) -> str:
    """The exercise as it is published."""
    return (folder / "exercises" / f"{STEM}.py").read_text("utf-8")


def working(text: str | bytes) -> Callable[[Path], None]:
    """The learner's copy holds this text."""

    def prepare(folder: Path) -> None:
        copy = folder / "work" / f"{STEM}.py"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(text.encode() if isinstance(text, str) else text)

    return prepare


def edited(change: Callable[[str], str]) -> Callable[[Path], None]:
    """The learner's copy is the exercise, changed."""
    return lambda folder: working(change(exercise(folder)))(folder)


def answered(body: str) -> Callable[[Path], None]:
    """The learner's answer to 1.2 is this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return edited(lambda text: STUB.sub(lambda found: found.group(1) + lines, text, count=1))


def replaced(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A file of the course is changed."""

    def prepare(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return prepare


def removed(name: str) -> Callable[[Path], None]:
    """A file of the course is gone."""
    return lambda folder: (folder / name).unlink()


def placed(name: str, *, folder_instead: bool = False) -> Callable[[Path], None]:
    """A file, or a folder, stands where the other is needed."""

    def prepare(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if folder_instead else path.write_text("mine")

    return prepare


def both(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    """One after the other."""

    def prepare(folder: Path) -> None:
        for one in steps:
            one(folder)

    return prepare


def long_record(folder: Path) -> None:
    """The record is as long as any file may be."""
    placed(".course/record.jsonl")(folder)
    (folder / ".course" / "record.jsonl").write_text(" " * (LONG - 1) + "\n")


def recorded(folder: Path, question: str = "1.5c") -> None:
    """A question passed once."""
    event = {"v": 1, "kind": "attempt", "question": question, "attempt": "a", "state": "passed"}
    placed(".course/record.jsonl")(folder)
    (folder / ".course" / "record.jsonl").write_text(json.dumps(event) + "\n")


def begun(kind: str, name: str) -> Callable[[Path], None]:
    """A clock runs, and no copy is there."""
    event = {"v": 1, "kind": kind, "name": name, "step": "begun", "at": "2026-01-05T09:00:00+00:00"}

    def prepare(folder: Path) -> None:
        placed(".course/record.jsonl")(folder)
        (folder / ".course" / "record.jsonl").write_text(json.dumps(event) + "\n")

    return prepare


def older_exam(folder: Path) -> None:
    """The learner's copy of an exam is from before its last question came."""
    text = (folder / "exercises" / "exam_churn.py").read_text("utf-8")
    copy = folder / "work" / "exam_churn.py"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text.split("@app.function\ndef folds(")[0], "utf-8")


def without(module: str) -> Callable[[Path], None]:
    """A package is not installed: found before the real one, it says what Python would."""

    def prepare(folder: Path) -> None:
        message = f"No module named {module!r}"
        text = f"raise ModuleNotFoundError({message!r}, name={module!r})\n"
        (folder / f"{module}.py").write_text(text)

    return prepare


def twice(text: str) -> str:
    """A second function of the answer's name, in a cell of its own."""
    return text + "\n\n@app.function\ndef load_boxes(paths):\n    return None\n"


def taken_port() -> tuple[socket.socket, str]:
    """A port that somebody listens on."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    return taken, str(taken.getsockname()[1])


TAKEN, PORT = taken_port()
CHECK = ["check", "1.2"]
NEW = ["--title", "A price", "--answer"]
COMMANDS = {
    "an unknown command": Row(["chekc"], "Did you mean 'check'? `course --help` shows"),
    "an unknown option": Row(["check", "--ful"], "No such option: --ful"),
    "an option without its value": Row(["start", "01", "--port"], "requires an argument"),
    "a missing argument": Row(["hint"], "`course hint --help` shows what is possible"),
    "an argument too many": Row(["hint", "1.2", "1.3"], "unexpected extra argument"),
    "an unknown lesson to check": Row(["check", "77"], "No lesson '77'; there are 00"),
    "an unknown lesson to start": Row(["start", "nine"], "No lesson 'nine'; there are 00"),
    "an unknown lesson to ask": Row(["quiz", "77"], "No lesson '77'; there are 00"),
    "a number of another script": Row(["check", "\u00b2"], "No lesson"),
    "a negative number": Row(["check", "--", "-1"], "No lesson '-1'"),
    "a path for a lesson": Row(["check", "exercises/01"], "No lesson 'exercises/01'"),
    "an unknown question to check": Row(["check", "1.99"], "No question '1.99'"),
    "an unknown question to reset": Row(["reset", "1.99"], "No question '1.99'"),
    "an unknown question to measure": Row(["measure", "1.99"], "No question '1.99'"),
    "a lesson where a question is needed": Row(["hint", "01"], "No question '01'; Data engineer"),
    "a question that measures nothing": Row(["measure", "1.2"], "Nothing is measured for 1.2"),
    "an answer to measure that is a stub": Row(["measure", "1.3"], "not written yet"),
    "a lesson of five thousand digits": Row(["check", "1" * 5_000], "there are 00"),
    "a certificate for nobody": Row(["certificate", "--name", " "], "The name is blank; write it"),
    "a name with a line break": Row(
        ["certificate", "--name", "Ada\nLovelace"], "holds U+000A, which does not print"
    ),
    "a name that turns its line around": Row(
        ["certificate", "--name", "Ada \u202e"], "U+202E, which does not print"
    ),
    "a certificate over another file": Row(
        ["certificate", "--name", "Ada", "--out", "README.md"],
        "README.md is there and no certificate of this course",
    ),
    "a kata that is done and has no name": Row(["kata", "--done"], "Which kata is done?"),
    "an unknown kata": Row(["kata", "juggling"], "No kata 'juggling'; there are data-test"),
    "a kata that has not begun": Row(["kata", "data-test", "--done"], "has not begun"),
    "an exam that is done and has no name": Row(["exam", "--done"], "Which exam is done?"),
    "an exam begun anew without a name": Row(["exam", "--anew"], "Which exam begins again?"),
    "an exam done and begun anew": Row(["exam", "churn", "--done", "--anew"], "Give one of --done"),
    "an unknown exam": Row(["exam", "juggling"], "No exam 'juggling'; there are churn"),
    "an exam that has not begun": Row(["exam", "churn", "--done"], "churn has not begun; `course"),
    "an exam whose copy is gone": Row(
        ["exam", "churn", "--done"],
        "work/exam_churn.py is gone; `course exam churn` makes a new one",
        begun("exam", "churn"),
    ),
    "a kata whose copy is gone": Row(
        ["kata", "data-test", "--done"],
        "work/kata_data_test.py is gone; `course kata data-test` begins again",
        begun("kata", "data-test"),
    ),
    "nothing to reset": Row(["reset", "1.2"], "`course start 01` makes one"),
    "a port that is a word": Row(["start", "01", "--port", "web"], "Invalid value for '--port'"),
    "a port beyond the last": Row(["start", "01", "--port", "70000"], "65535"),
    "a port in use": Row(["start", "01", "--port", PORT], f"Port {PORT} is taken"),
    "a quiz of no questions": Row(["quiz", "01", "--size", "0"], "'--size'"),
    "a quiz whose input ends": Row(["quiz", "01"], "The input ended", typed="1\n"),
    "an unknown checkpoint": Row(["quiz", "checkpoint-9"], "are checkpoint-1, checkpoint-2, final"),
    "a checkpoint of another size": Row(["quiz", "final", "--size", "3"], "give no --size"),
    "a checkpoint whose input ends": Row(["quiz", "final"], "The input ended", typed="\n\n"),
    "a checkpoint answered in other scripts": Row(
        ["quiz", "checkpoint-1"], "That is no answer here", typed="\u0663\n\U0001f40d \u4f55\n"
    ),
    "a new nothing": Row(["new"], "Missing command. `course new --help` shows what is possible"),
    "a new question with a taken id": Row(["new", "question", "1.2", *NEW, "price_of"], "1.2"),
    "a new question of no lesson": Row(["new", "question", "9.1", *NEW, "price_of"], "9.1"),
    "a new question named by a keyword": Row(["new", "question", "1.6", *NEW, "class"], "class"),
    "a new lesson with a taken number": Row(["new", "lesson", "01_other", "Other"], "01"),
    "a new lesson without a number": Row(["new", "lesson", "features", "Features"], "features"),
}
PLACES = {
    "work/ is a file": Row(["start", "01"], "must be a folder", placed("work")),
    "the copy is a folder": Row(
        CHECK, "Move the folder away", placed(f"work/{STEM}.py", folder_instead=True)
    ),
    "the exercise is gone": Row(CHECK, "cannot be read", removed(f"exercises/{STEM}.py")),
    "the record is a folder": Row(
        ["status"], "Move it away", placed(".course/record.jsonl", folder_instead=True)
    ),
    "the record's folder is a file": Row(
        CHECK, "Progress could not be", both(answered("return None"), placed(".course"))
    ),
    "the disk is full": Row(
        CHECK, "File too large", both(answered("return None"), long_record), disk_bytes=LONG
    ),
    "the manifest is damaged": Row(
        ["status"], "course.toml", replaced("classroom/course.toml", lambda text: text[:-3])
    ),
    "a check file does not parse": Row(
        CHECK,
        "does not load (SyntaxError",
        replaced(f"checks/{STEM}.py", lambda text: text + b"\ndef (\n"),
    ),
    "a check file lost its question": Row(
        CHECK, "has no check of 1.2", replaced(f"checks/{STEM}.py", lambda text: b"'''Empty.'''\n")
    ),
    "a check file is gone, for a hint": Row(
        ["hint", "1.2"], "`git checkout checks/", removed(f"checks/{STEM}.py")
    ),
    "a check raises": Row(
        CHECK,
        "this is not your fault",
        both(
            answered("return None"),
            replaced(f"checks/{STEM}.py", lambda text: text.replace(b"yield", b"1 / 0; yield")),
        ),
        reported=True,
    ),
    "a data file changed": Row(
        ["check", "1.5c"],
        "partner.csv",
        both(
            lambda folder: working((folder / "solutions" / f"{STEM}.py").read_bytes())(folder),
            replaced("data/deliveries/partner.csv", lambda text: text[:-9]),
        ),
    ),
    "a data file is gone": Row(
        ["check", "1.5c"],
        "partner.csv",
        both(
            lambda folder: working((folder / "solutions" / f"{STEM}.py").read_bytes())(folder),
            removed("data/deliveries/partner.csv"),
        ),
    ),
    "a data file changed before all is judged again": Row(
        ["status", "--verify"],
        "partner.csv",
        both(recorded, replaced("data/deliveries/partner.csv", lambda text: text[:-9])),
    ),
    "the checksums are gone": Row(CHECK, "data/CHECKSUMS", removed("data/CHECKSUMS")),
    "a solution that does not parse": Row(
        ["build"],
        "would be no Python",
        replaced(f"solutions/{STEM}.py", lambda text: text + b"def (\n"),
    ),
    "a quiz bank is damaged": Row(
        ["quiz", "01"], "quizzes", replaced(f"quizzes/{STEM}.toml", lambda text: text[:-40])
    ),
    "a bank of a checkpoint asks of no objective": Row(
        ["quiz", "checkpoint-1"],
        "02_eda_and_features.toml, question 2.q01: objective is 'sorting'; allowed are decisions",
        replaced(
            "quizzes/02_eda_and_features.toml",
            lambda text: text.replace(b'objective = "decisions"', b'objective = "sorting"', 1),
        ),
    ),
    "a bank of a checkpoint says not what to reread": Row(
        ["quiz", "final"],
        "08_capstone_project.toml, [reread]: papers is None",
        replaced(
            "quizzes/08_capstone_project.toml",
            lambda text: text.replace(b'papers = "8. The project"', b"", 1),
        ),
    ),
    "a solution whose marks do not pair": Row(
        ["build"],
        "marks pair up",
        replaced(f"solutions/{STEM}.py", lambda text: text.replace(b"### END", b"### BEGIN", 1)),
    ),
    "a package of the command is missing": Row(["status"], "Run `uv sync`", without("rich")),
    "a package of the checks is missing": Row(CHECK, "Run `uv sync`", without("polars")),
}
NOTEBOOKS = {
    "a notebook that does not parse": Row(
        CHECK, "is no Python: ", working("def (\n"), reported=True
    ),
    "a notebook to reset that does not parse": Row(
        ["reset", "1.2"], "is no Python (", working("def (\n")
    ),
    "a notebook that is not UTF-8": Row(
        CHECK, "is not UTF-8 (byte 3); save it as UTF-8", working(b"caf\xe9 = 1\n")
    ),
    "an empty notebook": Row(CHECK, "has no function load_boxes", working(""), reported=True),
    "an answer that was renamed": Row(
        CHECK,
        "Was it renamed to load_boxen?",
        edited(lambda text: text.replace("def load_boxes(", "def load_boxen(")),
        reported=True,
    ),
    "an older copy of an exam": Row(
        ["check", "churn"],
        "exam_churn.py has no function folds",
        older_exam,
        reported=True,
    ),
    "two answers of one name": Row(CHECK, "keep one", edited(twice), reported=True),
    "two answers of one name to reset": Row(["reset", "1.2"], "keep one", edited(twice)),
    "an answer to measure that was renamed": Row(
        ["measure", "1.3"],
        "Was it renamed to attack_wordz?",
        edited(lambda text: text.replace("def attack_words(", "def attack_wordz(")),
    ),
    "an answer that is a class": Row(
        CHECK,
        "is a class; write `def load_boxes(...):`",
        edited(lambda text: re.sub(r"def load_boxes\([^)]*\)[^:]*:", "class load_boxes:", text)),
        reported=True,
    ),
    "an answer that ends its process": Row(
        CHECK, "ended the process that judged it", answered("__import__('os')._exit(0)"),
        reported=True,
    ),
    "an answer that crashes the interpreter": Row(
        CHECK, "ended the process that judged it",
        answered("__import__('ctypes').string_at(0)"), reported=True,
    ),
    "an answer that patches a built-in": Row(
        CHECK, "what everything uses, a built-in or a module",
        answered("import builtins\nbuiltins.len = None\nreturn None"), reported=True,
    ),
    "an answer that computes without end": Row(
        CHECK, "was stopped: it had not ended after 10 s of computing",
        answered("while True:\n    pass"), reported=True,
    ),
    "an answer that swallows its stop": Row(
        CHECK, "was stopped",
        answered("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
        reported=True,
    ),
    "an answer that hangs in one call": Row(
        CHECK, "hung for 15 s in one call", answered("sum(range(10**12))"),
        reported=True,
    ),
}  # fmt: skip
# Judged to their end: the exit code is 1, as for every answer that does not pass.
JUDGED = {
    "an answer that prints 100 MB": Row(
        CHECK, "letters more", answered("print('x' * 100_000_000)"), reported=True
    ),
    "an answer that prints past Python": Row(
        CHECK, "not yet", answered("__import__('os').write(1, b'x' * 100_000)"), reported=True
    ),
    "an answer that deletes its own file": Row(
        CHECK, "it was put back as it was",
        answered(f"from pathlib import Path\nPath('work/{STEM}.py').unlink(missing_ok=True)"),
        reported=True,
    ),
    "an answer that overwrites its own file": Row(
        CHECK, "what was judged is work/kept/",
        answered(f"from pathlib import Path\nPath('work/{STEM}.py').write_text('gone')"),
        reported=True,
    ),
    "an answer that leaves the folder": Row(
        CHECK, "not yet", answered("import os\nos.chdir('/')"), reported=True
    ),
    "an answer that calls exit": Row(CHECK, "SystemExit", answered("exit(3)"), reported=True),
    "an answer without end of recursion": Row(
        CHECK, "RecursionError", answered("return load_boxes(paths)"), reported=True
    ),
    "an answer that takes all memory": Row(
        CHECK, "MemoryError", answered("return [0] * 10**15"), reported=True
    ),
    "an answer whose error cannot be written": Row(
        CHECK, "KeyError", answered(r"raise KeyError('\ud83d \x1b[31m :m:')"), reported=True
    ),
    "an answer that reads what nobody types": Row(
        CHECK, "EOFError", answered("input()"), reported=True
    ),
    "an answer that writes into every pipe": Row(
        CHECK, "not yet",
        answered(
            "import os\nfor pipe in range(3, 20):\n"
            "    try:\n        os.write(pipe, b'no line of ours\\n')\n"
            "    except OSError:\n        pass\nreturn None"
        ),
        reported=True,
    ),
    "an answer with other parameters": Row(
        CHECK, "Keep the parameters of the exercise",
        edited(lambda text: re.sub(r"def load_boxes\([^)]*\)", "def load_boxes()", text)),
        reported=True,
    ),
}  # fmt: skip
ROWS = COMMANDS | PLACES | NOTEBOOKS | JUDGED
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "COLUMNS": "200"}
