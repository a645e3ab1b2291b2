"""Figures: PNGs with their sentences, no words on other words, and the right thing for each place that shows them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from figure_data import run_of, some_letters, three_vectors, trace_of, walk
from ntm_lib import NTM, LSTMController, Trace, by_hand, figures
from ntm_lib.figures import diagram, picture
from ntm_lib.tasks import Batch, copy
from tidy_pictures import assert_is_tidy
from tools import readme_picture


def machine_trace(length: int = 12) -> tuple[Batch, torch.Tensor, Trace]:
    torch.manual_seed(0)
    batch = copy(1, (length, length), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        logits, trace = NTM(9, 8, LSTMController(10), num_slots=32).trace(batch.inputs)
    return batch, logits, trace


def every_figure() -> Iterator[tuple[str, Callable[[], figures.Picture]]]:
    """Each kind of picture, at sizes that lessons use and at awkward ones."""
    batch, logits, trace = machine_trace()
    long = copy(1, (100, 100), generator=torch.Generator().manual_seed(0))
    up = trace_of(walk(*range(12)), walk(*[0] * 6, *range(6)))
    down = trace_of(walk(*range(3, -9, -1), num_slots=32), walk(*[3] * 12, num_slots=32))
    memory, key = np.eye(5), np.array([0.2, 1, 0, 0, -1])
    content = by_hand.cosine_similarity(memory, key), by_hand.content_weighting(memory, key, 3.0)
    letters, some, names = some_letters(), np.full(8, 1 / 8), list("ABCDEFGH")
    damaged = letters[0] * (np.arange(25) > 9)
    x = np.geomspace(0.1, 100, 20)
    falling = run_of(*[84.0] * 300, *[0.001] * 200)
    yield "machine", figures.machine
    yield "machine, all lit", lambda: figures.machine(diagram.PARTS)
    yield "bits", lambda: figures.bits(batch)
    yield "bits, few", lambda: figures.bits(three_vectors())
    yield "bits, many", lambda: figures.bits(long)
    yield "copied", lambda: figures.copied(batch, logits)
    yield "copied, few", lambda: figures.copied(three_vectors(), three_vectors().targets)
    yield "copied, many", lambda: figures.copied(long, long.targets)
    yield "film", lambda: figures.film(trace)
    yield "film, up", lambda: figures.film(up, title="A title")
    yield "film, round the ring", lambda: figures.film(down, flag_step=4)
    yield "film, everything", lambda: figures.film(trace, batch=batch, logits=logits, vectors=True, slots=range(32))
    yield "head positions", lambda: figures.head_positions(up, prediction=12, asked_step=11)
    yield "head positions, round the ring", lambda: figures.head_positions(down, prediction=12, asked_step=0)
    yield "head positions, nowhere", lambda: figures.head_positions(trace)
    yield "films through training", lambda: figures.films_through_training([trace] * 4, ["after 1,000 sequences"] * 4)
    yield "slots", lambda: figures.slots(memory - 0.25, title="Five slots", weighting=content[1])
    yield "slots, many", lambda: figures.slots(np.zeros((16, 20)), labels=[f"slot {n}" for n in range(16)])
    yield "lookup", lambda: figures.lookup(memory, key, *content)
    yield "letters", lambda: figures.letters(letters, names, "Eight letters")
    yield "recall", lambda: figures.recall(letters, names, damaged, some, some @ letters)
    yield "strengths", lambda: figures.shares_by_strength(x, x / (8 + x), 3 / (1 + x), prediction=5)
    yield "curve", lambda: figures.learning_curve(falling, prediction=300, cursor=2000, prediction_unit="updates")
    yield "curve, short", lambda: figures.learning_curve(falling[:1], paper=False)


FIGURES = dict(every_figure())


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_a_png_with_a_sentence_and_no_words_on_words(name: str) -> None:
    assert_is_tidy(FIGURES[name])


def test_the_same_data_give_the_same_sentence() -> None:
    batch, logits, trace = machine_trace()
    assert figures.film(trace, batch=batch, logits=logits).alt == figures.film(trace).alt


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.bits(three_vectors(), 3), "sequence must be below 1, the batch size; got 3 for bits."),
        (lambda: figures.copied(three_vectors(), torch.zeros(7, 1, 3)), "logits must have shape (7, 1, 2)"),
        (lambda: figures.film(trace_of(walk(0), walk(0)), slots=[16]), "slots must hold slots from 0 to 15; got 16"),
        (lambda: figures.film(trace_of(walk(0), walk(0)), slots=[]), "slots must hold at least one slot"),
        (lambda: figures.slots([1.0, 2.0]), "memory must have axes (slots, width)"),
        (lambda: figures.slots([[1.0]], labels=["a", "b"]), "labels must be one a slot, 1; got 2 for slots."),
        (lambda: figures.slots([[1.0]], weighting=[1.0, 0.0]), "weighting must have shape (1,)"),
        (lambda: figures.letters(np.zeros((2, 24))), "vectors must have axes (letters, 25)"),
        (lambda: figures.learning_curve([]), "progress must hold at least one step; got 0 for learning_curve."),
        (lambda: figures.learning_curve(run_of(1.0), prediction_unit="days"), "prediction_unit must be"),
        (lambda: figures.shares_by_strength([0.0], [1.0], [0.0]), "strengths must hold at least one number, all above"),
        (lambda: figures.films_through_training([], []), "labels must be one a trace, 0"),
        (
            lambda: figures.head_positions(trace_of(walk(0), walk(0)), asked_step=1),
            "asked_step must be below 1, the number of steps; got 1 for head_positions.",
        ),
    ],
)
def test_a_wrong_argument_is_named(call: Callable[[], figures.Picture], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value).startswith(message)


# --- what a notebook gets --------------------------------------------------------------------------------------


def test_without_a_front_end_a_picture_is_text_and_png_alone() -> None:
    data, about = figures.Picture(b"png", 'A "quoted" sentence.', 300)._repr_mimebundle_()
    assert data == {"text/plain": 'A "quoted" sentence.', "image/png": "cG5n"}
    assert about == {"image/png": {"alt": 'A "quoted" sentence.', "width": 300}}
    assert repr(figures.Picture(b"", "Words.")) == "Words."


def test_a_front_end_gets_html_with_the_alternative_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[picture.__module__], "front_end", lambda: True)
    data, _ = figures.Picture(b"png", 'Less < "more".')._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "text/html"}
    assert 'alt="Less &lt; &quot;more&quot;."' in data["text/html"]
    assert "data:image/png;base64,cG5n" in data["text/html"]
    assert "Less &lt; &quot;more&quot;.</figcaption>" in data["text/html"]


@pytest.mark.parametrize(("lit", "caption"), [((), ""), (("gate",), "Lit in this picture: gate.")])
def test_the_diagram_spares_those_who_see_it_its_description(lit: tuple[str, ...], caption: str) -> None:
    made = figures.machine(lit)
    assert made.caption == caption and made.alt.startswith("The machine. An input goes to")
    assert ("<figcaption" in made.html) == bool(caption)


def test_plain_python_has_no_front_end() -> None:
    assert not figures.front_end()


def test_figures_import_neither_pyplot_nor_ipython() -> None:
    code = (
        "import sys, ntm_lib.figures as f; f.machine();"
        "assert not {'matplotlib.pyplot', 'IPython', 'ipywidgets'} & set(sys.modules) - before"
    )
    code = "import sys; before = set(sys.modules); " + code
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_readmes_picture_shows_a_machine_that_copies() -> None:
    assert readme_picture.draw().alt.startswith("Drawn by hand, copied by a trained machine: 0 of 96 bits wrong. Write")
