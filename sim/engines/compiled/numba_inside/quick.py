"""Whether the quick compilation can be used: it stands on parts of Numba that may change with any version.

Without it, or where LOKET_NUMBA is `stock` or a debugger wants to see variables, all is compiled as Numba does by
itself: the same results, after a longer wait.
"""

import os
from typing import Any

from numba import __version__ as numba_version
from numba import config

TESTED = "0.68."
"""How the versions begin that the quick compilation was written for."""


def _steps() -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for parts and for entries; none where Numba is not as expected."""
    asked = os.environ.get("LOKET_NUMBA") == "stock" or config.DEBUGINFO_DEFAULT
    if asked or not numba_version.startswith(TESTED):
        return {}, {}
    try:
        from numba.core import event
        from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
        from numba.core.cpu import CPUContext
        from numba.core.lowering import Lower
        from numba.core.types.functions import BaseFunction
        from numba.core.typing.context import Context

        from sim.engines.compiled.numba_inside.pipeline import EntrySteps, PartSteps
    except (ImportError, AttributeError):
        return {}, {}
    expected = {
        BaseFunction: ("get_call_type",),
        Context: OF_CONTEXT,
        CPUContext: OF_CONTEXT,
        JITCodeLibrary: OF_LIBRARY,
        JITCPUCodegen: OF_CODEGEN,
        Lower: OF_LOWERING,
        event: ("start_event", "end_event"),
    }
    if not all(hasattr(owner, name) for owner, names in expected.items() for name in names):
        return {}, {}
    return {"pipeline_class": PartSteps}, {"pipeline_class": EntrySteps}


OF_CODEGEN = ("_pass_builder", "set_env")
OF_LIBRARY = (
    "finalize",
    "get_pointer_to_function",
    "_ensure_finalized",
    "_finalize_dynamic_globals",
    "_finalize_specific",
    "_get_module_for_linking",
    "_optimize_final_module",
    "_optimize_functions",
    "_raise_if_finalized",
)
OF_CONTEXT = ("load_additional_registries", "install_registry", "refresh")
OF_LOWERING = ("storevar", "delvar", "getvar", "typeof", "_alloca_var", "_find_singly_assigned_variable")

PART, ENTRY = _steps()
