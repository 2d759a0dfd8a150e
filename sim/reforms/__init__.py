"""The reform catalogue: one file a measure, found by being here, and those that other packages bring.

Called as `sim.reforms()` it lists them.
"""

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from sim.office.reform import CATALOGUE, Reform
from sim.reforms.listing import Catalogue
from sim.reforms.plug_ins import found_plug_ins

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

PLUG_INS = found_plug_ins()

_listed = sorted(CATALOGUE.items(), key=lambda entry: (entry[1].package is not None, entry[1].place))
CATALOGUE.clear()
CATALOGUE.update(_listed)

_kinds = {kind.__name__: kind for kind in reversed(CATALOGUE.values())}  # its own before those of a package
globals().update(_kinds)
__all__ = ["CATALOGUE", "PLUG_INS", *_kinds]  # noqa: PLE0604  (names of classes)

if TYPE_CHECKING:

    def __getattr__(name: str) -> type[Reform]:
        """The reforms by the names of their classes."""


# `import sim; sim.reforms()` lists the catalogue, and `sim.reforms` is this room as well
sys.modules[__name__].__class__ = Catalogue
