"""An answer rebuilt from its source in a clean namespace: nothing of the notebook around it is there.

What is there: the names that the lesson's setup cell brings in, the references of the lesson's other exercises, and
what the source itself imports and defines. Of a traceback only the learner's own lines are kept.
"""

from __future__ import annotations
import __future__

import hashlib
import importlib
import linecache
import sys
import traceback
from collections.abc import Mapping
from types import CodeType, FrameType, ModuleType
from typing import Any

from ntm_lib import answers
from ntm_lib.checks.exercise import Answer, Exercise, Facts

MODULE = "your_answer"
FILE = "<your answer {}>"  # one for each text, so that every traceback finds its own lines
_MOST_LINES = 4  # of a traceback: more would be a recursion
_MOST_WORDS = 400  # characters of an error's own message
_MOST_NAMES = 200  # that a misspelt one is compared with


class NoAnswer(Exception):  # noqa: N818 - it is not an error: there is nothing to judge
    """The source holds no answer to this exercise, or only the untouched stub."""


def rebuild(exercise: Exercise, source: str, references: Mapping[str, Answer]) -> Answer:
    """The answer as a function or class.

    references  the lesson's other exercises' answers by name, put in place of whatever the source says they are

    Raises NoAnswer where the source does not define the answer, and whatever the source raises when it is run.
    """
    text = answers.collect([source]).source_of(exercise.name, leave_out=references)
    if text is None:
        compile(source, FILE.format("as it is"), "exec")  # says it better where the source is no Python at all
        raise NoAnswer(exercise.name)
    file = FILE.format(hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12])
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    module = ModuleType(MODULE)
    used = answers.names_used(text)
    module.__dict__.update({name: _resolve(exercise.given[name]) for name in used & set(exercise.given)})
    module.__dict__.update(references, display=print)
    sys.modules[MODULE] = module  # dataclasses look their own module up
    try:
        exec(_compiled(text, file), module.__dict__)
    finally:
        sys.modules.pop(MODULE, None)
    answer: Answer = module.__dict__[exercise.name]
    return answer


def learner_error(error: BaseException) -> Facts:
    """What went wrong: its type and words, the learner's own lines, and for a NameError the names within reach.

    A line is (function, number, text). Its number counts from the `def`, which is line 1 wherever it stands in the
    notebook; 0 for a line outside every function.
    """
    own = FILE.partition("{")[0]
    stack = traceback.walk_tb(error.__traceback__)
    frames = [(frame, number or 0) for frame, number in stack if frame.f_code.co_filename.startswith(own)]
    lines = [_line(frame.f_code, number) for frame, number in frames]
    if isinstance(error, SyntaxError) and error.text and not lines:
        lines = [["your code", error.lineno or 0, error.text.strip()]]
    if len(lines) > _MOST_LINES:
        lines = lines[:1] + lines[1 - _MOST_LINES :]
    name = getattr(error, "name", None)
    facts: Facts = {"type": type(error).__name__, "words": _words(error), "lines": lines}
    facts["name"] = name if isinstance(name, str) else None
    return facts | ({"within_reach": _names(frames[-1][0])} if frames and isinstance(error, NameError) else {})


def _line(code: CodeType, number: int) -> list[Any]:
    within = 0 if code.co_name == "<module>" else number - code.co_firstlineno + 1
    return [code.co_name, within, linecache.getline(code.co_filename, number).strip()]


def _names(frame: FrameType) -> list[str]:
    """The names that stood for something where the error was, or would have a little later."""
    code = frame.f_code
    defined = [name for name in frame.f_globals if isinstance(name, str) and not name.startswith("__")]
    return [*code.co_varnames, *code.co_cellvars, *code.co_freevars, *defined][:_MOST_NAMES]


def _words(error: BaseException) -> str:
    try:
        words = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # a learner's own exception class may do anything
        words = ""
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS] + " ..."


def _compiled(text: str, file: str) -> CodeType:
    """Annotations are never evaluated, so that an answer does not need the imports that only they use."""
    flags = __future__.annotations.compiler_flag
    return compile(text, file, "exec", flags=flags, dont_inherit=True)


def _resolve(where: str) -> Any:
    module, _, attribute = where.partition(":")
    found = importlib.import_module(module)
    return getattr(found, attribute) if attribute else found
