"""The judge: calls an answer with data, case after case, and returns one verdict."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from classroom.checks import verdict as verdicts
from classroom.checks.encoding import copied, same
from classroom.checks.limits import Limits, StoppedError, TimeIsUpError, run_limited
from classroom.checks.plain import NoDataError, plain
from classroom.checks.printing import Printed, listening
from classroom.checks.question import CheckError, Question
from classroom.checks.shape import described, mismatch
from classroom.checks.source import AnswerNotFoundError, answer_from
from classroom.checks.structure import attempt_hash, is_stub
from classroom.checks.surroundings import put_back
from classroom.checks.verdict import Verdict, first_line


class _NotYetError(Exception):
    """A sentence for the learner, raised where no case can be reached any more."""


class _LearnerError(Exception):
    """Wraps what the learner's code raised, told from an author's error; its text: on what."""


@dataclass(frozen=True)
class Answer:
    """The learner's function as the cases see it: copies in, shape judged, data untouched."""

    function: Callable[..., Any]
    question: Question

    def __call__(self, *args: Any) -> Any:
        """What the learner's function returns for copies of `args`, once its shape fits."""
        given = [copied(one) for one in args]
        self._refuse_other_parameters(given)
        try:
            result = self.function(*given)
        except StoppedError:
            raise
        except BaseException as error:  # an answer may even call exit()
            raise _LearnerError(_shown(args) if args else "") from error
        if wrong := mismatch(result, self.question.returns):
            raise _NotYetError(f"{self.question.answer}({_shown(args)}): {wrong}")
        self._refuse_changed_arguments(args, given)
        try:
            return plain(result)
        except NoDataError as error:
            message = f"What {self.question.answer}({_shown(args)}) returned {error}"
            raise _NotYetError(message) from None

    def _refuse_other_parameters(self, given: list[Any]) -> None:
        try:
            inspect.signature(self.function).bind(*given)
        except (TypeError, ValueError) as error:
            message = f"{self.question.answer} cannot be called with {_shown(given)}: {error}. "
            raise _NotYetError(message + "Keep the parameters of the exercise.") from None

    def _refuse_changed_arguments(self, args: tuple[Any, ...], given: list[Any]) -> None:
        for before, after in zip(args, given, strict=True):
            if not _same(before, after):
                message = f"{self.question.answer} changed the argument it was given "
                message += f"({described(before)}); the caller still needs it as it was."
                raise _NotYetError(message)


def judge(
    question: Question,
    function: Callable[..., Any],
    *,
    full: bool = False,
    limits: Limits | None = None,
    begun: Callable[[str], None] | None = None,
) -> Verdict:
    """The verdict on one answer; never raises for anything that a learner's code does.

    Raises `CheckError` when the check itself is at fault: no case, a case that is no exact bool,
    or an exception of its own. `begun` hears the attempt's hash before any case runs.
    """
    if not callable(function):
        sentence = f"{question.answer} is {described(function)}; a function is needed."
        return verdicts.not_yet(question, sentence)
    attempt = attempt_hash(function)
    if begun:
        begun(attempt)
    try:
        verdict = _watched(
            question,
            lambda: _verdict(question, Answer(function, question), full),
            limits or Limits(),
        )
        return replace(verdict, attempt=attempt)
    except CheckError:
        raise
    except Exception as error:
        message = f"The check of {question.id} raised {type(error).__name__}: {first_line(error)}"
        raise CheckError(message) from error


def judge_text(  # noqa: PLR0913  all but two are named by the caller
    question: Question,
    text: str,
    *,
    filename: str,
    full: bool = False,
    limits: Limits | None = None,
    begun: Callable[[str], None] | None = None,
) -> Verdict:
    """The verdict on the answer in a notebook's text: found by name, compiled and judged.

    An answer that cannot be found is *not yet*; one whose cell fails has *raised*.
    """
    limits = limits or Limits()
    try:
        with _contained(limits, Printed()) as (run, _):
            function = run(lambda: answer_from(text, question.answer, filename=filename))
    except AnswerNotFoundError as error:
        return verdicts.not_found(question, error)
    except TimeIsUpError:
        return verdicts.endless(question, limits)
    except BaseException as error:  # noqa: BLE001  a constant of the learner's may even exit()
        return verdicts.raised(question, error, filename)
    return judge(question, function, full=full, limits=limits, begun=begun)


@contextlib.contextmanager
def _contained(limits: Limits, printed: Printed) -> Iterator[tuple[Callable[..., Any], list[str]]]:
    """What runs work that is stopped in time and heard, and what the work changed around it."""
    with put_back() as changed, listening(printed) as hear:
        yield (lambda work: run_limited(lambda: (hear(), work())[1], limits)), changed


def _watched(question: Question, work: Callable[[], Verdict], limits: Limits) -> Verdict:
    printed = Printed()
    with _contained(limits, printed) as (run, changed):
        try:
            verdict = run(work)
        except TimeIsUpError:
            verdict = verdicts.endless(question, limits)
    if changed and verdict.passed:
        sentence = f"{question.answer} changed {' and '.join(changed)}. It was put back."
        verdict = verdicts.not_yet(question, sentence, "Who else in this process relies on it?")
    return replace(verdict, printed=str(printed))


def _verdict(question: Question, answer: Answer, full: bool) -> Verdict:  # noqa: FBT001
    try:
        return _first_failure(question, answer, full) or verdicts.passed(question)
    except _NotYetError as error:
        return verdicts.not_yet(question, str(error))
    except _LearnerError as error:
        cause = error.__cause__ or error
        if isinstance(cause, NotImplementedError) and is_stub(answer.function):
            return verdicts.not_attempted(question)
        place = _file_of(answer.function)
        return verdicts.raised(question, cause, place, given=str(error))


def _first_failure(question: Question, answer: Answer, full: bool) -> Verdict | None:  # noqa: FBT001
    count = 0
    for cases in (question.cases, question.full if full else None):
        for holds, sentence, *nudge in cases(answer) if cases else ():
            count += 1
            if type(holds) is not bool:
                message = f"Case {count} of {question.id} gave {type(holds)}, not an exact bool."
                raise CheckError(message)
            if not holds:
                return verdicts.not_yet(question, sentence, *nudge)
    if not count:
        message = f"The check of {question.id} has no case; it would pass anything."
        raise CheckError(message)
    return None


def _same(before: Any, after: Any) -> bool:
    try:
        return same(before, after)
    except (TypeError, ValueError, RecursionError):
        # An answer put something into its argument that is no data at all.
        return False


def _file_of(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code else ""


def _shown(args: list[Any] | tuple[Any, ...]) -> str:
    return ", ".join(described(one) for one in args) or "no argument"
