"""The module that owns a machine's parameters and checks what comes in; what it computes stands in `steps`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ntm_lib import fused
from ntm_lib.addressing import address
from ntm_lib.errors import check_axes, check_count, check_shape, check_width, invalid, wrong_type
from ntm_lib.heads import Controls, Heads, squash
from ntm_lib.machine.state import NTMState, Trace, stack_trace
from ntm_lib.machine.steps import Parts, run, step

BLANK = 1e-6  # what a constant memory starts from: small, never zero, so that the cosine has a direction


@runtime_checkable
class Controller(Protocol):
    """A description of a controller: see `ntm_lib.controllers`."""

    @property
    def hidden_size(self) -> int:
        """How many numbers the network hands to the heads."""
        ...

    def build(self, input_size: int) -> Any:
        """A module with `forward(inputs, read_vectors, state)` and `initial_state(batch_size)`."""
        ...


class NTM(nn.Module):
    """A Neural Turing Machine. Its parameters do not depend on `num_slots`, which may change between runs.

    input_size, output_size  numbers a step takes in; logits a step gives out
    controller               a description, e.g. `LSTMController(100)`
    num_slots, slot_width    N, M
    num_read_heads, num_write_heads
    max_shift                R: a head may step by -R ... +R
    memory_init              "constant" (1e-6 everywhere), "small_random" (drawn row by row from a seed that is kept
                             in the machine, so that the first rows agree for every N) or "learned" (one row that
                             all slots share)
    address, squash, step, run   a learner's or a researcher's own parts in place of the library's; with one of
                             them the machine takes the plain path, see `path`

    A sequence starts with every head focused on slot 0 (a uniform start over a constant memory never breaks its
    symmetry), and with read vectors that are learned biases (Sec. 4).

    Raises TypeError or ValueError for sizes that are not whole numbers of at least 1 (`max_shift`: 0).
    """

    initial_row: Tensor  # "learned" has one
    memory_seed: Tensor  # "small_random" has one

    def __init__(
        self,
        input_size: int,
        output_size: int,
        controller: Controller,
        num_slots: int = 128,
        slot_width: int = 20,
        num_read_heads: int = 1,
        num_write_heads: int = 1,
        max_shift: int = 1,
        memory_init: str = "constant",
        *,
        address: Callable[..., Tensor] = address,
        squash: Callable[[Controls], Controls] = squash,
        step: Callable[..., tuple[Tensor, NTMState]] = step,
        run: Callable[..., tuple[Tensor, NTMState]] | None = None,
    ) -> None:
        super().__init__()
        self.input_size = check_count("input_size", input_size, "NTM")
        self.output_size = check_count("output_size", output_size, "NTM")
        self.num_slots = check_count("num_slots", num_slots, "NTM")
        self.slot_width = check_count("slot_width", slot_width, "NTM")
        self.num_read_heads = check_count("num_read_heads", num_read_heads, "NTM")
        self.num_write_heads = check_count("num_write_heads", num_write_heads, "NTM")
        self.max_shift = check_count("max_shift", max_shift, "NTM", minimum=0)
        _check_controller(controller)
        reads = num_read_heads * slot_width
        hidden_size = controller.hidden_size
        self.controller: Any = controller.build(input_size + reads)
        self.heads = Heads(hidden_size, slot_width, num_read_heads, num_write_heads, max_shift, squash)
        self.output = nn.Linear(hidden_size + reads, output_size)
        self.initial_reads = nn.Parameter(torch.zeros(num_read_heads, slot_width))
        self.memory_init = memory_init
        self._prepare_memory()
        self._address, self._step, self._run = address, step, run

    def _prepare_memory(self) -> None:
        if self.memory_init == "learned":
            self.initial_row = nn.Parameter(torch.full((self.slot_width,), BLANK))
        elif self.memory_init == "small_random":
            self.register_buffer("memory_seed", torch.randint(2**31, ()))
        elif self.memory_init != "constant":
            rule = 'be "constant", "small_random" or "learned"'
            raise invalid("memory_init", rule, repr(self.memory_init), "NTM")

    def _initial_memory(self, num_slots: int) -> Float[Tensor, "slots width"]:
        like = self.initial_reads
        if self.memory_init == "learned":
            return self.initial_row.expand(num_slots, -1)
        if self.memory_init == "small_random":
            generator = torch.Generator().manual_seed(int(self.memory_seed))
            rows = [torch.rand(self.slot_width, generator=generator, dtype=torch.float32) for _ in range(num_slots)]
            return (0.2 * torch.stack(rows) - 0.1).to(like)
        return like.new_full((num_slots, self.slot_width), BLANK)

    def initial_state(self, batch_size: int, num_slots: int | None = None) -> NTMState:
        """The state before the first step, with `num_slots` in place of the machine's own N if it is given.

        Raises TypeError or ValueError unless both are whole numbers (`num_slots` at least 1, `batch_size` at least 0).
        """
        check_count("batch_size", batch_size, "initial_state", minimum=0)
        slots = self.num_slots if num_slots is None else check_count("num_slots", num_slots, "initial_state")
        focus = self.initial_reads.new_zeros(slots)
        focus[0] = 1
        return NTMState(
            memory=self._initial_memory(slots).expand(batch_size, -1, -1),
            read_weightings=focus.expand(batch_size, self.num_read_heads, -1),
            write_weightings=focus.expand(batch_size, self.num_write_heads, -1),
            read_vectors=self.initial_reads.expand(batch_size, -1, -1),
            controller_state=self.controller.initial_state(batch_size),
        )

    @property
    def path(self) -> str:
        """How `forward` computes: "fused", a compiled kernel for whole sequences, or "plain: <reason>", step by step.

        Both give the same numbers up to rounding. `step` and `trace` are always plain.
        """
        reason = self._own_part() or fused.why_not(self.controller, self.heads, self.output, self.initial_reads)
        return "fused" if reason is None else f"plain: {reason}"

    def _own_part(self) -> str | None:
        own = {"address": self._address is not address, "step": self._step is not step, "run": self._run is not None}
        if type(self).parts is not NTM.parts:
            return "parts are a subclass's own"
        return next((f"{name} was passed in" for name, is_own in own.items() if is_own), None)

    @property
    def parts(self) -> Parts:
        """What `step` works with."""
        return Parts(self.controller, self.heads, self.output, self._address)

    def step(
        self, inputs: Float[Tensor, "batch features"], state: NTMState
    ) -> tuple[Float[Tensor, "batch bits"], NTMState]:
        """One time step; see `ntm_lib.machine.step`. Raises TypeError or ValueError for inputs that do not fit."""
        self._check_inputs("(batch, features)", inputs)
        self._check_state(inputs.shape[0], state)
        return self._step(self.parts, inputs, state)

    def forward(
        self, inputs: Float[Tensor, "time batch features"], state: NTMState | None = None
    ) -> tuple[Float[Tensor, "time batch bits"], NTMState]:
        """A whole sequence, from `state` or from the initial one. Records nothing.

        Raises TypeError or ValueError for inputs that do not fit.
        """
        state = self._start(inputs, state)
        if self.path == "fused":
            logits, last = fused.run(self.controller, self.heads, self.output, inputs, state)
            return logits, NTMState(*last)
        return self._steps(lambda inputs_t, state: self._step(self.parts, inputs_t, state), inputs, state)

    @property
    def _steps(self) -> Callable[..., tuple[Tensor, NTMState]]:
        return run if self._run is None else self._run

    def trace(
        self, inputs: Float[Tensor, "time batch features"], state: NTMState | None = None
    ) -> tuple[Float[Tensor, "time batch bits"], Trace]:
        """As `forward`, and keep every step's controls, weightings, reads and memory.

        Raises TypeError or ValueError for inputs that do not fit.
        """
        state = self._start(inputs, state)
        controls: list[Controls] = []
        states: list[NTMState] = []

        def heads(hidden: Tensor) -> Controls:
            controls.append(self.heads(hidden))
            return controls[-1]

        def recorded(inputs_t: Tensor, state: NTMState) -> tuple[Tensor, NTMState]:
            logits_t, state = self._step(self.parts._replace(heads=heads), inputs_t, state)
            states.append(state)
            return logits_t, state

        logits, _ = self._steps(recorded, inputs, state)
        return logits, stack_trace(controls, states, self.num_read_heads)

    def _start(self, inputs: Tensor, state: NTMState | None) -> NTMState:
        self._check_inputs("(time, batch, features)", inputs)
        if inputs.shape[0] == 0:
            raise invalid("inputs", "have at least one time step", tuple(inputs.shape), "a sequence")
        state = self.initial_state(inputs.shape[1]) if state is None else state
        self._check_state(inputs.shape[1], state)
        return state

    def _check_inputs(self, axes: str, inputs: Tensor) -> None:
        if not isinstance(inputs, Tensor):
            raise wrong_type("inputs", "be a torch tensor", type(inputs).__name__, "this machine")
        check_axes("inputs", inputs.shape, axes, "this machine")
        check_width("inputs", inputs.shape[-1], self.input_size, "this machine's input_size")
        if inputs.dtype != self.initial_reads.dtype:
            raise wrong_type("inputs", f"have dtype {self.initial_reads.dtype}", inputs.dtype, "this machine")

    def _check_state(self, batch_size: int, state: NTMState) -> None:
        context = "this machine and these inputs"
        if not isinstance(state, NTMState):
            raise wrong_type("state", "be an NTMState", type(state).__name__, context)
        check_axes("state.memory", state.memory.shape, "(batch, slots, width)", context)
        slots = state.memory.shape[1]
        check_shape("state.memory", state.memory.shape, (batch_size, slots, self.slot_width), context)
        reads, writes = (batch_size, self.num_read_heads), (batch_size, self.num_write_heads)
        check_shape("state.read_weightings", state.read_weightings.shape, (*reads, slots), context)
        check_shape("state.write_weightings", state.write_weightings.shape, (*writes, slots), context)
        check_shape("state.read_vectors", state.read_vectors.shape, (*reads, self.slot_width), context)
        for name, values in zip(state._fields[:4], state[:4], strict=True):
            if values.dtype != self.initial_reads.dtype:
                raise wrong_type(f"state.{name}", f"have dtype {self.initial_reads.dtype}", values.dtype, context)
        expected = [tuple(values.shape) for values in self.controller.initial_state(batch_size)]
        got = [tuple(values.shape) for values in state.controller_state]
        if got != expected:
            raise invalid("state.controller_state", f"have shapes {expected}", got, context)


def _check_controller(controller: Controller) -> None:
    if not isinstance(controller, Controller) or isinstance(controller, type):
        raise wrong_type("controller", "be a description such as LSTMController(100)", repr(controller), "NTM")
