"""The fast path: the machine of `ntm_lib.machine.steps`, written once more as one compiled kernel for a whole sequence.

The derivatives are worked out by hand, an equation and its derivative side by side, and compiled by Numba. Nothing
here is needed to understand the machine, nor to run it: `NTM.forward` comes here when every part is the library's own
and Numba is installed, and gives the same numbers as without, several times sooner. The readable machine is the
oracle that this one is tested against.
"""

from ntm_lib.fused.machine_parts import run, why_not
from ntm_lib.fused.warm import warm_up

__all__ = ["run", "warm_up", "why_not"]
