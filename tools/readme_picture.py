"""Draw the README's one picture: the trained machine copies a drawing.

    python -m tools.readme_picture

writes docs/machine.png and prints the sentence that belongs beside it as alternative text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from ntm_lib import NTM, figures
from ntm_lib.demos import drawing
from ntm_lib.figures import Picture
from ntm_lib.scoring import wrong_bits_per_sequence
from ntm_lib.tasks import copy_of
from ntm_lib.training import load_checkpoint

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "machine.png"


def draw() -> Picture:
    """Input and write film on the left, answer and read film on the right, of the shipped machine."""
    torch.set_num_threads(1)
    model, _ = load_checkpoint("copy-lstm")
    assert isinstance(model, NTM)
    batch = copy_of(drawing())
    with torch.no_grad():
        logits, trace = model.trace(batch.inputs)
    wrong = int(wrong_bits_per_sequence(logits, batch.targets, batch.mask).sum())
    title = f"Drawn by hand, copied by a trained machine: {wrong} of {batch.targets[batch.mask].numel()} bits wrong"
    film = figures.film(trace, batch=batch, logits=logits, title=title)
    return Picture(film.png, f"{title}. {film.alt}", film.width)


def main() -> int:
    """Write the picture; print its sentence."""
    picture = draw()
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(picture.png)
    print(f"{PICTURE.name}: {picture.alt}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
