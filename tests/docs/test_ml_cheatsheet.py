"""The cheat sheet is run from top to bottom: what it shows is what comes back."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache

import pytest

import snippets
from classroom import syllabus
from classroom.syllabus import ROOT
from snippets import Section

SHEET = "ml_cheatsheet.md"
# Ends of a promise or of a test as people say them; a snippet beside each computes with it.
SAID = {"5 %", "0.05", "0.8"}
FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+| %|\.\d+ %)")
LEAST_ENTRIES = 9


@cache
def modules() -> list[Section]:
    return snippets.sections(snippets.read(SHEET), 2)


def test_every_module_has_its_section_and_names_its_lesson():
    lessons = syllabus.lessons()
    assert [one.title[:2] for one in modules()] == [one.number for one in lessons]
    for section, lesson in zip(modules(), lessons, strict=True):
        assert f"](../{lesson.stem}.py)" in section.text
        assert section.prose.count("\n**") >= LEAST_ENTRIES, section.title


@pytest.mark.parametrize("number", [one.number for one in syllabus.lessons()])
def test_snippets_give_what_the_sheet_shows(number, monkeypatch):
    monkeypatch.chdir(ROOT)
    (section,) = [one for one in modules() if one.title.startswith(number)]
    namespace, shown, differ = {}, 0, []
    for block in section.blocks("python"):
        count, found = snippets.run(block, namespace)
        shown, differ = shown + count, differ + found
    assert differ == []
    # A marker that nothing reads would show what nobody compares.
    assert shown == sum(one.code.count("# ->") for one in section.blocks("python")) >= 2


def test_no_figure_stands_in_the_prose_alone():
    checked = 0
    for section in modules():
        code = "".join(one.code for one in snippets.blocks(section.text))
        for figure in FIGURE.findall(section.prose):
            checked += 1
            assert figure in SAID or figure in code, f"{section.title}: {figure}"
    assert checked


def test_every_command_of_the_course_and_the_shop_would_be_taken():
    lines = [
        line
        for section in modules()
        for block in section.blocks("sh")
        for line in snippets.commands(block)
    ]
    ours = [one for one in lines if snippets.is_ours(one)]
    assert len(ours) >= 10
    assert {one: told for one in ours if (told := snippets.refusal(one))} == {}


def test_a_command_that_is_not_there_is_refused():
    assert snippets.refusal("uv run course chekc 01") == "no command 'chekc'"
    assert "--fulll" in snippets.refusal("uv run course check 01 --fulll")
    assert "--config" in snippets.refusal("uv run python -m cardshop train")


EVALUATE = """import sys
sys.exit("hue_sin" not in open("features.py").read())
"""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_git_lines_run_in_this_order(tmp_path):
    (section,) = [one for one in modules() if one.title.startswith("07")]
    blocks = [one for one in section.blocks("sh") if "git " in one.code]
    assert len(blocks) >= 3
    (tmp_path / "evaluate.py").write_text(EVALUATE, "utf-8")
    (tmp_path / "features.py").write_text("hp = 1\n", "utf-8")
    began = (
        "git init -q -b main && git config user.name Ada && git config user.email a@b.c"
        " && git add . && git commit -qm start && git commit -q --allow-empty -m idle"
    )
    changed = "echo 'hue_sin = 2' >> features.py"
    hurt = "git commit -q --allow-empty -m 'feat: more' && sed -i /hue/d features.py"
    hurt += " && git commit -qam 'style: tidy'"
    script = [began, changed, blocks[0].code, blocks[1].code]
    # The bisect needs a good beginning: the undone commit is undone, and a later one hurts.
    script += ["git revert --no-edit HEAD", hurt, "git commit -q --allow-empty -m 'docs: idle'"]
    done = subprocess.run(
        ["bash", "-ec", "\n".join([*script, blocks[2].code])],
        cwd=tmp_path,
        env=snippets.environment(GIT_PAGER="cat", GIT_CONFIG_GLOBAL="/dev/null", LC_ALL="C"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is the first bad commit" in done.stdout
    assert "style: tidy" in done.stdout
