"""The library's layers: imports point down only, and what the lower ones never do. Read with ast, nothing is run."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LIBRARY = Path(__file__).resolve().parent.parent / "ntm_lib"
LAYERS = [
    {"errors", "cells", "answers", "my_work", "whole_files"},
    {"addressing", "memory", "controllers", "tasks", "scoring", "by_hand"},
    {"heads"},
    {"fused"},  # with machine and baseline one layer of the design, and the one that machine may use
    {"machine", "baseline"},
    {"training", "figures", "programs"},
    {"checks", "demos"},
    {"grading"},
    {"commands", "__main__"},
]
BOTTOM = LAYERS[0]
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
NUMERIC = sorted(set().union(*LAYERS[1:6]))  # layers 0 to 3 of the design
FILES = sorted(LIBRARY.rglob("*.py"))
OPENING = ("open", "read_text", "read_bytes", "write_text", "write_bytes", "load", "save")
EXPORTED = {  # what the package itself offers, and where it lives
    "NTM": "machine",
    "NTMState": "machine",
    "Trace": "machine",
    "LSTMBaseline": "baseline",
    "LSTMController": "controllers",
    "FeedForwardController": "controllers",
}


def module_of(path: Path) -> str:
    """The top name under ntm_lib that a file belongs to: "figures" for figures/picture.py."""
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module under ntm_lib that is imported, anywhere in the file, by its top name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("ntm_lib."):
                    yield node.lineno, alias.name.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "ntm_lib":
            for alias in node.names:
                yield node.lineno, EXPORTED.get(alias.name, alias.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ntm_lib."):
            yield node.lineno, str(node.module).split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "a relative import"


def upward(module: str, tree: ast.AST) -> list[str]:
    """The imports of a module that do not point down. The bottom's few modules may use each other."""
    found = []
    for line, name in imported(tree):
        fine = name == module or LAYER.get(name, 99) < LAYER[module] or (module in BOTTOM and name in BOTTOM)
        if not fine and name != "__version__":
            found.append(f"line {line}: {module} imports {name}")
    return found


def outside(tree: ast.AST) -> set[str]:
    """Top names of everything imported that is not ours."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


def never(tree: ast.AST) -> list[str]:
    """What layers 0-3 must not do, and do here."""
    found = []
    for node in ast.walk(tree):
        text = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if text in ("print", "input", "torch.manual_seed", "np.random.seed", "numpy.random.seed", "random.seed"):
            found.append(text)
        if text.endswith((".cuda", "cuda.is_available", "set_default_device")) or text == "torch.device":
            found.append(text)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.argv":
            found.append("sys.argv")
    return found


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_imports_point_down_only(path: Path) -> None:
    module = module_of(path)
    if module == "__init__":
        return  # it offers names of several layers, and loads them when they are asked for
    assert module in LAYER, f"{module} has no place in tests/test_layers.py; give it the lowest that its imports allow"
    assert upward(module, parse(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_only_figures_and_demos_draw(path: Path) -> None:
    if module_of(path) not in ("figures", "demos"):
        assert not {"matplotlib", "PIL"} & outside(parse(path))


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if module_of(path) in NUMERIC],
    ids=lambda path: path.relative_to(LIBRARY).as_posix(),
)
def test_the_lower_layers_do_not_print_seed_choose_a_device_or_read_argv(path: Path) -> None:
    assert never(parse(path)) == []


def test_ipython_is_asked_in_one_place() -> None:
    """`front_end()` alone asks whether somebody is looking."""
    asking = [path for path in FILES if module_of(path) in NUMERIC and "IPython" in outside(parse(path))]
    assert [module_of(path) for path in asking] == ["figures"]
    tree = parse(asking[0])
    inside = [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and "IPython" in outside(function)
    ]
    assert inside == ["front_end"]


def test_the_equations_open_no_files() -> None:
    opening = {}
    for path in FILES:
        if LAYER.get(module_of(path), 99) in (1, 2, 3, 4):
            calls = {ast.unparse(node.func) for node in ast.walk(parse(path)) if isinstance(node, ast.Call)}
            opening[path.relative_to(LIBRARY).as_posix()] = {c for c in calls if c.split(".")[-1] in OPENING}
    assert opening.pop("fused/compiled.py") <= {"path.read_bytes"}  # its own sources, to name what it compiled of them
    assert not any(opening.values()), opening


def test_files_are_short_and_named_after_the_domain(repository: Path) -> None:
    for path in [*FILES, *(repository / "tools").glob("*.py"), repository / "start.py"]:
        assert path.stem not in ("utils", "util", "helpers", "misc", "common"), path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, path


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("heads", "from ntm_lib.machine import NTM"),
        ("heads", "from ntm_lib import NTM"),
        ("memory", "import ntm_lib.addressing"),
        ("machine", "def f():\n    from ntm_lib import training"),
        ("fused", "from ntm_lib.machine import NTMState"),
        ("checks", "from ntm_lib import demos"),
        ("demos", "from ntm_lib.grading import keys"),
        ("figures", "from . import picture"),
    ],
)
def test_an_import_that_points_up_or_sideways_is_found(module: str, source: str) -> None:
    assert len(upward(module, ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    ["print(1)", "torch.manual_seed(0)", "x = sys.argv[1]", "model.cuda()", "np.random.seed(1)", 'torch.device("cpu")'],
)
def test_what_must_never_happen_is_found(source: str) -> None:
    assert len(never(ast.parse(source))) == 1
