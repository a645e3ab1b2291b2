"""A yardstick: an NTM written as it usually is, one sequence, one head and one slot shift at a time.

Its mathematics is the library's, and a test holds the two together on the same parameters; only the way of writing
it differs. Each head has a linear layer of its own and is served after the one before it. The circular convolution
and the write to memory go through the batch in a Python loop, one sequence after another. Nothing is slowed down on
purpose: this is how the equations read when they are typed in one by one.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from ntm_lib import NTM
from ntm_lib.addressing import EPSILON
from ntm_lib.errors import invalid
from ntm_lib.machine.ntm import BLANK


class TextbookHead(nn.Module):
    """One head: its own linear layer, then Eq. 5 to 9 one after the other."""

    def __init__(self, weight: Tensor, bias: Tensor, slot_width: int, shifts: int) -> None:
        super().__init__()
        self.layer = nn.Linear(weight.shape[1], weight.shape[0])
        self.layer.weight = nn.Parameter(weight.detach().clone())
        self.layer.bias = nn.Parameter(bias.detach().clone())
        self.sizes = [slot_width, 1, 1, shifts, 1]
        rest = weight.shape[0] - sum(self.sizes)  # a write head's erase and add vector
        self.sizes += [rest // 2, rest // 2] if rest else []

    def forward(self, hidden: Tensor, memory: Tensor, previous: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The new weighting `(batch, slots)`; the raw erase and add vector, if this is a write head."""
        fields = torch.split(self.layer(hidden), self.sizes, dim=1)
        key, strength, gate, shifts, sharpening = fields[:5]
        strength, gate = softplus(strength), torch.sigmoid(gate)
        shifts, sharpening = torch.softmax(shifts, dim=1), 1 + softplus(sharpening)
        content = torch.softmax(strength * _cosine(memory, key), dim=1)
        gated = gate * content + (1 - gate) * previous
        moved = torch.zeros_like(gated)
        for b in range(len(gated)):
            moved[b] = _convolve(gated[b], shifts[b])
        powered = sharpening * torch.log(moved + torch.finfo(moved.dtype).tiny)
        return torch.softmax(powered, dim=1), list(fields[5:])


class TextbookNTM(nn.Module):
    """The machine that it is given, written the usual way, with copies of its parameters.

    Raises ValueError for a machine whose memory does not start constant, or that has fewer slots than its reach.
    """

    def __init__(self, machine: NTM) -> None:
        super().__init__()
        if machine.memory_init != "constant":
            raise invalid("memory_init", 'be "constant"', repr(machine.memory_init), "TextbookNTM")
        if machine.max_shift > machine.num_slots:
            raise invalid("max_shift", f"be at most {machine.num_slots}, the slots", machine.max_shift, "TextbookNTM")
        self.num_slots, self.slot_width = machine.num_slots, machine.slot_width
        self.controller = copy.deepcopy(machine.controller)
        self.output = copy.deepcopy(machine.output)
        self.initial_reads = nn.Parameter(machine.initial_reads.detach().clone())
        heads = _split_heads(machine)
        self.read_heads = nn.ModuleList(heads[: machine.num_read_heads])
        self.write_heads = nn.ModuleList(heads[machine.num_read_heads :])

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor]:
        """A whole sequence `(time, batch, features)`: the logits of every step, and the memory after the last."""
        batch_size = inputs.shape[1]
        memory = torch.full((batch_size, self.num_slots, self.slot_width), BLANK, dtype=inputs.dtype)
        focus = torch.zeros(batch_size, self.num_slots, dtype=inputs.dtype)
        focus[:, 0] = 1
        looking = [focus] * (len(self.read_heads) + len(self.write_heads))
        reads = self.initial_reads.unsqueeze(0).repeat(batch_size, 1, 1)
        state = self.controller.initial_state(batch_size)
        answers = []
        for x in inputs:
            hidden, state = self.controller(x, reads, state)
            reads, memory, looking = self._use_memory(hidden, memory, looking)
            answers.append(self.output(torch.cat([hidden, reads.flatten(1)], dim=1)))
        return torch.stack(answers), memory

    def _use_memory(self, hidden: Tensor, memory: Tensor, looking: list[Tensor]) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Every head in turn, all on the memory before the write; then all erases, then all adds."""
        reads, writes, now = [], [], []
        for head, previous in zip([*self.read_heads, *self.write_heads], looking, strict=True):
            weighting, vectors = head(hidden, memory, previous)
            now.append(weighting)
            if vectors:
                writes.append((weighting, torch.sigmoid(vectors[0]), vectors[1]))
            else:
                reads.append(torch.matmul(weighting.unsqueeze(1), memory).squeeze(1))
        for weighting, erase, _ in writes:
            fade = [memory[b] * (1 - torch.outer(weighting[b], erase[b])) for b in range(len(memory))]
            memory = torch.stack(fade)
        for weighting, _, add in writes:
            memory = torch.stack([memory[b] + torch.outer(weighting[b], add[b]) for b in range(len(memory))])
        return torch.stack(reads, dim=1), memory, now


def _cosine(memory: Tensor, key: Tensor) -> Tensor:
    """Eq. 6 for every slot: `(batch, slots)`."""
    key = key.unsqueeze(1)
    return (memory * key).sum(dim=2) / (memory.norm(dim=2) * key.norm(dim=2) + EPSILON)


def _convolve(weighting: Tensor, shifts: Tensor) -> Tensor:
    """Eq. 8 for one sequence: the ring is laid out with both ends repeated, then one shift after another is added."""
    slots, reach = len(weighting), len(shifts) // 2
    ring = torch.cat([weighting[slots - reach :], weighting, weighting[:reach]])
    moved = torch.zeros_like(weighting)
    for place in range(len(shifts)):
        start = 2 * reach - place  # the last place moves the focus on by `reach`: it looks that far back
        moved = moved + shifts[place] * ring[start : start + slots]
    return moved


def _split_heads(machine: NTM) -> list[TextbookHead]:
    """The joint layers of the library's heads, one head's rows to each; read heads first."""
    shared, writing = machine.heads.addressing, machine.heads.writing
    count, writes, reads = machine.heads.num_heads, machine.num_write_heads, machine.num_read_heads
    weights = list(shared.weight.unflatten(0, (count, -1)))
    biases = list(shared.bias.unflatten(0, (count, -1)))
    for n in range(writes):
        weights[reads + n] = torch.cat([weights[reads + n], writing.weight.unflatten(0, (writes, -1))[n]])
        biases[reads + n] = torch.cat([biases[reads + n], writing.bias.unflatten(0, (writes, -1))[n]])
    shifts = 2 * machine.max_shift + 1
    return [TextbookHead(w, b, machine.slot_width, shifts) for w, b in zip(weights, biases, strict=True)]
