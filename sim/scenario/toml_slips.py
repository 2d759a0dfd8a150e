"""Slips of the pen that TOML refuses: recognised on the line, explained, and mended in memory to read on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.office.thousands import thousands

LONGEST = 2000
"""Letters of a line that is looked at for slips: longer ones nobody wrote by hand, and the search takes long."""
_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_BEFORE = r"(?<=[=\[,{])\s*"
_CLOCK = r"\d{1,2}[.:]\d{2}(?::\d{2})?"


@dataclass(frozen=True)
class Slip:
    """What to say (`code` and values of the message) and the line as it should be."""

    code: str
    values: Mapping[str, object]
    mended: str


def mend(line: str, column: int) -> Slip | None:
    """The slip on a line that the reader of TOML could not read; None if it is none of those known."""
    if len(line) > LONGEST:
        return None
    hidden = _STRINGS.sub(lambda found: "\N{REPLACEMENT CHARACTER}" * len(found[0]), line)
    for pattern, told in _SLIPS:
        found = pattern.search(hidden)
        if found is not None:
            code, write, plain = told(found, line)
            values = {"found": line[found.start("it") : found.end("it")].strip(), "write": write}
            return Slip(code, values, line[: found.start("it")] + plain + line[found.end("it") :])
    return None


Told = tuple[str, str, str]


def _clock(found: "re.Match[str]", line: str) -> Told:
    write = '"' + re.sub(r"\s", "", found["it"]).replace(".", ":").replace("–", "-") + '"'
    return "slip_clock", write, write


def _thousands(found: "re.Match[str]", line: str) -> Told:
    write = _plain(found["it"])
    return "slip_thousands", write, write


def _money(found: "re.Match[str]", line: str) -> Told:
    write = _plain(found["it"])
    return "slip_unit", write, write


def _plain(number: str) -> str:
    marked = thousands(number)
    return marked["write"] if marked else re.sub(r"[^\d.]", "", number.replace(",", "."))


def _comma(found: "re.Match[str]", line: str) -> Told:
    write = found["it"].replace(",", ".")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", found["it"]):
        whole = found["it"].replace(",", "")
        return "slip_comma_or_thousand", whole, whole
    return "slip_comma", write, write


def _quantity(found: "re.Match[str]", line: str) -> Told:
    number = found["number"].replace(",", ".")
    if found["unit"] == "%":
        return "slip_per_cent", f"{float(number) / 100:g}", number
    return "slip_unit", number, number


def _truth(found: "re.Match[str]", line: str) -> Told:
    write = {"ya": "true", "yes": "true", "benar": "true"}.get(found["it"].casefold())
    write = write or ("true" if found["it"].casefold() == "true" else "false")
    return "slip_truth", write, write


def _quotes(found: "re.Match[str]", line: str) -> Told:
    write = '"' + re.sub(r"[\"“”„‘’«»\N{REPLACEMENT CHARACTER}]", "", found["it"]) + '"'
    return "slip_curly", write, write


def _text(found: "re.Match[str]", line: str) -> Told:
    inner = line[found.start("it") : found.end("it")].strip().replace('"', "").replace("\\", "/")
    return "slip_text", f'"{inner}"', f'"{inner}"'


def _date(found: "re.Match[str]", line: str) -> Told:
    day, month, year = (found[part] for part in ("day", "month", "year"))
    return "slip_date", f"{year}-{month:0>2}-{day:0>2}", '"2026-01-05"'


def _colon(found: "re.Match[str]", line: str) -> Told:
    return "slip_colon", f"{found['key']} = …", f"{found['key']} ="


_SLIPS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]", str], Told]], ...] = (
    (re.compile(r"(?P<it>[“”„«][^“”«»\n]*[“”»]|‘[^‘’\n]*’)"), _quotes),
    (re.compile(r"^\s*(?P<it>(?P<key>[A-Za-z_][\w-]*)\s*:)(?=\s)"), _colon),
    (re.compile(_BEFORE + rf"(?P<it>{_CLOCK}\s*[-–]\s*{_CLOCK})(?![\d.:])"), _clock),
    (re.compile(_BEFORE + r"(?P<it>\d{1,2}:\d{2}|0\d\.\d{2})(?![\d.:])"), _clock),
    (re.compile(r"(?<==)\s*(?P<it>(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}))(?!\d)"), _date),
    (re.compile(_BEFORE + r"(?P<it>\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})(?![\d.,])"), _thousands),
    (re.compile(r"(?<==)\s*(?P<it>\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+)(?![\d.,])"), _thousands),
    (re.compile(r"(?<==)\s*(?P<it>Rp\.?\s*\d[\d.,]*(?:,-)?)\s*(?=[,}#]|$)"), _money),
    (re.compile(r"(?<==)\s*(?P<it>(?P<number>-?\d+(?:[.,]\d+)?)\s*(?P<unit>%|[A-Za-z]+)\.?)\s*(?=[,}#]|$)"), _quantity),
    (re.compile(r"(?<==)\s*(?P<it>-?\d+,\d+)(?![\d.:\w])"), _comma),
    (re.compile(r"(?<==)\s*(?P<it>True|False|TRUE|FALSE|Ya|ya|Tidak|tidak|yes|no|Yes|No)\s*(?=[,}\]#]|$)"), _truth),
    (re.compile(r"(?<==)\s*(?P<it>(?!true\b|false\b|inf\b|nan\b)[A-Za-z_/.][^=,{}\[\]#\n]*?)\s*(?=[,}#]|$)"), _text),
)
