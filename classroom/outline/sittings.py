"""The core path as a running clock: sittings of about an hour, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classroom import syllabus
from classroom.outline import lessons, pacing
from classroom.syllabus import Lesson

# What a sitting should take, and what it may; a longer piece has one of its own.
WANTED_MINUTES, MOST_MINUTES = 55, 65
PROJECT_PART_MINUTES = 60


@dataclass(frozen=True)
class Piece:
    """A part of the core path that is done at one go; `part` tells sections of a lesson apart."""

    lesson: str
    words: str
    minutes: int
    part: str = ""


@dataclass(frozen=True)
class Sitting:
    """One sitting of a week: when it begins on the week's clock, and its pieces."""

    starts_at: int
    pieces: tuple[Piece, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(one.minutes for one in self.pieces)

    @property
    def span(self) -> str:
        """From when to when, as hours and minutes of the week's clock."""
        return f"{_clock(self.starts_at)} to {_clock(self.starts_at + self.minutes)}"

    def words(self) -> str:
        """Its pieces in order; sections of one lesson stand together."""
        told: list[str] = []
        for group in _grouped(self.pieces):
            total = sum(one.minutes for one in group)
            words = _sections(group) if group[0].part else group[0].words
            told.append(f"{words} ({total} min)")
        return " · ".join(told)


def weeks() -> dict[int, list[Lesson]]:
    """The lessons of each week, by the first week that the manifest gives each."""
    found: dict[int, list[Lesson]] = {}
    for lesson in syllabus.lessons():
        found.setdefault(lesson.weeks[0], []).append(lesson)
    return dict(sorted(found.items()))


def pieces(lesson: Lesson) -> Iterator[Piece]:
    """The core path of a lesson: its sections, its core questions, its quiz, its project."""
    number = lesson.number
    parts = zip(lessons.sections(lesson), pacing.section_minutes(lesson), strict=True)
    for section, minutes in parts:
        yield Piece(number, section.heading, minutes, section.number or section.heading)
    titles = lessons.titles(lesson)
    for entry in lesson.questions:
        if entry.path == "core":
            yield Piece(number, f"**{entry.id}** {titles[entry.id]}", entry.minutes)
    left, part = lesson.project_minutes, 1
    while left:
        taken = min(left, PROJECT_PART_MINUTES)
        yield Piece(number, f"the project of lesson {number}, hour {part}", taken)
        left, part = left - taken, part + 1
    yield Piece(number, f"the quiz of lesson {number}", lesson.quiz_minutes)


def sittings(found: list[Lesson]) -> list[Sitting]:
    """The lessons of a week in sittings, cut so that all come near `WANTED_MINUTES`.

    The least sum of squared distances to it, found from the end; order stays as it is.
    """
    every = [one for lesson in found for one in pieces(lesson)]
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(every) + 1)
    for first in reversed(range(len(every))):
        best[first] = min(_cuts(every, first, best))
    made: list[Sitting] = []
    first = clock = 0
    while first < len(every):
        last = best[first][1]
        made.append(Sitting(clock, tuple(every[first:last])))
        clock, first = clock + made[-1].minutes, last
    return made


def _cuts(
    every: list[Piece], first: int, best: list[tuple[float, int]]
) -> Iterator[tuple[float, int]]:
    taken = 0
    for last in range(first + 1, len(every) + 1):
        taken += every[last - 1].minutes
        if taken > MOST_MINUTES and last > first + 1:
            return
        yield (taken - WANTED_MINUTES) ** 2 + best[last][0], last


def _grouped(found: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in found:
        if group and not (piece.part and group[0].part and piece.lesson == group[0].lesson):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _sections(group: list[Piece]) -> str:
    lesson, first, last = group[0].lesson, _named(group[0].part), _named(group[-1].part)
    if len(group) == 1:
        return f"lesson {lesson}: {first}"
    return f"lesson {lesson}, from {first} to {last}"


def _named(part: str) -> str:
    return f"section {part}" if part.isdecimal() else part


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
