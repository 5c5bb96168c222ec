"""The first page: what each lesson is about, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence

from classroom.site.lesson import Page
from classroom.site.markup import Node, element
from classroom.syllabus import Lesson

TITLE = "Professional ML engineering, in nine lessons"
PROMISE = (
    "From the business case through data contracts, leakage, experiments, evaluation in dollars, "
    "a service, drift and incidents to a project of your own: the system of one shop, on one data "
    "set of trading cards."
)
HOW = (
    "These pages were computed by one run of each lesson. Choose an answer at each prediction "
    "before you open what comes out. To move the controls and to have your own answers judged, "
    "get the course and run "
)
OBJECTIVES = "learning-objectives"


def page(lessons: Sequence[tuple[Lesson, Page]], documents: Sequence[Page]) -> Page:
    """The lessons with objectives and minutes, then the documents."""
    body = element(
        "article",
        element("h1", TITLE),
        element("p", PROMISE, class_="lead"),
        element("p", HOW, element("code", "uv run course start 00"), "."),
        element("h2", "Lessons"),
        element("ol", *(_entry(*one) for one in lessons), class_="lessons"),
        element("h2", "Documents"),
        element("ul", *(_link(one) for one in documents)),
    )
    return Page("index.html", TITLE, body, (), "Front")


def _entry(lesson: Lesson, page: Page) -> Node:
    minutes = (
        f"Reading {lesson.minutes} minutes, core path {lesson.core_minutes / 60:.1f} hours, "
        f"{len(lesson.questions)} questions with checks."
    )
    heading = element("h3", element("a", page.title, href=page.path))
    return element("li", heading, element("p", minutes, class_="note"), objectives(page.body))


def objectives(body: Node) -> Node:
    """The list under "Learning objectives", or nothing."""
    nodes = list(body.walk())
    at = [number for number, one in enumerate(nodes) if one.get("id") == OBJECTIVES]
    listed = [one for one in nodes[at[0] :] if one.name in ("ol", "ul")] if at else []
    return listed[0] if listed else Node()


def _link(page: Page) -> Node:
    return element("li", element("a", page.title, href=page.path))
