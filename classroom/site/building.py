"""The whole site from one run of each lesson."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from classroom.site import documents, frame, front, lesson, searching
from classroom.site.cells import paired
from classroom.site.lesson import Page
from classroom.syllabus import Lesson

Run = Callable[[Path], tuple[list[str], Mapping[str, object]]]
OWN_FILES = ("style.css", "search.js")


@dataclass(frozen=True)
class Built:
    """The files of a site by their paths, and the pages that they came from."""

    files: Mapping[str, str]
    lessons: Sequence[Page]
    documents: Sequence[Page]


def files(lessons: Sequence[Lesson], run: Run, docs: Sequence[Path] = ()) -> Built:
    """All files of the site; `run` runs a notebook and is called once for each lesson."""
    read = [(one, _page(one, run)) for one in lessons]
    papers = [(path, documents.page(path)) for path in docs]
    known = {one.notebook.name: page.path for one, page in read}
    known |= {f"{documents.FOLDER}/{path.name}": page.path for path, page in papers}
    known |= {"README.md": "index.html"}
    told = [documents.linked(page, one.notebook.name, known) for one, page in read]
    written = [
        documents.linked(page, f"{documents.FOLDER}/{path.name}", known) for path, page in papers
    ]
    first = front.page([(one, page) for (one, _), page in zip(read, told, strict=True)], written)
    pages = [first, searching.page([*told, *written])]
    made = {one.path: frame.whole(one) for one in (*pages, *written)} | _in_order(told)
    own = {name: Path(__file__).with_name(name).read_text("utf-8") for name in OWN_FILES}
    made |= own | {"search-index.js": searching.index([*told, *written])}
    return Built(made, told, written)


def _page(one: Lesson, run: Run) -> Page:
    outputs, names = run(one.notebook)
    return lesson.page(f"{one.stem}.html", one.number, paired(one.notebook, outputs, names))


def _in_order(pages: Sequence[Page]) -> dict[str, str]:
    around = list(pairwise([None, *pages, None]))
    return {
        page.path: frame.whole(page, around=(before, after))
        for page, (before, _), (_, after) in zip(pages, around[:-1], around[1:], strict=True)
    }
