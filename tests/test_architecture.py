"""The layers of docs/architecture.md: imports run one way, and files stay small enough to be about one thing."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
LONGEST = 400  # lines of a file
NEVER = {  # layer -> what none of its modules imports, not even inside a function
    "language": ("pipeline.dataset", "pipeline.orchestration", "pipeline.explore", "dagster", "pyarrow", "pandas"),
    "dataset": ("pipeline.orchestration", "pipeline.explore", "dagster", "datasette"),
    "explore": ("pipeline.orchestration", "pipeline.language", "dagster", "spacy"),
    "orchestration": ("spacy", "pyarrow", "pandas"),
}


def imported(path, nodes):
    """Pairs (module, full name) for each name that these nodes of a file's tree import."""
    package = ["pipeline", *path.relative_to(PACKAGE).parent.parts]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((module, f"{module}.{alias.name}") for alias in node.names)


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("layer", [layer for layer in NEVER if (PACKAGE / layer).is_dir()])
def test_a_layer_knows_only_those_below_it(layer):
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for _, name in imported(path, ast.walk(tree(path)))
        for never in NEVER[layer]
        if f"{name}.".startswith(f"{never}.")
    ]
    assert not wrong


def test_modules_import_each_other_in_no_circle():
    """At import time; what a function imports when it runs may look back."""
    names = {".".join(["pipeline", *p.relative_to(PACKAGE).with_suffix("").parts]): p for p in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    graph = {name: {n for n in _at_once(path, names) if n != name} for name, path in names.items()}
    done: set[str] = set()
    while ready := [name for name in graph.keys() - done if graph[name] <= done]:
        done.update(ready)
    assert not graph.keys() - done


def _at_once(path, names):
    """Modules that are imported when this one is: not inside a function, not for type checkers alone."""
    nodes = list(ast.walk(tree(path)))
    later = [n for n in nodes if isinstance(n, ast.FunctionDef)]
    later += [n for n in nodes if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test)]
    skipped = {id(node) for part in later for node in ast.walk(part)}
    for module, name in imported(path, [node for node in nodes if id(node) not in skipped]):
        if name in names or module in names:
            yield name if name in names else module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_about_one_thing(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
