"""The pictures of lesson 04: one write in numbers, the mirror, the fading, and paintings that are taken back."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from ntm_lib import by_hand, figures
from tidy_pictures import assert_is_tidy

MEMORY = np.array([[8.0, 8.0], [4.0, 4.0], [2.0, 2.0]])
WEIGHTING = np.array([0.75, 0.25, 0.0])
ERASE, ADD = np.array([1.0, 0.0]), np.array([4.0, -4.0])
WIDE = np.arange(32.0).reshape(8, 4) - 9.5
EVEN = np.full(8, 0.125)
LEFT = 0.75 ** np.arange(25)


def blank_painted_and_back(scar: float = 0.0) -> np.ndarray:
    """A film of three memories whose last one holds what the scar says."""
    film = np.zeros((3, 16, 16))
    film[1, 4:12, 4:12] = 1.0
    film[2, 6:8, 5:11] = scar
    return film


FIGURES: dict[str, Callable[[], figures.Picture]] = {
    "one write": lambda: figures.one_write(MEMORY, WEIGHTING, ERASE, ADD),
    "one write, erase alone": lambda: figures.one_write(MEMORY, WEIGHTING, erase_vector=ERASE),
    "one write, as large as may be": lambda: figures.one_write(WIDE, EVEN, np.full(4, 0.35), np.full(4, -12.5)),
    "one write, a single number": lambda: figures.one_write([[1.0]], [1.0], [0.5], [-1.0]),
    "mirror": lambda: figures.mirror(ADD, WEIGHTING, np.outer(WEIGHTING, ADD), ADD * 0.625),
    "mirror, as large as may be": lambda: figures.mirror(WIDE[0], EVEN, np.outer(EVEN, WIDE[0]), WIDE[0] / 8),
    "fading": lambda: figures.fading(LEFT),
    "fading, with a bet": lambda: figures.fading(LEFT, prediction=4),
    "fading, with a bet beyond": lambda: figures.fading(LEFT, prediction=1000),
    "fading, short": lambda: figures.fading(LEFT[:2]),
    "paintings": lambda: figures.paintings([blank_painted_and_back()] * 2, ["a", "b", "c"], ["one", "two"]),
    "paintings, with a scar": lambda: figures.paintings(blank_painted_and_back(0.4), list("abc"), ["one"], back=True),
    "paintings, many moments": lambda: figures.paintings(np.zeros((7, 4, 8)), ["all taken back"[:9]] * 7, ["none"]),
    "paintings, a single one": lambda: figures.paintings(np.eye(5)[None], ["now"], ["one"]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_fits_the_page_with_a_sentence_and_no_words_on_words(name: str) -> None:
    assert_is_tidy(FIGURES[name])


def test_one_write_tells_slot_by_slot_what_erase_and_add_do() -> None:
    assert figures.one_write(MEMORY, WEIGHTING, ERASE, ADD).alt == (
        "Erase: slot 0 goes from 8 8 to 2 8; slot 1 goes from 4 4 to 3 4; slot 2 stays 2 2. "
        "Add: slot 0 goes from 2 8 to 5 5; slot 1 goes from 3 4 to 4 3; slot 2 stays 2 2."
    )
    assert figures.one_write(MEMORY, WEIGHTING, add_vector=ADD).alt.startswith("Add: slot 0 goes from 8 8 to 11 5;")


def test_one_write_ends_where_the_library_ends() -> None:
    after = by_hand.write(WIDE, EVEN, np.full(4, 0.5), np.full(4, 3.0))
    told = figures.one_write(WIDE, EVEN, np.full(4, 0.5), np.full(4, 3.0)).alt
    assert all(f"{number:.2f}".replace("-", "−") in told for number in after.ravel())


def test_the_mirror_tells_what_was_sent_and_what_came_back() -> None:
    scattered = by_hand.add(np.zeros((3, 2)), WEIGHTING, ADD)
    told = figures.mirror(ADD, WEIGHTING, scattered, by_hand.read(scattered, WEIGHTING)).alt
    assert told == "4 −4 is written in shares of 0.75, 0.25, 0.00; a read in the same shares gets 2.5 −2.5."


@pytest.mark.parametrize(
    ("left", "prediction", "told"),
    [
        (LEFT, None, "After 1 erase 75 % is left, after 4 erases 32 %. It is first below 1 % after 17 erases."),
        (LEFT[:11], None, "After 1 erase 75 % is left, after 4 erases 32 %. In 10 erases it never falls below 1 %."),
        ([1.0, 0.005], 4, "After 1 erase under 1 % is left. It is first below 1 % after 1 erase. You said 4."),
    ],
)
def test_fading_tells_when_less_than_one_percent_is_left(left: object, prediction: float | None, told: str) -> None:
    assert figures.fading(left, prediction).alt == told


def test_fading_rings_the_first_erase_below_the_limit_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Figure] = []
    save = Figure.savefig
    monkeypatch.setattr(Figure, "savefig", lambda self, *a, **k: (drawn.append(self), save(self, *a, **k))[1])
    assert "first below 2 % after 14 erases" in figures.fading(LEFT, limit=0.02).alt
    rings = [text.get_text() for axes in drawn[0].axes[1:] for text in axes.texts]
    assert rings == ["14", "14"]
    assert "first below 0.5 % after 19 erases" in figures.fading(LEFT, limit=0.005).alt


def test_small_numbers_are_told_with_as_many_digits_as_are_asked_for() -> None:
    assert (
        "0.00 0.90" in figures.slots([[0.0048, 0.9]]).alt
        and "0.005 0.900" in figures.slots([[0.0048, 0.9]], places=3).alt
    )


def test_a_film_that_is_to_end_as_it_began_says_whether_it_does() -> None:
    labels, counts = ["first", "then", "last"], "numbers above and below 0 (of 256): first 0 and 0, then 64 and 0, last"
    told = figures.paintings(blank_painted_and_back(1e-12), labels, ["one"], back=True).alt
    assert told == f"One, {counts} 0 and 0. The last memory equals the first, but for rounding."
    told = figures.paintings(blank_painted_and_back(-0.4), labels, ["one"], back=True).alt
    assert told == (
        f"One, {counts} 0 and 12. 12 numbers of the last memory differ from the first, by up to 0.40 "
        "(slots 6 to 7, columns 5 to 10)."
    )
    assert figures.paintings(blank_painted_and_back(-0.4), labels, ["one"]).alt == f"One, {counts} 0 and 12."


def test_two_figures_with_one_full_colour_can_be_compared() -> None:
    def middle_of_the_first(largest: float, full: float) -> tuple[int, ...]:
        film = np.stack([np.full((16, 16), 0.4), np.full((16, 16), largest)])
        with Image.open(io.BytesIO(figures.paintings(film, ["a", "b"], ["one"], full=full).png)) as image:
            return image.convert("RGB").getpixel((300, 300))

    assert middle_of_the_first(0.4, 1.2) == middle_of_the_first(-1.2, 1.2) == middle_of_the_first(-1.2, 0.0)
    assert middle_of_the_first(0.4, 0.0) != middle_of_the_first(0.4, 1.2)


def test_a_scar_is_framed_in_the_picture() -> None:
    def drawn(back: bool) -> bytes:
        return figures.paintings(blank_painted_and_back(0.4), list("abc"), ["one"], back=back).png

    assert drawn(True) != drawn(False)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.one_write(MEMORY, [1.0], ERASE), "weighting must have shape (3,)"),
        (lambda: figures.one_write(MEMORY, WEIGHTING, [1.0]), "erase_vector must have shape (2,)"),
        (lambda: figures.one_write(MEMORY, WEIGHTING, add_vector=[1.0]), "add_vector must have shape (2,)"),
        (lambda: figures.one_write(MEMORY, WEIGHTING), "erase_vector must be given, or add_vector; got None for both"),
        (lambda: figures.one_write(np.zeros((9, 4)), np.zeros(9), np.zeros(4)), "memory must have axes (slots, width)"),
        (lambda: figures.mirror(ADD, WEIGHTING, np.zeros((3, 5)), ADD), "memory must have axes (slots, width)"),
        (lambda: figures.mirror(ADD, WEIGHTING, MEMORY, [1.0]), "read_vector must have shape (2,)"),
        (lambda: figures.fading([1.0]), "left must hold at least two numbers, all above 0"),
        (lambda: figures.fading([1.0, 0.0]), "left must hold at least two numbers, all above 0"),
        (lambda: figures.fading(LEFT, limit=0.0), "limit must be above 0; got 0"),
        (lambda: figures.paintings(MEMORY, ["a"], ["b"]), "films must have axes (films, moments, slots, width)"),
        (lambda: figures.paintings(np.zeros((2, 3, 3)), ["a"], ["b"]), "labels must be one a moment, 2; got 1"),
        (lambda: figures.paintings(np.zeros((2, 3, 3)), ["a", "b"], []), "names must be one a film, 1; got 0"),
    ],
)
def test_a_wrong_argument_is_named(call: Callable[[], figures.Picture], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value).startswith(message)
