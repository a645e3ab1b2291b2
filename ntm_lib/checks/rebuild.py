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
from types import CodeType, ModuleType
from typing import Any

from ntm_lib import answers
from ntm_lib.checks.exercise import Answer, Exercise, Facts

MODULE = "your_answer"
FILE = "<your answer {}>"  # one for each text, so that every traceback finds its own lines
_MOST_LINES = 4  # of a traceback: more would be a recursion
_MOST_WORDS = 400  # characters of an error's own message


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
    """What went wrong, with the learner's own lines: type, words, and (function, line within it, text) of each."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(FILE.partition("{")[0])]
    lines = [[frame.name, frame.lineno or 0, (frame.line or "").strip()] for frame in frames]
    if isinstance(error, SyntaxError) and error.text and not lines:
        lines = [["your code", error.lineno or 0, error.text.strip()]]
    if len(lines) > _MOST_LINES:
        lines = lines[:1] + lines[1 - _MOST_LINES :]
    return {"type": type(error).__name__, "words": _words(error), "lines": lines, "name": getattr(error, "name", None)}


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
