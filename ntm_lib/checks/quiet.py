"""A room to run an answer in: what it prints is kept, what it changes around it is put back.

The learner's kernel goes on afterwards with the same random numbers, warnings, error states and threads as before.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

MOST_OUTPUT = 1_000_000  # characters that an answer may print
SHOWN_OUTPUT = 600  # of them that a verdict shows


class TooMuchOutput(BaseException):
    """Not an Exception, so that an answer's own `except Exception` does not swallow it."""


class Printed(io.TextIOBase):
    """Takes what is printed: keeps the first characters, and stops an answer that prints without end."""

    def __init__(self) -> None:
        """Start empty."""
        self.text = ""
        self._part = ""
        self._size = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is room for. Raises TooMuchOutput beyond the limit."""
        text = str(text)
        self._size += len(text)
        self.text += text[: SHOWN_OUTPUT - len(self.text)]
        self._part += text[: SHOWN_OUTPUT - len(self._part)]
        if self._size > MOST_OUTPUT:
            raise TooMuchOutput
        return len(text)

    def take_part(self) -> str:
        """What was printed since this was last asked, as far as it was kept."""
        part, self._part = self._part, ""
        return part


@contextlib.contextmanager
def quiet(seed: int) -> Iterator[Printed]:
    """Run the block with seeded random numbers and one torch thread; catch its output; then put everything back."""
    printed = Printed()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_numbers(seed))
        stack.enter_context(np.errstate(all="warn", under="ignore"))
        stack.enter_context(np.printoptions())
        if (torch := sys.modules.get("torch")) is not None:
            stack.enter_context(_torch(torch, seed))
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(contextlib.redirect_stderr(printed))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("default")
        warnings.showwarning = _showing(printed)
        yield printed


def _showing(printed: Printed) -> Any:
    def show(message: Any, category: type[Warning], *where: Any, **more: Any) -> None:
        printed.write(f"{category.__name__}: {message}\n")

    return show


@contextlib.contextmanager
def _numbers(seed: int) -> Iterator[None]:
    plain, numpy_state = random.getstate(), np.random.get_state()
    random.seed(seed)
    np.random.seed(seed % 2**32)
    try:
        yield
    finally:
        random.setstate(plain)
        np.random.set_state(numpy_state)


@contextlib.contextmanager
def _torch(torch: Any, seed: int) -> Iterator[None]:
    threads, dtype, grad = torch.get_num_threads(), torch.get_default_dtype(), torch.is_grad_enabled()
    state = torch.random.get_rng_state()
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    try:
        yield
    finally:
        torch.random.set_rng_state(state)
        torch.set_num_threads(threads)
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grad)
