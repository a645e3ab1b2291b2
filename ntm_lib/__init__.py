"""A Neural Turing Machine (Graves, Wayne, Danihelka 2014), built to be read.

`machine` is the place to start: one step is one function there. `addressing` and `memory` are its equations.

The names below are loaded when they are first used, so that `python -m ntm_lib doctor` can still say what is wrong
where torch cannot be imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ntm_lib.baseline import LSTMBaseline
    from ntm_lib.controllers import FeedForwardController, LSTMController
    from ntm_lib.machine import NTM, NTMState, Trace

__version__ = "0.1.0"
__all__ = ["NTM", "FeedForwardController", "LSTMBaseline", "LSTMController", "NTMState", "Trace"]

_HOME = {
    "FeedForwardController": "controllers",
    "LSTMBaseline": "baseline",
    "LSTMController": "controllers",
    "NTM": "machine",
    "NTMState": "machine",
    "Trace": "machine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
