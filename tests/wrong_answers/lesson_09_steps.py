"""9.3 `training_step` as learners answer it: the right one, and what people change in it. See `lesson_00`."""

RIGHT_STEP = """\
def training_step(model, batch, optimiser, clip):
    optimiser.zero_grad()
    logits, _ = model(batch.inputs)
    answered = batch.mask.sum() * batch.targets.shape[-1]
    loss = bits_per_sequence(logits, batch.targets, batch.mask).sum() / answered
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    return loss.item()
"""

ZERO = "    optimiser.zero_grad()\n"
RUN = "    logits, _ = model(batch.inputs)\n"
ANSWERED = "    answered = batch.mask.sum() * batch.targets.shape[-1]\n"
LOSS = "    loss = bits_per_sequence(logits, batch.targets, batch.mask).sum() / answered\n"
BACKWARD = "    loss.backward()\n"
CLIP = "    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)\n"
STEP = "    optimiser.step()\n"
RETURN = "    return loss.item()\n"


def changed(*changes: tuple[str, str]) -> str:
    """The right answer with each first text replaced by the second."""
    source = RIGHT_STEP
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return source


STEPS = [
    ("zero_grad", changed((ZERO, ""))),
    ("zero_grad", changed((ZERO, ""), (LOSS, LOSS + "    # gradients are fresh, I think\n"))),
    ("zero_grad", changed((ZERO, "    optimiser.zero_grad\n"))),
    ("zero_grad", changed((ZERO, ""), (BACKWARD, BACKWARD + ZERO))),
    ("zero_grad", changed((ZERO, ""), (CLIP, CLIP + ZERO))),
    ("after the step", changed((CLIP, ""), (STEP, STEP + CLIP))),
    ("before backward", changed((CLIP, ""), (BACKWARD, CLIP + BACKWARD))),
    ("unclipped", changed((CLIP, ""), (ZERO, ZERO + CLIP))),
    ("clip", changed((CLIP, ""))),
    ("clip", changed((CLIP, "    torch.nn.utils.clip_grad_value_(model.parameters(), clip)\n"))),
    ("clip", changed((CLIP, "    for p in model.parameters():\n        p.grad.clamp_(-clip, clip)\n"))),
    ("clip", changed((CLIP, "    for p in model.parameters():\n        torch.nn.utils.clip_grad_norm_(p, clip)\n"))),
    ("longer than `clip`", changed((CLIP, "    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"))),
    ("clip to 0.01", changed((CLIP, "    torch.nn.utils.clip_grad_norm_(model.parameters(), 0.01)\n"))),
    ("clip", changed((CLIP, "    torch.nn.utils.clip_grad_norm_(model.parameters(), 1 / clip)\n"))),
    ("clip", changed((CLIP, "    torch.nn.utils.get_total_norm([p.grad for p in model.parameters()])\n"))),
    ("clip", changed((CLIP, "    total = torch.nn.utils.get_total_norm([p.grad for p in model.parameters()])\n    for p in model.parameters():\n        p.grad *= clip / total\n"))),
    ("tensor", changed((RETURN, "    return loss\n"))),
    ("tensor", changed((RETURN, "    return loss.detach()\n"))),
    ("tensor", changed((RETURN, "    return loss.sum()\n"))),
    ("float", changed((RETURN, ""))),
    ("step", changed((STEP, ""))),
    ("backward", changed((BACKWARD, ""))),
    ("before backward", changed((STEP, ""), (BACKWARD, STEP + BACKWARD))),
    ("bit", changed((" / answered", ""))),
    ("bit", changed((".sum() / answered", ".mean()"))),
    ("bit", changed((ANSWERED, "    answered = batch.mask.sum()\n"))),
    ("bit", changed((ANSWERED, "    answered = batch.targets.numel()\n"))),
    ("the flag is one of them", changed((ANSWERED, "    answered = batch.mask.sum() * batch.inputs.shape[-1]\n"))),
    ("8 bits a vector", changed((ANSWERED, "    answered = batch.mask.sum() * 8\n"))),
    ("backward twice", changed((BACKWARD, "    loss.backward(retain_graph=True)\n" + BACKWARD))),
    ("backward twice", changed((BACKWARD, BACKWARD + BACKWARD))),
    ("the last axis of `batch.targets`", changed((ANSWERED, "    answered = batch.mask.sum() * bits\n"))),
    ("it is `batch.inputs`", changed((RUN, "    logits, state = model(inputs)\n"))),
    ("nats", changed((LOSS, LOSS.replace("answered", "answered * 0.6931")))),
    ("nats", changed((ANSWERED + LOSS, "    loss = binary_cross_entropy_with_logits(logits[batch.mask], batch.targets[batch.mask])\n"))),
    ("due is", changed((ANSWERED + LOSS, "    loss = binary_cross_entropy_with_logits(logits, batch.targets)\n"))),
    ("climbs", changed((BACKWARD, "    (-loss).backward()\n"))),
    ("before", changed((RETURN, "    logits, _ = model(batch.inputs)\n" + LOSS + RETURN))),
    ("sigmoid", changed((RUN, RUN + "    logits = torch.sigmoid(logits)\n"))),
    ("detach", changed((RUN, RUN + "    logits = logits.detach().requires_grad_()\n"))),
    ("called", changed((STEP, "    optimiser.step\n"))),
    ("logits", changed((RUN, "    logits = model(batch.inputs)\n"))),
    ("NameError", changed((RUN, "    logits, _ = model(inputs)\n"))),
    ("optimizer", changed((ZERO, "    optimizer.zero_grad()\n"))),
    ("grad", changed((RUN, "    with torch.no_grad():\n        logits, _ = model(batch.inputs)\n"))),
    ("grad", changed((LOSS, LOSS + "    loss = torch.tensor(loss.item())\n"))),
    ("optimiser", changed((ZERO, "    optimiser = torch.optim.Adam(model.parameters())\n" + ZERO))),
    ("optimiser", changed((STEP, "    for p in model.parameters():\n        p.data -= 0.01 * p.grad\n"))),
    ("step", changed((STEP, STEP + STEP))),
    ("due is", changed((ZERO, "    for _ in range(2):\n        optimiser.zero_grad()\n"), *((line, line.replace("    ", "        ", 1)) for line in (RUN, ANSWERED, LOSS, BACKWARD, CLIP, STEP)))),
    ("batch as it was", changed((RUN, "    batch.inputs.mul_(0)\n" + RUN))),
    ("float", changed((RETURN, "    return f'{loss.item():.3f}'\n"))),
]

STEPS_RIGHT = [
    RIGHT_STEP,
    changed((ZERO, "    optimiser.zero_grad(set_to_none=False)\n")),
    changed((ZERO, "    model.zero_grad()\n")),
    changed((ZERO, ""), (BACKWARD, ZERO + BACKWARD)),
    changed((ZERO, "    for p in model.parameters():\n        p.grad = None\n")),
    changed((RETURN, "    return float(loss)\n")),
    changed((RETURN, "    return loss.detach().cpu().numpy().tolist()\n"), (RUN, "    logits = model(batch.inputs)[0]\n")),
    changed((CLIP, """\
    total = torch.sqrt(sum((p.grad**2).sum() for p in model.parameters() if p.grad is not None))
    if total > clip:
        for p in model.parameters():
            if p.grad is not None:
                p.grad = p.grad * (clip / total)
""")),
    changed((CLIP, "    torch.nn.utils.clip_grad_norm_(list(model.parameters()), max_norm=clip, norm_type=2.0)\n")),
    """\
import math

def loss_of(model, batch):
    logits, state = model(batch.inputs)
    nats = torch.nn.functional.binary_cross_entropy_with_logits(logits[batch.mask], batch.targets[batch.mask])
    return nats / math.log(2)

def training_step(model: torch.nn.Module, batch: Batch, optimiser: torch.optim.Optimizer, clip: float = 10.0) -> float:
    model.train()
    optimiser.zero_grad()
    loss = loss_of(model, batch)
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    print("loss", loss.item(), "norm", norm)
    optimiser.step()
    return loss.item()
""",
    """\
def training_step(model, batch, optimiser, clip):
    inputs, targets, mask = batch
    optimiser.zero_grad(set_to_none=True)
    with torch.enable_grad():
        logits, _ = model(inputs)
        loss = bits_per_sequence(logits, targets, mask).sum() / (mask.sum().item() * targets.size(2))
    for parameter, gradient in zip(model.parameters(), torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)):
        parameter.grad = gradient
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimiser.step()
    return round(loss.item(), 6)
""",
    """\
from ntm_lib.scoring import bits_per_sequence
from torch.nn.utils import clip_grad_norm_

class Step:
    def __call__(self, model, batch, optimiser, clip):
        logits = model(batch[0])[0]
        per_sequence = bits_per_sequence(logits, batch[1], batch[2])
        loss = per_sequence.sum() / torch.count_nonzero(batch[2]) / batch[1].shape[2]
        optimiser.zero_grad()
        loss.backward()
        clip_grad_norm_(model.parameters(), clip, error_if_nonfinite=True)
        optimiser.step()
        return loss.item()

training_step = Step()
""",
]
