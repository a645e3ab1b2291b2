"""The Neural Turing Machine: one step, a whole sequence, and a trace of everything that happened (Sec. 3, Fig. 1).

One step: the controller sees the input and the previous reads; all heads address M_{t-1}; reads are taken from
M_{t-1}; all erases, then all adds; the output sees the controller and the new reads. The paper leaves this order
open (its Eq. 5 even addresses M_t); reading before writing was measured to learn more reliably.

All state is in `NTMState`, passed in and returned: stepping twice from one state gives one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ntm_lib.addressing import address
from ntm_lib.controllers import ControllerState
from ntm_lib.errors import check_count, check_shape, check_width, invalid, wrong_type
from ntm_lib.heads import Controls, Heads, read_part, squash, write_part
from ntm_lib.memory import add, erase, read

BLANK = 1e-6  # what a constant memory starts from: small, never zero, so that the cosine has a direction


class NTMState(NamedTuple):
    """Everything a machine carries from one step to the next."""

    memory: Float[Tensor, "batch slots width"]
    read_weightings: Float[Tensor, "batch read_heads slots"]
    write_weightings: Float[Tensor, "batch write_heads slots"]
    read_vectors: Float[Tensor, "batch read_heads width"]
    controller_state: ControllerState


class Trace(NamedTuple):
    """What a machine did, step by step. Every field has a leading time axis; memory is the one after each step."""

    read_controls: Controls
    write_controls: Controls
    read_weightings: Float[Tensor, "time batch read_heads slots"]
    write_weightings: Float[Tensor, "time batch write_heads slots"]
    read_vectors: Float[Tensor, "time batch read_heads width"]
    memory: Float[Tensor, "time batch slots width"]


class Controller(Protocol):
    """A description of a controller: see `ntm_lib.controllers`."""

    @property
    def hidden_size(self) -> int: ...
    def build(self, input_size: int) -> nn.Module: ...


class Parts(NamedTuple):
    """What one step needs besides the state."""

    controller: Callable[..., tuple[Tensor, ControllerState]]
    heads: Callable[[Tensor], Controls]
    output: Callable[[Tensor], Tensor]
    address: Callable[..., Tensor]


Step = Callable[[Tensor, NTMState], tuple[Tensor, NTMState]]


def step(
    parts: Parts, inputs: Float[Tensor, "batch features"], state: NTMState
) -> tuple[Float[Tensor, "batch bits"], NTMState]:
    """One time step: controller, heads, read, write, output, in the order of this module's first lines.

    inputs  x_t  real
    state        from `NTM.initial_state` or an earlier step; it is not changed

    Returns the logits of y_t and the state of the next step.
    """
    hidden, controller_state = parts.controller(inputs, state.read_vectors, state.controller_state)
    controls = parts.heads(hidden)
    previous = torch.cat([state.read_weightings, state.write_weightings], dim=1)
    weightings = parts.address(state.memory.unsqueeze(1), previous, *controls[:5])
    num_read_heads = state.read_weightings.shape[1]
    read_weightings, write_weightings = weightings[:, :num_read_heads], weightings[:, num_read_heads:]
    read_vectors = read(state.memory.unsqueeze(1), read_weightings)
    memory = write_all(state.memory, write_weightings, controls)
    logits = parts.output(torch.cat([hidden, read_vectors.flatten(start_dim=1)], dim=-1))
    return logits, NTMState(memory, read_weightings, write_weightings, read_vectors, controller_state)


def write_all(
    memory: Float[Tensor, "batch slots width"],
    weightings: Float[Tensor, "batch write_heads slots"],
    controls: Controls,
) -> Float[Tensor, "batch slots width"]:
    """The write heads together: all erases, whose order cannot matter, then all adds (Sec. 3.2)."""
    assert controls.erase_vector is not None and controls.add_vector is not None
    for weighting, erase_vector in zip(weightings.unbind(1), controls.erase_vector.unbind(1), strict=True):
        memory = erase(memory, weighting, erase_vector)
    for weighting, add_vector in zip(weightings.unbind(1), controls.add_vector.unbind(1), strict=True):
        memory = add(memory, weighting, add_vector)
    return memory


def run(
    step: Step, inputs: Float[Tensor, "time batch features"], state: NTMState
) -> tuple[Float[Tensor, "time batch bits"], NTMState]:
    """Step through a sequence, handing the state on. Returns the logits of every step and the last state."""
    logits = []
    for inputs_t in inputs:
        logits_t, state = step(inputs_t, state)
        logits.append(logits_t)
    return torch.stack(logits), state


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
    address, squash, step, run   a learner's or a researcher's own parts in place of the library's

    A sequence starts with every head focused on slot 0 (a uniform start over a constant memory never breaks its
    symmetry), and with read vectors that are learned biases (Sec. 4).

    Raises TypeError or ValueError for sizes that are not whole numbers of at least 1 (`max_shift`: 0).
    """

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
        run: Callable[..., tuple[Tensor, NTMState]] = run,
    ) -> None:
        super().__init__()
        self.input_size = check_count("input_size", input_size, "NTM")
        self.output_size = check_count("output_size", output_size, "NTM")
        self.num_slots = check_count("num_slots", num_slots, "NTM")
        self.slot_width = check_count("slot_width", slot_width, "NTM")
        self.num_read_heads = check_count("num_read_heads", num_read_heads, "NTM")
        self.num_write_heads = check_count("num_write_heads", num_write_heads, "NTM")
        self.max_shift = check_count("max_shift", max_shift, "NTM", minimum=0)
        if not hasattr(controller, "build"):
            raise wrong_type("controller", "be a description such as LSTMController(100)", repr(controller), "NTM")
        reads = num_read_heads * slot_width
        hidden_size = controller.hidden_size
        self.controller = controller.build(input_size + reads)
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
            rows = [torch.rand(self.slot_width, generator=generator) for _ in range(num_slots)]
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
    def parts(self) -> Parts:
        """What `step` works with."""
        return Parts(self.controller, self.heads, self.output, self._address)

    def step(
        self, inputs: Float[Tensor, "batch features"], state: NTMState
    ) -> tuple[Float[Tensor, "batch bits"], NTMState]:
        """One time step; see `ntm_lib.machine.step`. Raises TypeError or ValueError for inputs that do not fit."""
        self._check_inputs("(batch, features)", inputs, 2)
        self._check_state(inputs.shape[0], state)
        return self._step(self.parts, inputs, state)

    def forward(
        self, inputs: Float[Tensor, "time batch features"], state: NTMState | None = None
    ) -> tuple[Float[Tensor, "time batch bits"], NTMState]:
        """A whole sequence, from `state` or from the initial one. Records nothing.

        Raises TypeError or ValueError for inputs that do not fit.
        """
        state = self._start(inputs, state)
        return self._run(lambda inputs_t, state: self._step(self.parts, inputs_t, state), inputs, state)

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

        logits, _ = self._run(recorded, inputs, state)
        return logits, _stack_trace(controls, states, self.num_read_heads)

    def _start(self, inputs: Tensor, state: NTMState | None) -> NTMState:
        self._check_inputs("(time, batch, features)", inputs, 3)
        if inputs.shape[0] == 0:
            raise invalid("inputs", "have at least one time step", tuple(inputs.shape), "a sequence")
        state = self.initial_state(inputs.shape[1]) if state is None else state
        self._check_state(inputs.shape[1], state)
        return state

    def _check_inputs(self, axes: str, inputs: Tensor, dimensions: int) -> None:
        if inputs.dim() != dimensions:
            raise invalid("inputs", f"have axes {axes}", tuple(inputs.shape), "this machine")
        check_width("inputs", inputs.shape[-1], self.input_size, "this machine's input_size")
        if inputs.dtype != self.initial_reads.dtype:
            raise wrong_type("inputs", f"have dtype {self.initial_reads.dtype}", inputs.dtype, "this machine")

    def _check_state(self, batch_size: int, state: NTMState) -> None:
        slots = state.memory.shape[1]
        context = "this machine and these inputs"
        check_shape("state.memory", state.memory.shape, (batch_size, slots, self.slot_width), context)
        reads, writes = (batch_size, self.num_read_heads), (batch_size, self.num_write_heads)
        check_shape("state.read_weightings", state.read_weightings.shape, (*reads, slots), context)
        check_shape("state.write_weightings", state.write_weightings.shape, (*writes, slots), context)
        check_shape("state.read_vectors", state.read_vectors.shape, (*reads, self.slot_width), context)


def _stack_trace(controls: list[Controls], states: list[NTMState], num_read_heads: int) -> Trace:
    return Trace(
        _stack_controls([read_part(step, num_read_heads) for step in controls]),
        _stack_controls([write_part(step, num_read_heads) for step in controls]),
        torch.stack([state.read_weightings for state in states]),
        torch.stack([state.write_weightings for state in states]),
        torch.stack([state.read_vectors for state in states]),
        torch.stack([state.memory for state in states]),
    )


def _stack_controls(steps: list[Controls]) -> Controls:
    return Controls(*(None if field[0] is None else torch.stack(field) for field in zip(*steps, strict=True)))
