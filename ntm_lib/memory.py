"""What a head does where it looks: read, or erase and then add (Sec. 3.1 and 3.2).

Memory is data: each function returns a new one and leaves its argument as it was, so that a state can be
kept, replayed and compared.
"""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from ntm_lib.errors import check_beside, check_leading, check_width


def read(
    memory: Float[Tensor, "*#batch slots width"], weighting: Float[Tensor, "*#batch slots"]
) -> Float[Tensor, "*#batch width"]:
    """Blend the slots into one vector, each by its share of the weighting (Eq. 2).

    r_t = Σ_i w_t(i) M_t(i)

    memory     M_t  real
    weighting  w_t  simplex

    Raises ValueError when there is not one share a slot, or the leading axes do not pair off with the memory's.
    """
    _check_weighting(memory, weighting)
    return (weighting.unsqueeze(-2) @ memory).squeeze(-2)


def erase(
    memory: Float[Tensor, "*#batch slots width"],
    weighting: Float[Tensor, "*#batch slots"],
    erase_vector: Float[Tensor, "*#batch width"],
) -> Float[Tensor, "*#batch slots width"]:
    """Fade the numbers that the erase vector names, in the slots that the weighting names (Eq. 3).

    M̃_t(i) = M_{t-1}(i) [1 - w_t(i) e_t]

    memory        M_{t-1}  real
    weighting     w_t      simplex
    erase_vector  e_t      (0, 1)  1 clears its number, 0 leaves it

    Raises ValueError when the sizes do not fit the memory.
    """
    return memory * (1 - _outer(memory, weighting, "erase_vector", erase_vector))


def add(
    memory: Float[Tensor, "*#batch slots width"],
    weighting: Float[Tensor, "*#batch slots"],
    add_vector: Float[Tensor, "*#batch width"],
) -> Float[Tensor, "*#batch slots width"]:
    """Add a vector to the slots that the weighting names (Eq. 4).

    M_t(i) = M̃_t(i) + w_t(i) a_t

    memory      M̃_t  real
    weighting   w_t   simplex
    add_vector  a_t   real

    Raises ValueError when the sizes do not fit the memory.
    """
    return memory + _outer(memory, weighting, "add_vector", add_vector)


def write(
    memory: Float[Tensor, "*#batch slots width"],
    weighting: Float[Tensor, "*#batch slots"],
    erase_vector: Float[Tensor, "*#batch width"],
    add_vector: Float[Tensor, "*#batch width"],
) -> Float[Tensor, "*#batch slots width"]:
    """Overwrite, softly: erase first, then add (Eq. 3, then Eq. 4).

    memory        M_{t-1}  real
    weighting     w_t      simplex  one weighting for both halves
    erase_vector  e_t      (0, 1)
    add_vector    a_t      real

    Several write heads do all their erasing before any adds (Sec. 3.2); see `ntm_lib.machine.step`.

    Raises ValueError when the sizes do not fit the memory.
    """
    return add(erase(memory, weighting, erase_vector), weighting, add_vector)


def _outer(memory: Tensor, weighting: Tensor, name: str, vector: Tensor) -> Tensor:
    """Share times number for every slot and place: `(*batch, slots, width)`."""
    _check_weighting(memory, weighting)
    check_width(name, vector.shape[-1], memory.shape[-1], f"a memory {tuple(memory.shape)}")
    check_leading(name, vector.shape[:-1], weighting.shape[:-1], f"a weighting {tuple(weighting.shape)}")
    return weighting.unsqueeze(-1) * vector.unsqueeze(-2)


def _check_weighting(memory: Tensor, weighting: Tensor) -> None:
    context = f"a memory {tuple(memory.shape)}"
    check_width("weighting", weighting.shape[-1], memory.shape[-2], context)
    check_beside("weighting", weighting.shape[:-1], memory.shape[:-2], context)
