"""1.1 `is_weighting` as learners answer it. See `lesson_00` for the form."""

HEAD = "def is_weighting(weighting, tolerance=1e-6):\n"

CLOSE, LEGAL = "abs(weighting.sum() - 1) <= tolerance", "(weighting >= 0).all()"

WEIGHTING = [
    # the sum alone
    ("below 0", HEAD + f"    return {CLOSE}\n"),
    ("below 0", "import math\n\n" + HEAD + "    return math.isclose(sum(weighting), 1, rel_tol=0, abs_tol=tolerance)\n"),
    ("below 0", HEAD + "    total = 0\n    for share in weighting:\n        total += share\n    return abs(total - 1) <= tolerance\n"),
    ("below 0", HEAD + f"    return bool({CLOSE} and (weighting <= 1).all())\n"),
    ("below 0", HEAD + f"    return bool({CLOSE} and all(weighting) >= 0)\n"),
    ("below 0", HEAD + f"    return bool({CLOSE} and (weighting >= 0).any())\n"),
    ("absolute", HEAD + "    return bool(abs(np.abs(weighting).sum() - 1) <= tolerance)\n"),
    ("below 0", HEAD + f"    return bool({CLOSE} and (weighting >= -tolerance).all())\n"),
    ("below 0", HEAD + f"    return bool({CLOSE} and weighting.mean() >= 0)\n"),
    ("below 0", HEAD + "    return bool(abs(np.maximum(weighting, 0).sum() - 1) <= tolerance)\n"),
    ("below 0", HEAD + "    return abs(sum(w for w in weighting if w > 0) - 1) <= tolerance\n"),
    # the signs alone
    ("the sum", HEAD + f"    return bool({LEGAL})\n"),
    ("the sum", HEAD + "    return bool((weighting >= 0).all() and (weighting <= 1).all())\n"),
    ("the sum", HEAD + "    for share in weighting:\n        if share < 0 or share > 1:\n            return False\n    return True\n"),
    ("the sum", HEAD + f"    weighting = weighting / weighting.sum()\n    return bool({CLOSE} and {LEGAL})\n"),
    # one side of 1 only
    ("abs", HEAD + f"    return bool(weighting.sum() - 1 <= tolerance and {LEGAL})\n"),
    ("abs", HEAD + f"    return bool(1 - weighting.sum() <= tolerance and {LEGAL})\n"),
    ("abs", HEAD + f"    return bool({LEGAL} and weighting.sum() <= 1 + tolerance)\n"),
    # exact equality
    ("rounded", HEAD + f"    return bool(weighting.sum() == 1 and {LEGAL})\n"),
    ("rounded", HEAD + "    return min(weighting, default=-1) >= 0 and sum(weighting) == 1.0\n"),
    # another tolerance than the caller's
    ("tolerance", HEAD + f"    return bool(abs(weighting.sum() - 1) <= 1e-6 and {LEGAL})\n"),
    ("tolerance", HEAD + f"    return bool(np.isclose(weighting.sum(), 1) and {LEGAL})\n"),
    ("tolerance", HEAD + f"    return bool(round(weighting.sum(), 6) == 1 and {LEGAL})\n"),
    ("tolerance", HEAD + f"    tolerance = 1e-6\n    return bool({CLOSE} and {LEGAL})\n"),
    ("tolerance", HEAD + f"    return bool(np.isclose(weighting.sum(), 1, atol=tolerance) and {LEGAL})\n"),
    ("cannot convert float nan", HEAD + f"    return bool(round(weighting.sum()) == 1 and {LEGAL})\n"),
    # the ends of the range
    ("exactly 0", HEAD + f"    return bool({CLOSE} and (weighting > 0).all())\n"),
    ("exactly 0", HEAD + f"    return bool({CLOSE} and min(weighting, default=0) > 0)\n"),
    ("exactly 1", HEAD + f"    return bool({CLOSE} and {LEGAL} and (weighting < 1).all())\n"),
    ("exactly", HEAD + f"    return bool({CLOSE} and ((0 < weighting) & (weighting < 1)).all())\n"),
    # what is no number, and no numbers at all
    ("nan", HEAD + "    if abs(weighting.sum() - 1) > tolerance:\n        return False\n    return not (weighting < 0).any()\n"),
    ("nan", HEAD + "    total = 0\n    for share in weighting:\n        if share < 0:\n            return False\n        total += share\n    if total > 1 + tolerance or total < 1 - tolerance:\n        return False\n    return True\n"),
    ("nan", HEAD + f"    weighting = np.nan_to_num(weighting)\n    return bool({CLOSE} and {LEGAL})\n"),
    ("without any numbers", HEAD + f"    return bool(weighting.min() >= 0 and {CLOSE})\n"),
    ("without any numbers", HEAD + f"    return bool(min(weighting) >= 0 and {CLOSE})\n"),
    ("without any numbers", HEAD + f"    if len(weighting) == 0:\n        return True\n    return bool({CLOSE} and {LEGAL})\n"),
    # answers of another kind
    ("all()", HEAD + "    return weighting >= 0 and abs(weighting.sum() - 1) <= tolerance\n"),
    ("all()", HEAD + f"    return {CLOSE} and weighting >= 0\n"),
    ("all()", HEAD + "    if weighting < 0:\n        return False\n    return abs(weighting.sum() - 1) <= tolerance\n"),
    ("truth value", HEAD + f"    return (weighting >= 0) & ({CLOSE})\n"),
    ("a bool is due", HEAD + "    return weighting.sum()\n"),
    ("a bool is due", HEAD + f'    return "True" if {CLOSE} and {LEGAL} else "False"\n'),
    ("None", HEAD + f"    if {CLOSE} and {LEGAL}:\n        return True\n"),
    ("None", HEAD + f"    print(bool({CLOSE} and {LEGAL}))\n"),
    ("AssertionError", HEAD + f"    assert {LEGAL}\n    assert {CLOSE}\n    return True\n"),
    ("a share is negative", HEAD + f"    if (weighting < 0).any():\n        raise ValueError('a share is negative')\n    return bool({CLOSE} and {LEGAL})\n"),
    # the logic
    ("turned round", HEAD + "    return bool(abs(weighting.sum() - 1) > tolerance or (weighting < 0).any())\n"),
    ("both", HEAD + f"    return bool({CLOSE} or {LEGAL})\n"),
    ("True", HEAD + "    return True\n"),
    ("first", HEAD + "    for share in weighting:\n        if share < 0:\n            return False\n        else:\n            return bool(abs(weighting.sum() - 1) <= tolerance)\n    return False\n"),
    ("changes its input", HEAD + f"    weighting[weighting < 0] = 0\n    return bool({CLOSE})\n"),
    ("changes its input", HEAD + f"    weighting /= weighting.sum()\n    return bool({CLOSE} and {LEGAL})\n"),
    ("changes its input", HEAD + f"    weighting.sort()\n    return bool({CLOSE} and {LEGAL})\n"),
    ("did you mean `tolerance`?", HEAD + f"    return bool(abs(weighting.sum() - 1) <= tolerence and {LEGAL})\n"),
    ("did you mean `weighting`?", HEAD + "    return bool(abs(weigthing.sum() - 1) <= tolerance)\n"),
    ("cannot be called with the arguments", f"def is_weighting(weighting):\n    return bool(abs(weighting.sum() - 1) <= 1e-6 and {LEGAL})\n"),
    ("tolerance` as it is given", HEAD + "    return bool((weighting >= 0).all() and (weighting.sum() - 1) ** 2 <= tolerance)\n"),
    ("tolerance` as it is given", HEAD + "    return bool((weighting >= 0).all() and abs(weighting.sum() - 1) <= tolerance * len(weighting))\n"),
    ("tolerance` as it is given", HEAD + "    return bool((weighting >= 0).all() and abs(weighting.sum() - 1) <= tolerance / 2)\n"),
    ("rounded", HEAD + "    return bool((weighting >= -tolerance).all() and np.sum(weighting) == 1.0)\n"),
    ("one number away", HEAD + "    return bool(len(weighting) > 1 and (weighting >= 0).all() and abs(weighting.sum() - 1) <= tolerance)\n"),
    ("spread over several slots", HEAD + "    return bool((weighting >= 0).all() and abs(np.linalg.norm(weighting) - 1) <= tolerance)\n"),
    ("spread over several slots", HEAD + "    return bool(len(weighting) > 0 and min(weighting) >= 0 and abs(sum(set(weighting)) - 1) <= tolerance)\n"),
    ("out of bounds", HEAD + "    for i in range(len(weighting) - 1):\n        if not weighting[i] >= 0:\n            return False\n    return bool(abs(weighting[:-1].sum() + weighting[-1] - 1) <= tolerance)\n"),
]

WEIGHTING_RIGHT = [
    # with an argument by name alone behind the default: `anyone` writes one more behind the last
    f"def is_weighting(weighting, tolerance=1e-6, *, lowest=0):\n    return bool({CLOSE} and (weighting >= lowest).all())\n",
    HEAD + f"    return bool({CLOSE} and {LEGAL})\n",
    HEAD + f"    return {CLOSE} and {LEGAL}\n",
    HEAD + f"    return np.bool_({CLOSE}) & {LEGAL}\n",
    HEAD + "    if not (weighting >= 0).all():\n        return False\n    if weighting.size == 0:\n        return False\n    return 1 - tolerance <= sum(weighting) <= 1 + tolerance\n",
    HEAD + "    if len(weighting) == 0 or np.isnan(weighting).any():\n        return False\n    return not (min(weighting) < 0 or abs(sum(weighting) - 1) > tolerance)\n",
    HEAD + "    return bool(np.isclose(weighting.sum(), 1, rtol=0, atol=tolerance)) and not np.any(~(weighting >= 0))\n",
    HEAD + "    return bool(abs(weighting.sum() - 1) < tolerance and np.all(weighting >= 0) and np.all(weighting <= 1 + tolerance))\n",
    "is_weighting = lambda weighting, tolerance=1e-6: all(w >= 0 for w in weighting) and abs(sum(weighting) - 1) <= tolerance\n",
    """\
import math

def is_weighting(weighting, tolerance=1e-6):
    total = math.fsum(weighting)
    print("the sum is", total)
    return math.isclose(total, 1.0, rel_tol=0.0, abs_tol=tolerance) and all(share >= 0 for share in weighting)
""",
    """\
import numpy as np

def total_is_one(weighting: np.ndarray, tolerance: float) -> bool:
    return bool(np.abs(np.add.reduce(weighting) - 1.0) <= tolerance)

def is_weighting(weighting: np.ndarray, tolerance: float = 1e-6, lowest: float = 0.0) -> bool:
    nothing_below = np.greater_equal(weighting, lowest).all()
    return bool(nothing_below) and total_is_one(weighting, tolerance)
""",
    """\
import torch

def is_weighting(weighting, tolerance=1e-6):
    w = torch.tensor(weighting, dtype=torch.float64)
    return bool((w.sum() - 1).abs() <= tolerance) and bool((w >= 0).all())
""",
    """\
def is_weighting(weighting, tolerance=1e-6):
    total, legal = 0.0, True
    for share in weighting:
        if not share >= 0:
            legal = False
        total += share
    if legal and abs(total - 1) <= tolerance:
        return True
    else:
        return False
""",
    """\
def is_weighting(weighting, tolerance=1e-6):
    try:
        lowest = np.min(weighting)
    except ValueError:
        return False
    return lowest >= 0 and np.max(np.abs(np.sum(weighting) - 1.0)) <= tolerance
""",
    """\
def is_weighting(weighting, tolerance=1e-6, so_far=0.0):
    if len(weighting) == 0:
        return bool(abs(so_far - 1) <= tolerance and so_far != 0)
    return bool(weighting[0] >= 0) and is_weighting(weighting[1:], tolerance, so_far + weighting[0])
""",
]
