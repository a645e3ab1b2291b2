"""9.2 `bits_per_sequence` as learners answer it. See `lesson_00` for the form."""

HEAD = "def bits_per_sequence(logits, targets, mask):\n"
NATS = HEAD + "    nats = binary_cross_entropy_with_logits(logits, targets, reduction='none')\n"
ONE = HEAD + "    nats = binary_cross_entropy_with_logits(logits, targets)\n"
BITS = NATS + "    bits = nats / math.log(2)\n"

SCORING = [
    ("nats", NATS + "    return (nats * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("nats", NATS + "    return (nats.sum(-1) * mask).sum(0)\n"),
    ("nats", NATS + "    nats[~mask] = 0\n    return nats.sum(dim=[0, 2])\n"),
    ("log 2", NATS + "    return (nats * math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("due is", NATS + "    return (nats / math.log(10) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("due is", NATS + "    return (nats / 2 * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("mask", BITS + "    return bits.sum(dim=(0, 2))\n"),
    ("mean", BITS + "    return bits.mean(dim=(0, 2))\n"),
    ("mean", BITS + "    return (bits * mask.unsqueeze(-1)).mean(dim=(0, 2))\n"),
    ("mean", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2)) / mask.sum(dim=0)\n"),
    ("mean", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2)) / (mask.sum(dim=0) * bits.shape[-1])\n"),
    ("mean", BITS + "    return (bits.mean(-1) * mask).sum(0)\n"),
    ("mean", BITS + "    return (bits.sum(-1) * mask).mean(0)\n"),
    ("sigmoid", HEAD + "    p = torch.sigmoid(logits)\n    nats = binary_cross_entropy_with_logits(p, targets, reduction='none')\n    return (nats / math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("sigmoid", HEAD + "    nats = binary_cross_entropy_with_logits(logits.sigmoid(), targets, reduction='none')\n    return (nats / math.log(2) * mask[..., None]).sum((0, 2))\n"),
    ("sum over the batch", BITS + "    return (bits * mask.unsqueeze(-1)).sum()\n"),
    ("batch", BITS + "    return bits[mask].sum()\n"),
    ("batch", "def bits_per_sequence(logits, targets, mask):\n    return binary_cross_entropy_with_logits(logits[mask], targets[mask], reduction='sum') / math.log(2)\n"),
    ("mean", HEAD + "    return binary_cross_entropy_with_logits(logits, targets) / math.log(2)\n"),
    ("sum over the batch", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(1, 2))\n"),
    ("every bit", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=0)\n"),
    ("every step", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=-1)\n"),
    ("mask", HEAD + "    m = mask.unsqueeze(-1)\n    nats = binary_cross_entropy_with_logits(logits * m, targets * m, reduction='none')\n    return nats.sum(dim=(0, 2)) / math.log(2)\n"),
    ("mask", BITS + "    return (bits * ~mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("negative", BITS + "    return -(bits * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("due is", HEAD + "    p = torch.sigmoid(logits)\n    return -(targets * torch.log2(p) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("large ones", HEAD + "    p = torch.sigmoid(logits)\n    bits = -(targets * torch.log2(p) + (1 - targets) * torch.log2(1 - p))\n    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("wrong bits", HEAD + "    wrong = (logits > 0) != (targets > 0.5)\n    return (wrong * mask.unsqueeze(-1)).sum(dim=(0, 2)).float()\n"),
    ("due is", HEAD + "    squared = (torch.sigmoid(logits) - targets) ** 2\n    return (squared * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("lacks a last axis", BITS + "    return (bits * mask).sum(dim=(0, 2))\n"),
    ("lacks a last axis", NATS + "    return (nats * mask.float()).sum(dim=(0, 2))\n"),
    ("lacks a last axis", BITS + "    return (bits * mask.unsqueeze(0)).sum(dim=(0, 2))\n"),
    ("due is", NATS + "    return (nats / 0.69 * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ('reduction="none"', ONE + "    return (nats / math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ('reduction="none"', ONE + "    return (nats * mask).sum(dim=0)\n"),
    ('reduction="none"', ONE + "    return (nats / math.log(2)).sum(dim=(0, 2))\n"),
    ('reduction="none"', ONE + "    return nats\n"),
    ("bool", BITS + "    return bits.masked_fill(mask - 1, 0).sum(dim=(0, 2))\n"),
    ("wrong way round", HEAD + "    nats = binary_cross_entropy_with_logits(targets, logits, reduction='none')\n    return (nats / math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("logits", HEAD + "    logits[~mask] = -100.0\n    nats = binary_cross_entropy_with_logits(logits, targets * mask.unsqueeze(-1), reduction='none')\n    return nats.sum(dim=(0, 2)) / math.log(2)\n"),
    ("changes its input", HEAD + "    targets *= mask.unsqueeze(-1)\n" + BITS[len(HEAD) :] + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
    ("list", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2)).tolist()\n"),
    ("gradient", BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2)).detach()\n"),
    ("gradient", HEAD + "    with torch.no_grad():\n        nats = binary_cross_entropy_with_logits(logits, targets, reduction='none')\n    return (nats / math.log(2) * mask.unsqueeze(-1)).sum(dim=(0, 2))\n"),
]

SCORING_RIGHT = [
    BITS + "    return (bits * mask.unsqueeze(-1)).sum(dim=(0, 2))\n",
    NATS + "    return torch.where(mask[..., None], nats, torch.zeros_like(nats)).sum((0, 2)) / torch.log(torch.tensor(2.0))\n",
    NATS + "    return torch.einsum('tbc,tb->b', nats, mask.float()).div(0.6931471805599453)\n",
    NATS + "    return (nats / 0.693 * mask.unsqueeze(-1)).sum(dim=(0, 2))\n",
    BITS + "    bits[~mask] = 0.0\n    return bits.flatten(2).sum(-1).sum(0)\n",
    BITS + "    return torch.stack([bits[:, i][mask[:, i]].sum() for i in range(bits.shape[1])])\n",
    """\
import math
import torch.nn.functional as F

LN2 = math.log(2)

def nats_to_bits(nats, ln2=LN2):
    return nats / ln2

def bits_per_sequence(logits: torch.Tensor, targets: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    print("logits", logits.shape)
    cost = F.softplus(logits) - logits * targets
    return nats_to_bits(cost.masked_fill(~mask[:, :, None], 0.0)).sum(dim=2).sum(dim=0)
""",
    """\
from torch import nn

criterion = nn.BCEWithLogitsLoss(reduction="none")

bits_per_sequence = lambda logits, targets, mask: (
    criterion(logits, targets).sum(dim=-1).mul(mask).sum(dim=0) / torch.tensor(2.0).log()
)
""",
    """\
def bits_per_sequence(logits, targets, mask):
    time, batch, bits = logits.shape
    totals = []
    for b in range(batch):
        total = torch.zeros((), dtype=logits.dtype)
        for t in range(time):
            if mask[t, b]:
                total = total + torch.nn.functional.binary_cross_entropy_with_logits(
                    logits[t, b], targets[t, b], reduction="sum") / torch.log(torch.tensor(2.0))
        totals.append(total)
    return torch.stack(totals)
""",
    """\
import numpy as np
import warnings

def bits_per_sequence(logits, targets, mask):
    warnings.warn("log-sigmoid by hand")
    right = torch.nn.functional.logsigmoid(logits) * targets + torch.nn.functional.logsigmoid(-logits) * (1 - targets)
    return -(right * mask.to(right.dtype).unsqueeze(2)).sum(dim=[0, 2]) / np.log(2)
""",
    """\
class Cost(torch.nn.Module):
    def forward(self, logits, targets, mask):
        weight = mask.unsqueeze(-1).expand_as(logits).float()
        nats = binary_cross_entropy_with_logits(logits, targets, weight=weight, reduction="none")
        return nats.transpose(0, 1).reshape(logits.shape[1], -1).sum(1) / math.log(2)

bits_per_sequence = Cost()
""",
    """\
def bits_per_sequence(logits, targets, mask):
    if len(logits) == 0:
        return torch.zeros(mask.shape[1])
    nats = binary_cross_entropy_with_logits(logits[0], targets[0], reduction="none").sum(-1)
    return nats * mask[0] / math.log(2) + bits_per_sequence(logits[1:], targets[1:], mask[1:])
""",
]
