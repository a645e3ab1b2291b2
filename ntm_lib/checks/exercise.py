"""What an exercise is made of, and what comes out of checking one.

An exercise's *cases* are built from a seed, each afresh for every run, so that nobody can spoil another's arguments.
Its *reference* is run on the same cases as the answer; its *mistakes* are small wrong implementations, or a look at
the facts, which recognise an error by what the answer returned and never by how it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Facts = dict[str, Any]  # plain lists, numbers and strings: what JSON can carry
Answer = Callable[..., Any]


class Verdict(NamedTuple):
    """What a check found. `message` is for the learner; `remarks` are for the record alone."""

    correct: bool
    mistake: str | None
    message: str
    remarks: tuple[str, ...] = ()


class Problem(NamedTuple):
    """What is wrong with an answer: its name, the sentence for it, what to look at, and lines to show as they are.

    Of several problems the one with the smallest `order` is told.
    """

    name: str | None
    says: str
    look: str = ""
    detail: str = ""
    order: int = 9


@dataclass(frozen=True)
class Case:
    """One thing to try an answer on.

    arguments  by name, in order; copied before each call, and looked at after it for changes
    run        how the answer is called, for cases that are more than one call: run(answer, arguments) -> value
    call       how the case is described to the learner where it is more than one call
    tolerance  the largest difference, absolute and relative, that rounding may explain
    """

    arguments: Mapping[str, Any]
    run: Callable[[Answer, Mapping[str, Any]], Any] | None = None
    call: str = ""
    tolerance: float = 1e-4


@dataclass(frozen=True)
class Mistake:
    """A known mistake. One of `mutants` returns what the answer did, or `shows` says so from the facts of each case.

    name  a few words for the record
    says  what the answer does, in the second person
    look  what to look at
    shows (facts, due) of all cases -> bool; `due` are the reference's
    """

    name: str
    says: str
    look: str
    mutants: Sequence[Answer] = ()
    shows: Callable[[list[Facts], list[Facts]], bool] | None = None


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise of a lesson.

    id, name   "2.1", "cosine_similarity": what the lesson calls it, and the function to write
    reference  the right answer: the library's function where there is one
    cases      seed -> cases, small hand-made ones first
    hints      a nudge, a direction, almost the code
    points     what it is worth; 0 for a stretch, which is checked like the others and never graded
    given      names that an answer may use without importing them -> "module" or "module:attribute"
    library    names of `ntm_lib` that do the exercise's work; an answer that uses one is remarked on
    sizes      how large things have to be: what to look at when tensors do not go together
    elsewhere  names of the lesson that this answer is not given -> where it finds what they stand for
    rule       for answers that cannot equal the reference's: (case, facts) -> Problem or None
    """

    id: str
    name: str
    reference: Answer
    cases: Callable[[int], list[Case]]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, str, str]
    points: int = 1
    given: Mapping[str, str] = field(default_factory=dict)
    library: tuple[str, ...] = ()
    sizes: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    rule: Callable[[Case, Facts], Problem | None] | None = None

    @property
    def title(self) -> str:
        """How every message begins: `2.1 cosine_similarity`."""
        return f"{self.id} {self.name}"

    @property
    def correct_line(self) -> str:
        """The one line of a correct check."""
        earned = f"{self.points} {'point' if self.points == 1 else 'points'}" if self.points else "A stretch, no points"
        return f"{self.title}: correct. {earned}."

    @property
    def hint_call(self) -> str:
        """What to type for a hint."""
        return f'checks.hint("{self.id}")'
