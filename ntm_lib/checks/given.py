"""Names that an answer may use without importing them: those that the lessons' setup cells bring in.

Each is loaded only for an answer that uses it.
"""

from __future__ import annotations

NUMPY = {"np": "numpy", "numpy": "numpy", "math": "math", "by_hand": "ntm_lib.by_hand"}

TORCH = NUMPY | {
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "functional": "torch.nn.functional",
    "Tensor": "torch:Tensor",
    "binary_cross_entropy_with_logits": "torch.nn.functional:binary_cross_entropy_with_logits",
    "softplus": "torch.nn.functional:softplus",
    "clip_grad_norm_": "torch.nn.utils:clip_grad_norm_",
    "clip_grad_value_": "torch.nn.utils:clip_grad_value_",
    "Batch": "ntm_lib.tasks:Batch",
    "LSTMController": "ntm_lib.controllers:LSTMController",
    "FeedForwardController": "ntm_lib.controllers:FeedForwardController",
    "addressing": "ntm_lib.addressing",
    "scoring": "ntm_lib.scoring",
    "tasks": "ntm_lib.tasks",
    "training": "ntm_lib.training",
}
