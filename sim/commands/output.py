"""What a command prints: text, or records with `--json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sim.commands.codes import GOOD
from sim.language.characters import harmless
from sim.views.console import say


def print_text(said: str) -> int:
    """Print it, whatever a store or a bundle of somebody else says, and all is well."""
    say(harmless(said))
    return GOOD


def print_records(records: Iterable[Any]) -> int:
    """Print records for programs, as one JSON list."""
    return print_text(json.dumps(list(records), ensure_ascii=False, indent=1, allow_nan=False))
