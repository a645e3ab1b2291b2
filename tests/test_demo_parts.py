"""The parts that demos are made of: the player, dials, the training curve, and frames that are drawn twice."""

from __future__ import annotations

import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from ntm_lib import demos, figures
from ntm_lib.demos.player import Moments, Player, spaced
from ntm_lib.demos.progress import last_line, page
from ntm_lib.demos.scene import Scene, strip


def test_a_player_wants_one_caption_a_frame():
    frames = [Scene(10, 10), Scene(10, 10)]
    for wrong in ({"frames": [], "captions": []}, {"frames": frames, "captions": ["one"]},
                  {"frames": frames, "captions": ["a", "b"], "texts": ["one"]}):  # fmt: skip
        with pytest.raises(ValueError, match="must"):
            Player(label="wrong", **wrong)


def test_a_player_keeps_its_place_as_far_as_it_exists():
    frames = [Scene(10, 10) for _ in range(5)]
    films = Moments("Time", ["a", "b"], [["x", "y"]] * 5, [(0, 0, 5, 10)])
    player = Player(frames, list("abcde"), "Letters", moments=films)
    assert player.veils == [[0, 0, 0.5, 1]]
    player.position = 4
    player.show(frames[:3], list("abc"))
    assert player.position == 2 and player.texts == ["0 of 2", "1 of 2", "2 of 2"]
    assert repr(player) == "Letters: c"


def test_spaced_holds_both_ends():
    assert spaced(3, 4) == [0, 1, 2]
    assert spaced(22, 4) == [0, 7, 14, 21]


def test_slider_takes_the_nearest_value_and_tells_of_moves():
    slider = demos.Slider("Strength", [0.1, 1, 10], 2, "{:.1f} x")
    assert slider.value == 1 and repr(slider) == "Strength: 1.0 x"
    seen = []
    slider.on_change(lambda: seen.append(slider.value))
    slider.position = 2
    assert seen == [10]
    with pytest.raises(ValueError, match="values must"):
        demos.Slider("Empty", [])


def test_choice_starts_on_its_first_option():
    choice = demos.Choice("Letter", ["A", "B"])
    seen = []
    choice.on_change(lambda: seen.append(choice.value))
    choice.value = "B"
    assert seen == ["B"] and repr(choice) == "Letter: B"


def steps_of(count):
    """A run that halves its cost at each update."""
    for update in range(1, count + 1):
        yield SimpleNamespace(update=update, sequences=8 * update, loss=1.0, bits=100 / 2**update, learning_rate=0.01)


def test_watch_prints_one_line_and_returns_every_step(capsys):
    steps = demos.watch(steps_of(30), 30)
    assert [step.update for step in steps] == list(range(1, 31))
    assert capsys.readouterr().out == "30 updates, 240 sequences.\n"


def test_watch_keeps_what_there_is_after_an_interrupt(capsys):
    def interrupted():
        yield from steps_of(3)
        raise KeyboardInterrupt

    assert len(demos.watch(interrupted(), 10)) == 3
    assert capsys.readouterr().out == "3 updates, 24 sequences.\n"


def test_watch_of_nothing(capsys):
    assert demos.watch(iter([]), 5) == []
    assert capsys.readouterr().out == last_line([]) + "\n"
    with pytest.raises(ValueError, match="total must"):
        demos.watch(steps_of(1), 0)


def test_the_live_page_has_a_named_curve_that_falls():
    html = page(list(steps_of(20)), 40)
    assert 'aria-label="Bits a sequence' in html and 'max="40" value="20"' in html
    points = html.split('polyline points="')[1].split('"')[0].split()
    heights = [float(point.split(",")[1]) for point in points]
    assert heights[0] < heights[5] < heights[10]  # downward on the page


def test_a_scene_is_the_same_in_both_drawings():
    scene = Scene(40, 20)
    scene.box(0, 0, 40, 20, fill="#ff0000")
    scene.heat(10, 5, np.array([[0.0, 1.0]]), (10, 10), "#0072B2")
    scene.text(1, 19, "a < b")
    pixels = scene.pixels(1)
    assert pixels.shape == (20, 40, 3)
    assert pixels[2, 2].tolist() == [255, 0, 0]
    assert pixels[10, 15].tolist() == [255, 255, 255] and pixels[10, 25].tolist() == [0, 0x72, 0xB2]
    assert 'fill="#ff0000"' in scene.svg and "a &lt; b" in scene.svg
    assert Image.open(io.BytesIO(strip([scene, scene], columns=2, gap=4))).size == (84, 20)


def test_a_film_upward_has_its_first_row_at_the_bottom():
    scene = Scene(10, 20)
    scene.heat(0, 0, np.array([[1.0], [0.0]]), (10, 10), "#0072B2", upward=True)
    assert scene.pixels(1)[15, 5].tolist() == [0, 0x72, 0xB2]
    assert scene.pixels(1)[5, 5].tolist() == [255, 255, 255]


def test_a_dial_alone_has_no_view_without_a_front_end(monkeypatch):
    dials = [demos.Slider("Strength", [1, 2]), demos.Choice("Letter", ["A"])]
    for dial in dials:
        assert dial._repr_mimebundle_() == ({"text/plain": repr(dial)}, {})
    monkeypatch.setattr(figures, "front_end", lambda: True)
    for dial in dials:
        assert "application/vnd.jupyter.widget-view+json" in dial._repr_mimebundle_()[0]
