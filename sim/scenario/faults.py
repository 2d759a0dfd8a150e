"""Faults with their file and line, and how they are said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import sep
from pathlib import Path
from typing import ClassVar

from sim.language import text
from sim.language.characters import harmless
from sim.language.errors import LoketError
from sim.office.faults import Hint

SHOWN = 50


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: where, what was found, what was expected, and the nearest known name.

    `file` is as the user named it (or what stands in its place, such as overrides), `line` counts from 1 and is None
    where no line is meant, `path` is the place by names ("officer.Loket KK.count"). `code` names the message.
    """

    OVERRIDES: ClassVar[str] = "<overrides>"

    file: str
    line: int | None
    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    warning: bool = False

    def __repr__(self) -> str:
        return self.render()

    @property
    def found(self) -> str | None:
        """What stands there, as it is written in a file; None where something is missing."""
        value = self.values.get("found")
        return None if value is None else str(value)

    @property
    def suggestion(self) -> str | None:
        """The nearest known name, or what to write instead."""
        told = [*(hint.values for hint in self.hints), self.values]
        given = [values.get("write", values.get("suggestion")) for values in told]
        return next((str(value) for value in given if value is not None), None)

    def expected(self, lang: str | None = None) -> str | None:
        """What was expected, where the message says so."""
        value = self.values.get("expected", self.values.get("known"))
        return None if value is None else text("faults.plain", lang, value=value)

    def message(self, lang: str | None = None) -> str:
        """What is wrong and what to do, without the place."""
        parts = [text(f"faults.{self.code}", lang, **self.values)]
        parts += [text(f"faults.{hint.code}", lang, **hint.values) for hint in self.hints]
        return " ".join(part for part in parts if part)

    def render(self, lang: str | None = None) -> str:
        """One line: file, line, path and message."""
        file = text("faults.overrides", lang) if self.file == self.OVERRIDES else self.file
        place = f"{file}:{self.line}" if self.line is not None else file
        warning = text("faults.warning", lang) if self.warning else ""
        line = ": ".join(part for part in (place, warning, self.path, self.message(lang)) if part)
        return harmless(line, lines=False)


class ScenarioFaults(LoketError):
    """A scenario cannot be used; `faults` holds all that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("faults.plain", value=self.faults)

    def within(self, folder: Path, called: str) -> "ScenarioFaults":
        """The same of files in a folder that nobody else sees: `called` stands in its place."""
        return ScenarioFaults(replace(one, file=one.file.replace(f"{folder}{sep}", called)) for one in self.faults)

    def worded(self, lang: str | None = None) -> str:
        """As `render`."""
        return self.render(lang)

    def render(self, lang: str | None = None) -> str:
        """A line for each fault; very many are cut short."""
        return "\n".join(shown(self.faults, lang))


def shown(faults: Sequence[Fault], lang: str | None = None) -> list[str]:
    """A line for each fault; very many are cut short, and how many more there are is said."""
    lines = [fault.render(lang) for fault in faults[:SHOWN]]
    more = len(faults) - len(lines)
    return lines + ([text("faults.more", lang, more=more)] if more else [])
