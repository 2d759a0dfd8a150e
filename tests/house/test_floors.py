"""Do imports go down the floors only, and do rules and reference engine stay clear of what is not bit-stable?"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = {
    "sim.rules": 0,
    "sim.language": 0,
    "sim.whole_files": 0,
    "sim.evidence": 0.5,  # its rows are said in languages
    "sim.office": 1,
    "sim.document": 1.25,  # knows what exists, and no reform of the catalogue
    "sim.reforms": 1.5,  # stands on the office and how it is written, and nothing else
    "sim.plug_in": 1.5,  # the face for packages that bring reforms, as that of notebooks
    "sim.scenario": 2,
    "sim.plan": 3,
    "sim.engines": 4,  # only holds the two rooms: what imports one engine must not thereby load the other
    "sim.engines.reference": 4,
    "sim.engines.compiled": 4,
    "sim.measures": 5,
    "sim.runs": 6,
    "sim.experiments": 7,
    "sim.verification": 7,
    "sim.calibration": 7,
    "sim.views.table": 7.1,
    "sim.views.shown": 7.1,
    "sim.views.extras": 7.1,
    "sim.views.titles": 7.1,
    "sim.views.notation": 7.2,
    "sim.views.sections": 7.3,  # what is said, and
    "sim.views.render": 7.3,  # how it is written, know nothing of each other
    "sim.views.reports": 7.4,
    "sim.views": 8,
    "sim.commands": 8.5,
    "sim.cli": 9,
    "sim.__main__": 10,
    "sim": 11,  # the face
}
SOURCES = sorted((ROOT / "sim").rglob("*.py"))
HEAVY = ("mesa", "numba", "seaborn", "matplotlib", "scipy.stats")

BIT_STABLE_ROOMS = ("sim.rules", "sim.engines.reference")
UNSTABLE_ANYWHERE = {"hypot", "dist", "gamma", "lgamma", "power", "float_power", "mean", "average", "fmean"}
UNSTABLE_IN_NUMPY = {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sum"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path) for path in SOURCES} | set(FLOORS)


def room_of(module: str) -> str | None:
    """The longest name in FLOORS that the module stands in; a module of `sim` without a floor has none."""
    names = [module.rsplit(".", cut)[0] for cut in range(module.count(".") + 1)]
    found = next((name for name in names if name in FLOORS), None)
    return None if found in {"sim", "sim.engines"} and found != module else found


def resolve(module: str, *, is_package: bool, level: int, name: str | None) -> str:
    """The absolute name that `from <level dots><name> import` in the module speaks of."""
    if level == 0:
        return name or ""
    package = module.split(".") if is_package else module.split(".")[:-1]
    return ".".join([*package[: len(package) - level + 1], *([name] if name else [])])


def imports(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every import in the tree, at the top, in functions, under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve(module, is_package=is_package, level=node.level, name=node.module)
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                yield node.lineno, submodule if submodule in MODULES else base
        elif isinstance(node, ast.Call) and name_of(node.func) in {"import_module", "__import__"}:
            yield from ((node.lineno, arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def floor_faults(source: str, module: str, *, is_package: bool = False) -> list[str]:
    room = room_of(module)
    if room is None:
        return [f"{module} stands on no floor: put it into a room, or give it one in FLOORS"]
    faults = []
    for line, target in imports(ast.parse(source), module, is_package=is_package):
        there = room_of(target) if target.split(".")[0] == "sim" else room
        if there is None:
            faults.append(f"{module}:{line} imports {target}, which stands on no floor")
        elif there != room and FLOORS[there] >= FLOORS[room]:
            faults.append(f"{module}:{line} (floor {FLOORS[room]}) imports {target} (floor {FLOORS[there]})")
    return faults


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def whole_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def unstable_power(node: ast.AST) -> bool:
    """`x**2`, but not `2**53`, which is a whole number before anything runs."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return not (whole_number(node.left) and whole_number(node.right))
    return isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Pow)


def unstable_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        numpy = name_of(node.value) in {"np", "numpy"} and node.attr in UNSTABLE_IN_NUMPY
        return node.attr if numpy or node.attr in UNSTABLE_ANYWHERE else ""
    if isinstance(node, ast.ImportFrom):
        banned = UNSTABLE_ANYWHERE | (UNSTABLE_IN_NUMPY if node.module == "numpy" else set())
        return next((alias.name for alias in node.names if alias.name in banned), "")
    return ""


def builtin_sum(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"


def stability_faults(source: str) -> list[str]:
    lines = source.splitlines()
    faults = []
    for node in ast.walk(ast.parse(source)):
        if unstable_power(node):
            faults.append(f"line {node.lineno}: the power operator; write x * x or pow(x, y)")
        elif name := unstable_name(node):
            faults.append(f"line {node.lineno}: {name} differs between compiled and interpreted code")
        elif builtin_sum(node) and "# integers" not in lines[node.lineno - 1]:
            faults.append(
                f"line {node.lineno}: sum() of floats differs between Python versions (integers: say `# integers`)"
            )
    return faults


def mentions_fastmath(source: str) -> bool:
    return any("fastmath" in vars(node).values() for node in ast.walk(ast.parse(source)))


def test_a_module_imports_only_what_stands_below_it():
    named = [(module_of(path), path) for path in SOURCES]
    packages = [(path.read_text("utf-8"), module, path.name == "__init__.py") for module, path in named]
    assert [
        fault for source, module, package in packages for fault in floor_faults(source, module, is_package=package)
    ] == []


def test_rules_and_reference_engine_use_only_bit_stable_arithmetic():
    stable = [path for path in SOURCES if room_of(module_of(path)) in BIT_STABLE_ROOMS]
    assert len(stable) > 30
    assert [(module_of(path), fault) for path in stable for fault in stability_faults(path.read_text("utf-8"))] == []


def test_no_code_lets_the_compiler_reorder_floats():
    assert [module_of(path) for path in SOURCES if mentions_fastmath(path.read_text("utf-8"))] == []


@pytest.mark.skipif(not (ROOT / "sim" / "__init__.py").exists(), reason="there is no face yet")
def test_importing_the_face_loads_nothing_heavy():
    asked = f"import sys, sim; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.split()) == ("", [])


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("sim.rules.trust", "import sim.plan"),
        ("sim.rules.trust", "from sim.office import units"),
        ("sim.rules.trust", "from ..office.units import Share"),
        ("sim.rules.trust", "from .. import plan"),
        ("sim.rules.trust", "def lazily():\n    from sim.runs import replication"),
        ("sim.rules.trust", "import importlib\nimportlib.import_module('sim.views')"),
        ("sim.rules.trust", "from sim import load"),
        ("sim.rules.trust", "import sim"),
        ("sim.rules.trust", "from sim import language"),
        ("sim.office.units", "from sim.reforms import training"),
        ("sim.engines.reference.day", "from sim.engines.compiled import advance"),
        ("sim.engines.reference.day", "from ..compiled import advance"),
        ("sim.engines.reference.day", "from sim.engines import compiled"),
        ("sim.engines", "from . import reference"),
        ("sim.engines.common", "import math"),
        ("sim.helpers", "import math"),
        ("sim.views.hall", "import sim.cli"),
    ],
)
def test_the_check_sees_an_import_that_does_not_go_down(module, source):
    assert floor_faults(source, module, is_package=module == "sim.engines")


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("sim.rules.trust", "from sim.rules import clock\nfrom . import clock\nimport math"),
        ("sim.engines.compiled.clock", "from sim.plan import layout\nfrom sim.rules import clock\nfrom . import heap"),
        ("sim.cli", "def run():\n    from sim import runs, views"),
        ("sim", "def load(path):\n    from sim.scenario import load\n    from . import views"),
        ("sim.rules.trust", "import simpy"),
    ],
)
def test_the_check_lets_imports_that_go_down_pass(module, source):
    assert not floor_faults(source, module, is_package=module == "sim")


@pytest.mark.parametrize(
    "source",
    [
        "y = x**2",
        "y **= 2",
        "y = 2**x",
        "import math\ny = math.hypot(a, b)",
        "from math import lgamma",
        "from math import hypot as length",
        "y = np.exp(x)",
        "from numpy import log",
        "y = np.mean(x)",
        "y = x.mean()",
        "y = np.power(x, 2)",
        "y = sum(waits)",
    ],
)
def test_the_check_sees_arithmetic_that_is_not_bit_stable(source):
    assert stability_faults(source)


@pytest.mark.parametrize(
    "source", ["y = 2**53", "y = pow(x, 2.0)", "y = math.exp(x)", "y = sum(counts)  # integers", "f(**options)"]
)
def test_the_check_lets_bit_stable_arithmetic_pass(source):
    assert stability_faults(source) == []


@pytest.mark.parametrize("source", ["njit(fastmath=True)", "options = {'fastmath': True}", "options.fastmath = True"])
def test_the_check_sees_fastmath(source):
    assert mentions_fastmath(source)
