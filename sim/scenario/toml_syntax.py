"""TOML text → plain document; faults of syntax said so that they can be put right.

The reader stops at the first fault. Where a known slip stands on that line (a decimal comma, 08.00, a missing
quote), it is noted, mended in memory and the reading goes on, so that a file with several slips is read once.
"""

import re
import tomllib
from typing import Any

from sim.document.explain import ENTRIES, HEADERS
from sim.office.faults import Hint
from sim.office.thousands import as_written
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.toml_slips import mend

MOST_SLIPS = 20
DEEPEST = 30
"""Lists, tables and dotted keys within one another; a scenario has about ten."""
_MARKS = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?(?:\"{3}|\\?\Z)|'{3}.*?(?:'{3}|\Z)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|#[^\n]*|[\[\]{}.,=\n]""",
    re.DOTALL,
)
"""Texts (to the end of the line or file where they are not closed, so that each is read once), notes, and marks."""
_ENDLESS = re.compile(r"\d(?:_?\d){4300}")
"""A whole number that Python reads none of, and does not say where."""
_AT = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

_SAID = (
    ("Unclosed array", "toml_list_open"),
    ("Unclosed inline table", "toml_table_open"),
    ("Unterminated string", "toml_string_open"),
    ("Expected '\"'", "toml_string_open"),
    ('Expected "\'"', "toml_string_open"),
    ("Illegal character '\\n'", "toml_string_open"),
    ("Illegal character", "toml_character"),
    ("Found invalid character", "toml_character"),
    ("Cannot declare", "toml_table_twice"),
    ("Cannot overwrite", "toml_key_twice"),
    ("Duplicate inline table key", "toml_key_twice"),
    ("Cannot mutate immutable", "toml_table_twice"),
    ("Cannot redefine namespace", "toml_table_twice"),
    ("Invalid initial character for a key part", "toml_key"),
    ("Expected '=' after a key", "toml_equals"),
    ("Invalid value", "toml_value"),
    ("Expected newline or end of document", "toml_after_value"),
    ("Unescaped '\\'", "toml_backslash"),
    ("Invalid hex value", "toml_backslash"),
    ("Expected ']", "toml_header"),
    ("Invalid date or datetime", "toml_date"),
    ("Invalid statement", "toml_key"),
    ("Exceeds the limit", "toml_value"),
)


def parse(text: str, label: str) -> dict[str, Any]:
    """The document that a TOML text holds. Raises ScenarioFaults with the faults of syntax that can be told apart."""
    faults: list[Fault] = []
    deep = too_deep(text)
    if deep is not None:
        raise ScenarioFaults([Fault(label, deep, "", "toml_deep")])
    while True:
        try:
            document = tomllib.loads(text, parse_float=as_written)
        except RecursionError:
            raise ScenarioFaults([*faults, Fault(label, None, "", "toml_deep")]) from None
        except ValueError as error:
            fault, text = _told(text, str(error), label)
            faults.append(fault)
            if text and len(faults) < MOST_SLIPS:
                continue
        if faults:
            raise ScenarioFaults(faults)
        return document


def too_deep(text: str) -> int | None:
    """The first line on which lists, tables and dotted keys go deeper than anything in a scenario does."""
    line, depth, dots, key = 1, 0, 0, True
    for found in _MARKS.finditer(text):
        mark = found[0]
        line += mark.count("\n")
        if mark in "[]{}":
            depth += 1 if mark in "[{" else -1
        if mark in "{,\n":
            dots, key = 0, True
        key = key and mark != "="
        dots += key and mark == "."
        if depth + dots > DEEPEST:
            return line
    return None


def _told(text: str, message: str, label: str) -> tuple[Fault, str]:
    """The fault that a message of the reader stands for, and the text mended ("" if it cannot be)."""
    found = _AT.match(message)
    lines = text.split("\n")
    end = endless.start() if (endless := _ENDLESS.search(text)) and not found else len(text.rstrip())
    number = int(found[2]) if found and found[2] else text.count("\n", 0, end) + 1
    line = lines[number - 1] if number <= len(lines) else ""
    column = int(found[3]) if found and found[3] else len(line) + 1
    slip = mend(line, column) if found else None
    if slip is not None and slip.mended != line:
        lines[number - 1] = slip.mended
        return Fault(label, number, "", slip.code, slip.values), "\n".join(lines)
    reason = found[1] if found else message
    code = _code(reason, line)
    values = {"found": line.strip()[:60], "column": column, "reason": reason}
    return Fault(label, number, "", code, values, _hints(code, line)), ""


def _code(reason: str, line: str) -> str:
    code = next((code for start, code in _SAID if reason.startswith(start)), "toml_other")
    if code == "toml_key" and re.search(r"=\s*\{|,\s*\}", line):
        return "toml_table_open"
    if code == "toml_after_value" and re.search(r"=\s*\d{4}-\d\d-\d\d", line):
        return "toml_date"
    if code == "toml_value" and re.search(r"=\s*(#.*)?$", line):
        return "toml_no_value"
    return code


def _hints(code: str, line: str) -> tuple[Hint, ...]:
    single = re.match(r"\s*\[\s*([\w.]+)\s*\]", line)
    if code == "toml_table_twice" and single and single[1] in {*ENTRIES, *HEADERS.values()}:
        return (Hint("two_brackets", {"key": single[1]}),)
    return ()
