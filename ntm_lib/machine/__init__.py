"""The Neural Turing Machine: one step, a whole sequence, and a trace of everything that happened (Sec. 3, Fig. 1).

`steps` holds the machine as two functions, one step and a whole sequence; `state` what goes in and comes out of them;
`ntm` the module that owns the parameters. The order of one step, which the paper leaves open, stands in `steps`.
"""

from ntm_lib.machine.ntm import NTM, Controller
from ntm_lib.machine.state import NTMState, Trace
from ntm_lib.machine.steps import Parts, Step, run, step, write_all

__all__ = ["NTM", "Controller", "NTMState", "Parts", "Step", "Trace", "run", "step", "write_all"]
