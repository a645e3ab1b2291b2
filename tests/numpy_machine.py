"""A second reading of the paper, to hold the machine against: one sequence, NumPy, a loop wherever the paper has a sum.

Written from the paper's equations and from the names of the machine's parameters, not from the library's functions.
Everything is computed in double precision and as printed: Eq. 9 really raises to a power.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy import ndarray


class Head(NamedTuple):
    """One head's controls. `shifts[n]` is the share of the step n - R."""

    key: ndarray
    strength: float
    gate: float
    shifts: ndarray
    sharpening: float


class Before(NamedTuple):
    """What one sequence carries from step to step."""

    memory: ndarray
    read_weightings: list[ndarray]
    write_weightings: list[ndarray]
    read_vectors: list[ndarray]
    controller_state: tuple[ndarray, ...]


def sigmoid(x: ndarray) -> ndarray:
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def softplus(x: ndarray) -> ndarray:
    """log(1 + exp x)."""
    return np.log1p(np.exp(x))


def focus(memory: ndarray, previous: ndarray, head: Head) -> ndarray:
    """Equations 5 to 9 for one head."""
    slots, reach = len(memory), len(head.shifts) // 2
    similar = np.zeros(slots)
    for i in range(slots):
        dot = sum(a * b for a, b in zip(memory[i], head.key, strict=True))
        similar[i] = dot / (np.sqrt(sum(memory[i] ** 2)) * np.sqrt(sum(head.key**2)) + 1e-8)  # Eq. 6
    content = np.exp(head.strength * similar) / sum(np.exp(head.strength * similar))  # Eq. 5
    gated = head.gate * content + (1 - head.gate) * previous  # Eq. 7
    shifted = np.zeros(slots)
    for i in range(slots):
        for j in range(slots):
            for n, share in enumerate(head.shifts):
                if (i - j - (n - reach)) % slots == 0:  # s(i - j)
                    shifted[i] += gated[j] * share  # Eq. 8
    return shifted**head.sharpening / sum(shifted**head.sharpening)  # Eq. 9


def look(memory: ndarray, weighting: ndarray) -> ndarray:
    """Equation 2."""
    return np.array([sum(weighting[i] * memory[i, m] for i in range(len(memory))) for m in range(memory.shape[1])])


def put(memory: ndarray, weightings: list[ndarray], erases: list[ndarray], adds: list[ndarray]) -> ndarray:
    """Equations 3 and 4 for several heads: every erase before any add."""
    after = memory.copy()
    for i in range(len(memory)):
        for weighting, erase in zip(weightings, erases, strict=True):
            after[i] = after[i] * (1 - weighting[i] * erase)
        for weighting, add in zip(weightings, adds, strict=True):
            after[i] = after[i] + weighting[i] * add
    return after


def controller(weights: dict[str, ndarray], seen: ndarray, state: tuple[ndarray, ...]) -> tuple[ndarray, tuple]:
    """The hidden vector of a feed-forward or an LSTM controller, whichever the weights belong to."""
    if "controller.layer.weight" in weights:
        return np.tanh(weights["controller.layer.weight"] @ seen + weights["controller.layer.bias"]), ()
    hidden, cell = state
    raw = weights["controller.cell.weight_ih"] @ seen + weights["controller.cell.bias_ih"]
    raw = raw + weights["controller.cell.weight_hh"] @ hidden + weights["controller.cell.bias_hh"]
    enter, keep, new, show = np.split(raw, 4)
    cell = sigmoid(keep) * cell + sigmoid(enter) * np.tanh(new)
    hidden = sigmoid(show) * np.tanh(cell)
    return hidden, (hidden, cell)


def controls(weights: dict[str, ndarray], hidden: ndarray, heads: int, writers: int, width: int) -> tuple:
    """(heads, erase vectors, add vectors), squashed into range as Sec. 3.3 asks. Read heads come first."""
    rows = np.split(weights["heads.addressing.weight"] @ hidden + weights["heads.addressing.bias"], heads)
    found = []
    for row in rows:
        key, strength, gate, shifts, sharpening = np.split(row, [width, width + 1, width + 2, len(row) - 1])
        shares = np.exp(shifts) / sum(np.exp(shifts))
        found.append(Head(key, softplus(strength)[0], sigmoid(gate)[0], shares, 1 + softplus(sharpening)[0]))
    rows = np.split(weights["heads.writing.weight"] @ hidden + weights["heads.writing.bias"], writers)
    return found, [sigmoid(row[:width]) for row in rows], [row[width:] for row in rows]


def step(weights: dict[str, ndarray], inputs: ndarray, before: Before) -> tuple[ndarray, Before]:
    """One time step of one sequence: the logits, and what the next step starts from."""
    readers, writers = len(before.read_weightings), len(before.write_weightings)
    seen = np.concatenate([inputs, *before.read_vectors])
    hidden, controller_state = controller(weights, seen, before.controller_state)
    heads, erases, adds = controls(weights, hidden, readers + writers, writers, before.memory.shape[1])
    previous = [*before.read_weightings, *before.write_weightings]
    weightings = [focus(before.memory, old, head) for old, head in zip(previous, heads, strict=True)]
    reads = [look(before.memory, weighting) for weighting in weightings[:readers]]
    memory = put(before.memory, weightings[readers:], erases, adds)
    logits = weights["output.weight"] @ np.concatenate([hidden, *reads]) + weights["output.bias"]
    return logits, Before(memory, weightings[:readers], weightings[readers:], reads, controller_state)


def weights_of(machine) -> dict[str, ndarray]:
    """A machine's parameters by name, in double precision."""
    return {name: values.detach().numpy().astype(np.float64) for name, values in machine.state_dict().items()}


def before_of(state, sequence: int) -> Before:
    """One sequence out of a batched `NTMState`."""

    def plain(values) -> ndarray:
        return values[sequence].detach().numpy().astype(np.float64)

    read_weightings, write_weightings = list(plain(state.read_weightings)), list(plain(state.write_weightings))
    reads, controller_state = list(plain(state.read_vectors)), tuple(plain(part) for part in state.controller_state)
    return Before(plain(state.memory), read_weightings, write_weightings, reads, controller_state)
