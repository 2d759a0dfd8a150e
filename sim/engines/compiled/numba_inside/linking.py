"""Machine code for the functions that Python calls, and for no others.

Numba optimises every compiled function and turns it into machine code together with all it calls, so code at
the bottom goes through this once for each function above it. Here the parts of an entry stay as they were
lowered until the entry links them all, once.
"""
# ruff: noqa: SLF001  (what this changes is Numba's own affair; see quick.py)

from typing import Any

from llvmlite.binding import Linkage, create_pass_builder, create_pipeline_tuning_options
from numba.core.codegen import JITCodeLibrary, RuntimeLinker
from numba.core.environment import lookup_environment

TIDY = 1
"""The level at which the functions of a part are optimised before an entry takes them in. None at all makes
the entry's optimisation, which begins with inlining, slower; a higher one changes nothing."""

ENOUGH = 1
"""The level at which an entry is optimised: at 2 or 3, or with loops unrolled or made to work on several
numbers at a time, it took up to 4 s more to compile, and no office ran quicker."""

ENVIRONMENT = "_ZN08NumbaEnv"
"""How the names of the addresses of environments begin."""


class _NoAddresses:
    """Stands for the compiler of machine code where there is none to hold the address of an environment."""

    def set_env(self, name: str, environment: Any) -> None:
        """Leave it to the entry."""


class Part(JITCodeLibrary):
    """A function that only compiled code calls."""

    _whole: Any = None

    @property
    def codegen(self) -> Any:
        """Asked only for setting the address of the environment, see Entry."""
        return _NoAddresses()

    def add_ir_module(self, ir_module: Any) -> None:
        """Take in what was lowered; what is not always inlined never is, whatever LLVM would think."""
        for function in ir_module.functions:
            if not function.is_declaration and "alwaysinline" not in function.attributes:
                function.attributes.add("noinline")
        super().add_ir_module(ir_module)

    def finalize(self) -> None:
        """Call it finished: neither linked nor optimised as a whole nor turned into machine code."""
        self._raise_if_finalized()
        _forbid_circles(self._final_module)
        _take_over(self)
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        """No address (0): Python cannot call a part."""
        self._ensure_finalized()
        return 0

    def own_module(self) -> Any:
        """The function itself, without what it calls."""
        self._ensure_finalized()
        _let_repeat(self._final_module)
        return self._final_module

    def _get_module_for_linking(self) -> Any:
        """All of it, for code that is not compiled as an entry."""
        if self._whole is None:
            self._whole = self.own_module().clone()
            for module in _modules(self._linking_libraries):
                self._whole.link_in(module, preserve=True)
        return self._whole

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout
        for function in ll_module.functions:
            if not function.is_declaration:
                builder = self._codegen._pass_builder(opt=TIDY)
                builder.getFunctionPassManager().run(function, builder)


class Entry(JITCodeLibrary):
    """A function that Python calls."""

    def finalize(self) -> None:
        """Link all parts, optimise the whole, and turn it into machine code."""
        _take_over(self)
        for module in _modules(self._linking_libraries):
            self._final_module.link_in(module, preserve=True)
        self._linking_libraries = []
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Once, and not all that could be done; the round before it is for code that counts references."""
        wanted = create_pipeline_tuning_options(speed_level=ENOUGH)
        wanted.loop_vectorization = wanted.slp_vectorization = wanted.loop_interleaving = wanted.loop_unrolling = False
        builder = create_pass_builder(self._codegen._tm, wanted)
        builder.getModulePassManager().run(self._final_module, builder)

    def _finalize_specific(self) -> None:
        super()._finalize_specific()
        for variable in self._final_module.global_variables:
            environment = lookup_environment(variable.name) if variable.name.startswith(ENVIRONMENT) else None
            if environment is not None:
                self._codegen.set_env(variable.name, environment)


def _modules(libraries: list[Any]) -> list[Any]:
    """The modules of libraries and of all that their parts link, each once."""
    found: dict[Any, None] = {}
    open_ = list(libraries)
    while open_:
        library = open_.pop()
        if library not in found:
            found[library] = None
            open_ += library._linking_libraries if isinstance(library, Part) else []
    return [one.own_module() if isinstance(one, Part) else one._get_module_for_linking() for one in found]


def _let_repeat(module: Any) -> None:
    """Let several modules define the same function; what is not called goes."""
    for function in module.functions:
        if not function.is_declaration and function.linkage == Linkage.external:
            function.linkage = "linkonce_odr"


def _take_over(library: Any) -> None:
    """What must run before the code is used when it comes from the disk: also what its parts need."""
    for part in library._linking_libraries:
        library._reload_init.update(part._reload_init)


def _forbid_circles(module: Any) -> None:
    """Functions that call each other in a circle find each other by address, and a part has none."""
    if any(variable.name.startswith(RuntimeLinker.PREFIX) for variable in module.global_variables):
        raise NotImplementedError(f"{module.name}: inner functions cannot call each other in a circle")
