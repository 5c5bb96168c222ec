"""The learner's own record: nothing lost, nothing counted twice, and nothing leaves the machine.

`record`   where events go: one file that survives a crash at any moment, or memory
`events`   what they mean: attempts and hints, notes, quizzes, what broke after it passed
`sittings` checkpoints that were handed in
`clock`    katas and exams: when one began, how long it took
"""

from classroom.progress.clock import (
    begin_timed,
    best_timed,
    is_begun,
    pass_timed,
    seconds_passed,
    seconds_running,
)
from classroom.progress.events import (
    FAILED,
    LEVELS,
    NOT_ATTEMPTED,
    NOT_YET,
    PASSED,
    append_new,
    best_quiz,
    failed_attempts,
    last_states,
    last_text,
    last_texts,
    level_key,
    next_draw,
    now,
    record_attempt,
    record_quiz,
    record_text,
    record_verdict,
    untick,
)
from classroom.progress.record import (
    RECORD,
    Event,
    FileRecord,
    MemoryRecord,
    PassedOver,
    Record,
    RecordError,
)
from classroom.progress.sittings import (
    Sitting,
    best_sitting,
    enough,
    next_seed,
    record_sitting,
    sittings,
)

__all__ = [
    "FAILED",
    "LEVELS",
    "NOT_ATTEMPTED",
    "NOT_YET",
    "PASSED",
    "RECORD",
    "Event",
    "FileRecord",
    "MemoryRecord",
    "PassedOver",
    "Record",
    "RecordError",
    "Sitting",
    "append_new",
    "begin_timed",
    "best_quiz",
    "best_sitting",
    "best_timed",
    "enough",
    "failed_attempts",
    "is_begun",
    "last_states",
    "last_text",
    "last_texts",
    "level_key",
    "next_draw",
    "next_seed",
    "now",
    "pass_timed",
    "record_attempt",
    "record_quiz",
    "record_sitting",
    "record_text",
    "record_verdict",
    "seconds_passed",
    "seconds_running",
    "sittings",
    "untick",
]
