"""The line on which each key and each part of a list stands in a TOML text.

The standard reader gives values without lines. This scanner walks over a text that the reader has accepted,
so it need not check anything; it only has to find where things begin.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_STRING = re.compile(r'''"""(?:\\.|[^\\])*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')|"(?:\\.|[^"\\])*"|'[^']*\'''', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of each key, table and list item of a valid TOML text."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.starts = [0] + [found.end() for found in re.finditer("\n", text)]
        self.lines: dict[Path, int] = {}
        self.entries: dict[Path, int] = {}

    def scan(self) -> Mapping[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self.lines

    def _header(self) -> Path:
        line, many = self._line(), self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self._keys()
        self.at += 2 if many else 1
        path: Path = ()
        for part in parts[:-1]:
            path = self._inside((*path, part))
            self.lines.setdefault(path, line)
        path = (*path, parts[-1])
        return self._entry(path, line) if many else self._noted(path, line)

    def _entry(self, path: Path, line: int) -> Path:
        place = self.entries.get(path, -1) + 1
        self.entries[path] = place
        self.lines.setdefault(path, line)
        return self._noted((*path, place), line)

    def _inside(self, path: Path) -> Path:
        """A header goes on in the last table of an array of tables."""
        return (*path, self.entries[path]) if path in self.entries else path

    def _noted(self, path: Path, line: int) -> Path:
        self.lines[path] = line
        return path

    def _pair(self, table: Path) -> None:
        line, path = self._line(), table
        for part in self._keys():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self._skip(_STRING)
        elif first == "[":
            self._list(path)
        elif first == "{":
            self._table(path)
        else:
            self._skip(_SCALAR)

    def _list(self, path: Path) -> None:
        self.at += 1
        place = 0
        while self._next_is_not("]"):
            self._noted((*path, place), self._line())
            self._value((*path, place))
            place += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        while self._next_is_not("}"):
            self._pair(path)

    def _next_is_not(self, end: str) -> bool:
        """Go on to the next item of a list or an inline table; at the end step over the bracket."""
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)
        if self.text[self.at] == end:
            self.at += 1
            return False
        return True

    def _keys(self) -> list[str]:
        parts = []
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self.text, self.at)
            if found is None:
                raise ValueError("this text was not accepted by the reader of TOML")
            parts.append(_plain(found[0]))
            self.at = found.end()
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _skip(self, pattern: "re.Pattern[str]") -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)


def _plain(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        import tomllib

        return str(tomllib.loads(f"key = {key}")["key"])
    return key
