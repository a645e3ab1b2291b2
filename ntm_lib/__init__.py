"""A Neural Turing Machine (Graves, Wayne, Danihelka 2014), built to be read.

`machine` is the place to start: one step is one function there. `addressing` and `memory` are its equations.
"""

from ntm_lib.baseline import LSTMBaseline
from ntm_lib.controllers import FeedForwardController, LSTMController
from ntm_lib.machine import NTM, NTMState, Trace

__version__ = "0.1.0"
__all__ = ["NTM", "FeedForwardController", "LSTMBaseline", "LSTMController", "NTMState", "Trace"]
