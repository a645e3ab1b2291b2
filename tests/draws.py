"""Random numbers in the ranges that the equations take, each draw from a seed of its own."""

from __future__ import annotations

import torch


def generator(seed):
    return torch.Generator().manual_seed(seed)


def normal(seed, *shape, dtype=torch.float64):
    return torch.randn(shape, generator=generator(seed), dtype=dtype)


def simplex(seed, *shape, dtype=torch.float64):
    return torch.softmax(2 * normal(seed, *shape, dtype=dtype), dim=-1)


def one_hot(slot, slots, dtype=torch.float32):
    return torch.eye(slots, dtype=dtype)[slot]


def dials(seed, *lead, width=3, reach=1, dtype=torch.float64):
    """key, key_strength, gate, shift_weighting, sharpening, all in range."""
    positive = torch.nn.functional.softplus
    return (
        normal(seed, *lead, width, dtype=dtype),
        positive(normal(seed + 1, *lead, dtype=dtype)),
        torch.sigmoid(normal(seed + 2, *lead, dtype=dtype)),
        simplex(seed + 3, *lead, 2 * reach + 1, dtype=dtype),
        1 + positive(normal(seed + 4, *lead, dtype=dtype)),
    )


def is_simplex(weighting, tolerance=1e-5):
    sums = weighting.sum(dim=-1)
    return bool((weighting >= 0).all()) and torch.allclose(sums, torch.ones_like(sums), atol=tolerance, rtol=0)
