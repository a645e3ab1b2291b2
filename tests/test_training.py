"""Training: one step, and what the loop promises."""

from __future__ import annotations

import copy as copying
import dataclasses
import itertools
import math
from pathlib import Path

import pytest
import torch
from torch import nn

from ntm_lib.scoring import bits_per_sequence
from ntm_lib.tasks import Batch, copy, copy_batch
from ntm_lib.training import (
    begin,
    build_model,
    learning_rate,
    load_resume,
    save_resume,
    train,
    training_step,
    training_step_by_element,
)
from tiny_training import TINY, equal, parameters_of, tiny_model


def gradients_after(step: object, clip: float) -> tuple[torch.Tensor, torch.Tensor]:
    """The raw gradient of a batch, and what a step left of it, each as one long vector."""
    model = tiny_model()
    batch = copy_batch(4, (3, 3), 3, torch.Generator().manual_seed(0))
    logits, _ = model(batch.inputs)
    (bits_per_sequence(logits, batch.targets, batch.mask).sum() / (4 * 3 * 3)).backward()
    raw = torch.cat([parameter.grad.flatten() for parameter in model.parameters()])
    step(model, batch, torch.optim.SGD(model.parameters(), lr=0.0), clip)
    return raw, torch.cat([parameter.grad.flatten() for parameter in model.parameters()])


def test_the_norm_is_clipped_and_the_direction_kept() -> None:
    raw, clipped = gradients_after(training_step, 0.01)
    assert raw.norm() > 0.02
    assert clipped.norm().item() == pytest.approx(0.01, rel=1e-3)
    assert torch.cosine_similarity(raw, clipped, dim=0).item() == pytest.approx(1, abs=1e-5)


def test_a_short_gradient_is_left_alone() -> None:
    raw, clipped = gradients_after(training_step, 1e6)
    assert torch.allclose(raw, clipped)


def test_elements_are_clipped_one_by_one() -> None:
    raw, clipped = gradients_after(training_step_by_element, 0.01)
    assert raw.abs().max() > 0.02
    assert torch.allclose(clipped, raw.clamp(-0.01, 0.01))


def test_the_plan_says_how_to_clip() -> None:
    """Elements limited to a large number change nothing; a norm limited to a tiny one makes SGD stand still."""
    finals = {}
    for how in ("norm", "element"):
        plan = dataclasses.replace(TINY, clip_by=how, clip=1e-2, optimiser="rmsprop", updates=2)
        model = tiny_model(plan)
        list(train(model, plan))
        finals[how] = parameters_of(model)
    assert not equal(finals["norm"], finals["element"])


def test_the_loss_of_a_coin_is_one_bit() -> None:
    class Coin(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bias = nn.Parameter(torch.zeros(3))

        def forward(self, inputs: torch.Tensor) -> tuple[torch.Tensor, None]:
            return self.bias.expand(*inputs.shape[:2], 3), None

    coin = Coin()
    optimiser = torch.optim.SGD(coin.parameters(), lr=0.1)
    loss = training_step(coin, copy(5, (1, 4), 3, torch.Generator().manual_seed(1)), optimiser, 1.0)
    assert isinstance(loss, float)
    assert loss == pytest.approx(1)


def test_a_step_goes_down_and_forgets_the_last_gradient() -> None:
    model = tiny_model()
    batch = copy_batch(4, (2, 2), 3, torch.Generator().manual_seed(0))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    first = training_step(model, batch, optimiser, 1.0)
    for _ in range(20):
        last = training_step(model, batch, optimiser, 1.0)
    assert last < first
    before = [parameter.grad.clone() for parameter in model.parameters()]
    still = torch.optim.SGD(model.parameters(), lr=0.0)
    training_step(model, batch, still, 1e6)
    once = [parameter.grad.clone() for parameter in model.parameters()]
    training_step(model, batch, still, 1e6)
    assert equal(once, [parameter.grad for parameter in model.parameters()])
    assert not equal(before, once)


@pytest.mark.parametrize(("power", "rates"), [(1.0, [1.0, 0.8, 0.6, 0.4, 0.2]), (2.0, [1.0, 0.65, 0.4, 0.25, 0.2])])
def test_the_rate_falls_along_a_line_or_a_parabola(power: float, rates: list[float]) -> None:
    plan = dataclasses.replace(TINY, updates=5, learning_rate=1.0, final_rate=0.2, rate_power=power)
    assert [learning_rate(plan, update) for update in range(1, 6)] == pytest.approx(rates)
    assert learning_rate(dataclasses.replace(plan, updates=1), 1) == 1.0


def test_the_optimiser_gets_the_rate_of_each_update() -> None:
    seen = []

    def step(model: nn.Module, batch: Batch, optimiser: torch.optim.Optimizer, clip: float) -> float:
        seen.append(optimiser.param_groups[0]["lr"])
        return 1.0

    progress = list(train(tiny_model(), TINY, training_step=step))
    assert seen == [learning_rate(TINY, update) for update in range(1, 7)]
    assert [each.learning_rate for each in progress] == seen


def test_progress_counts_updates_sequences_and_bits() -> None:
    """A loss of half a bit an answered bit, length 3 of 3 bits: 4.5 bits a sequence."""
    plan = dataclasses.replace(TINY, lengths=(3, 3))
    progress = list(train(tiny_model(), plan, training_step=lambda *_: 0.5))
    assert [each.update for each in progress] == [1, 2, 3, 4, 5, 6]
    assert [each.sequences for each in progress] == [4, 8, 12, 16, 20, 24]
    assert {each.bits for each in progress} == {4.5}


def test_a_learners_batch_is_used() -> None:
    asked = []

    def draw(batch_size: int, lengths: tuple[int, int], bits: int, generator: torch.Generator) -> Batch:
        asked.append((batch_size, lengths, bits))
        return copy_batch(batch_size, lengths, bits, generator)

    plan = dataclasses.replace(TINY, blank=0.0)
    ours, theirs = tiny_model(), tiny_model()
    list(train(ours, plan))
    list(train(theirs, plan, draw_batch=draw, training_step=training_step))
    assert asked == [(4, (1, 3), 3)] * 6
    assert equal(parameters_of(ours), parameters_of(theirs))


def test_the_same_seed_gives_the_same_machine_and_another_seed_another() -> None:
    def trained(seed: int) -> list[torch.Tensor]:
        plan = dataclasses.replace(TINY, seed=seed)
        model = tiny_model(plan)
        list(train(model, plan))
        return parameters_of(model)

    assert equal(trained(1), trained(1))
    assert not equal(trained(1), trained(2))


@pytest.mark.parametrize("optimiser", ["adam", "rmsprop"])
@pytest.mark.parametrize("controller", ["feedforward", "lstm"])
def test_a_resumed_run_ends_bit_for_bit_where_the_other_does(tmp_path: Path, controller: str, optimiser: str) -> None:
    plan = dataclasses.replace(TINY, controller=controller, optimiser=optimiser)
    whole = tiny_model(plan)
    costs = [progress.bits for progress in train(whole, plan)]

    stopped = tiny_model(plan)
    state = begin(stopped, plan)
    first = [progress.bits for progress in itertools.islice(train(stopped, plan, start=state), 3)]
    save_resume(tmp_path / "half.pt", plan, stopped, state, {"costs": first})

    torch.manual_seed(999)
    resumed = build_model(plan)
    state, log = load_resume(tmp_path / "half.pt", plan, resumed)
    rest = [progress.bits for progress in train(resumed, plan, start=state)]
    assert log["costs"] + rest == costs
    assert equal(parameters_of(whole), parameters_of(resumed))


def test_a_resume_file_of_another_plan_is_refused(tmp_path: Path) -> None:
    model = tiny_model()
    save_resume(tmp_path / "half.pt", TINY, model, begin(model, TINY))
    with pytest.raises(ValueError, match="another learning_rate, seed"):
        load_resume(tmp_path / "half.pt", dataclasses.replace(TINY, seed=3, learning_rate=0.5), model)


def test_a_loss_that_is_no_number_names_its_update() -> None:
    losses = iter([1.0, 1.0, math.nan])
    with pytest.raises(ValueError, match=r"loss must be a finite number; got nan for update 3\."):
        list(train(tiny_model(), TINY, training_step=lambda *_: next(losses)))


def test_a_parameter_that_is_no_number_is_named() -> None:
    def step(model: nn.Module, batch: Batch, optimiser: object, clip: float) -> float:
        with torch.no_grad():
            model.output.bias[1] = math.inf
        return 0.5

    with pytest.raises(ValueError, match=r"parameter output.bias must hold finite numbers .* for update 1\."):
        list(train(tiny_model(), TINY, training_step=step))


def test_an_interrupt_ends_the_run_and_keeps_what_is_learned() -> None:
    model, calls = tiny_model(), itertools.count(1)

    def step(model: nn.Module, batch: Batch, optimiser: torch.optim.Optimizer, clip: float) -> float:
        if next(calls) == 4:
            raise KeyboardInterrupt
        return training_step(model, batch, optimiser, clip)

    state = begin(model, TINY)
    assert [progress.update for progress in train(model, TINY, training_step=step, start=state)] == [1, 2, 3]
    assert state.updates == 3


def test_a_model_can_be_copied_in_the_middle() -> None:
    """Snapshots are taken while training goes on: a copy must not follow the original."""
    model = tiny_model()
    run = train(model, TINY)
    next(run)
    kept = copying.deepcopy(model)
    before = parameters_of(kept)
    next(run)
    assert equal(before, parameters_of(kept))
    assert not equal(before, parameters_of(model))


def test_the_plans_task_has_its_blank_vectors_and_a_draw_of_ones_own_has_not() -> None:
    plan = dataclasses.replace(TINY, blank=0.99, lengths=(5, 5), updates=2)
    shown: list[float] = []

    def step(model: nn.Module, batch: Batch, optimiser: torch.optim.Optimizer, clip: float) -> float:
        shown.append(batch.targets.sum().item())
        return 1.0

    list(train(tiny_model(), plan, training_step=step))
    library = sum(shown)
    shown.clear()
    list(train(tiny_model(), plan, training_step=step, draw_batch=copy_batch))
    assert library < sum(shown) / 4
