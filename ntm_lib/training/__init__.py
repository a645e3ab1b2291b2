"""Training by gradient descent (Sec. 4): plans, optimisers, the loop, scores, and what is kept on disk.

Nothing here prints, sets torch's seed or picks a device: the command `python -m ntm_lib train` and the lessons do.
"""

from ntm_lib.training.checkpoints import Snapshot, load_checkpoint, load_snapshots, save_checkpoint, save_snapshots
from ntm_lib.training.evaluation import Score, evaluate, solved
from ntm_lib.training.loop import (
    Progress,
    TrainingState,
    answered_bits,
    begin,
    learning_rate,
    train,
    training_step,
    training_step_by_element,
)
from ntm_lib.training.optimisers import GravesRMSProp, build_optimiser
from ntm_lib.training.plan import TrainingPlan, build_model, read_plan
from ntm_lib.training.provenance import describe_run
from ntm_lib.training.resume import load_resume, save_resume
from ntm_lib.training.snapshots import updates_through_the_cliff

__all__ = [
    "GravesRMSProp",
    "Progress",
    "Score",
    "Snapshot",
    "TrainingPlan",
    "TrainingState",
    "answered_bits",
    "begin",
    "build_model",
    "build_optimiser",
    "describe_run",
    "evaluate",
    "learning_rate",
    "load_checkpoint",
    "load_resume",
    "load_snapshots",
    "read_plan",
    "save_checkpoint",
    "save_resume",
    "save_snapshots",
    "solved",
    "train",
    "training_step",
    "training_step_by_element",
    "updates_through_the_cliff",
]
