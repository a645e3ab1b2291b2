"""What is compared: one machine written three ways, and a floor without a memory.

fused     `NTM` as the library runs it; `path` says whether that is the fast path
plain     the same machine, told to step through a sequence with `ntm_lib.machine.steps.run`
textbook  the same machine written as it usually is: `benchmarks.textbook`
floor     an LSTM cell and an output layer of the same size: `benchmarks.floor`
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn

from benchmarks.floor import Floor
from benchmarks.textbook import TextbookNTM
from ntm_lib import NTM, FeedForwardController, LSTMController
from ntm_lib.machine.steps import run
from ntm_lib.scoring import bits_per_sequence
from ntm_lib.tasks import Batch, copy

NAMES = ("fused", "plain", "textbook", "floor")
MACHINES = ("fused", "plain")
CONTROLLERS = {"lstm": LSTMController, "feedforward": FeedForwardController}


class Size(NamedTuple):
    """The machine to build; the defaults are the paper's for the copy task (Tables 1 and 2)."""

    controller: str = "lstm"
    heads: int = 1  # this many read heads and as many write heads
    num_slots: int = 128
    slot_width: int = 20
    hidden_size: int = 100
    bits: int = 8


PAPER = Size()


def build(name: str, size: Size = PAPER) -> nn.Module:
    """One contestant, on one thread. The three machines of a size have the same parameters."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    if name == "floor":
        return Floor(size.bits + 1, size.bits, size.hidden_size, size.slot_width)
    machine = _machine(size, **({} if name == "fused" else {"run": run}))
    return TextbookNTM(machine) if name == "textbook" else machine


def _machine(size: Size, **parts: object) -> NTM:
    describe = CONTROLLERS[size.controller](size.hidden_size)
    sizes = (size.num_slots, size.slot_width, size.heads, size.heads)
    return NTM(size.bits + 1, size.bits, describe, *sizes, **parts)


def draw(batch_size: int, length: int, bits: int = 8) -> Batch:
    """Copy sequences, all of one length, the same for every contestant: 2 * length + 1 steps."""
    return copy(batch_size, (length, length), bits, torch.Generator().manual_seed(0))


def train_once(model: nn.Module, batch: Batch) -> None:
    """What an update costs without its optimiser: forward, loss, backward."""
    model.zero_grad()
    logits, _ = model(batch.inputs)
    bits_per_sequence(logits, batch.targets, batch.mask).sum().backward()


@torch.no_grad()
def infer_once(model: nn.Module, batch: Batch) -> None:
    """A sequence answered, nothing kept for a backward."""
    model(batch.inputs)
