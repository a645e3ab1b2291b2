"""What grading found out about one notebook: a mark for each exercise, and one line that says how it went."""

from __future__ import annotations

from typing import Literal, NamedTuple

LIBRARY_REMARK = "uses the library's own"  # how `checks.judging` begins it
State = Literal["correct", "wrong", "not attempted", "not judged"]


class Mark(NamedTuple):
    """One exercise of one notebook.

    points      earned; max_points where its check cell passed nbval, else 0
    state       "not judged" means that the grader failed, not the learner
    message     the check's verdict, for the learner
    remarks     what the check noticed beside the verdict
    """

    exercise: str
    answer: str
    points: int
    max_points: int
    state: State
    message: str
    remarks: tuple[str, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """Remarks that a person should look at: the answer calls the library's own function."""
        return tuple(remark for remark in self.remarks if remark.startswith(LIBRARY_REMARK))


class Result(NamedTuple):
    """One notebook that was handed in: marks, or the problem that kept it from being graded."""

    submission: str
    lesson: str | None
    marks: tuple[Mark, ...]
    problem: str = ""

    @property
    def complete(self) -> bool:
        """Whether every exercise was judged."""
        return not self.problem and all(mark.state != "not judged" for mark in self.marks)

    @property
    def points(self) -> int:
        """Points earned."""
        return sum(mark.points for mark in self.marks)

    @property
    def max_points(self) -> int:
        """Points there were to earn."""
        return sum(mark.max_points for mark in self.marks)

    @property
    def percent(self) -> float:
        """Points in percent, to one decimal; 0 where there was nothing to earn."""
        return round(100 * self.points / self.max_points, 1) if self.max_points else 0.0

    @property
    def status(self) -> str:
        """`graded`, `graded; flagged: …`, `partly graded: …` or `not graded: …`."""
        if self.problem:
            return f"not graded: {self.problem}"
        if unjudged := [mark.exercise for mark in self.marks if mark.state == "not judged"]:
            return f"partly graded: {', '.join(unjudged)} could not be judged"
        flags = [f"{mark.exercise} {'; '.join(mark.flags)}" for mark in self.marks if mark.flags]
        return f"graded; flagged: {'; '.join(flags)}" if flags else "graded"
