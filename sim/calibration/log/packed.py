"""How much room a workbook would take when it is opened, told by what stands in it before a reader makes the room."""

import re
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

MOST_CELLS = 8_000_000
"""Of a workbook, which takes a hundred bytes a cell while it is read."""
MOST_BYTES = 750_000_000
"""Of its parts, unpacked."""

_TEXTS = re.compile(rb"<(?:\w+:)?si\b")
_CELLS = re.compile(rb"""<(?:\w+:)?c(?:>|/|\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["']|\s)""")
_TABLE = re.compile(rb"<(?:\w+:)?table-(row|cell)\b([^>]*)")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d{1,9})""")
_BLOCK = 1 << 20
_TAIL = 200
"""A tag may be cut by the end of a block."""

_BEGINS, _EXTENT = (0x0809, 0x0409, 0x0209, 0x0009), 0x0200
_OLD_CELLS = (0x0203, 0x027E, 0x0204, 0x00FD, 0x0205, 0x0006, 0x0206, 0x0406, 0x00D6, 0x00BD, 0x0201, 0x00BE)
_LAST = 0xFFFFFFF0
"""Numbers of sectors from here on end a chain."""


class TooLarge(Exception):
    """It would take more than MOST_CELLS or MOST_BYTES."""


def check_packed(folder: zipfile.ZipFile) -> None:
    """Look through the parts of a packed workbook (.xlsx, .ods). Raises TooLarge."""
    parts = [entry for entry in folder.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in parts) > MOST_BYTES:
        raise TooLarge
    for entry in parts:
        with folder.open(entry) as part:
            (_check_table if entry.filename == "content.xml" else _check_sheet)(part)


def _check_sheet(part: IO[bytes]) -> None:
    """Cells by their number and by the farthest of them, for which all before it take room; texts by their number."""
    cells, texts, rows, columns = 0, 0, 1, 1
    for block in _blocks(part):
        texts += len(_TEXTS.findall(block))
        for letters, row in _CELLS.findall(block):
            cells += 1
            if row:
                rows, columns = max(rows, int(row)), max(columns, _column(letters))
        if max(cells, texts, rows * columns) > MOST_CELLS:
            raise TooLarge


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_table(part: IO[bytes]) -> None:
    """Cells that hold something, as often as their row and they themselves are to be repeated."""
    cells, rows = 0, 1
    for block in _blocks(part):
        for what, said in _TABLE.findall(block):
            found = _REPEATED.search(said)
            times = int(found[1]) if found else 1
            if what == b"row":
                rows = times
            elif not said.endswith(b"/") or b"value" in said:
                cells += rows * times
        if cells > MOST_CELLS:
            raise TooLarge


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The whole in blocks that end between two tags."""
    size, rest = 0, b""
    while block := part.read(_BLOCK):
        size += len(block)
        if size > MOST_BYTES:  # more than it declares
            raise TooLarge
        whole = rest + block
        cut = whole.rfind(b"<", len(whole) - _TAIL)
        cut = len(whole) if cut < 0 else cut
        rest = whole[cut:]
        yield whole[:cut]
    yield rest


# ---------------------------------------------------------------------------------------- workbooks of old Excel


def check_old(content: bytes) -> None:
    """Look through the records of a workbook of Excel 97 (.xls). Raises TooLarge; ValueError where it is none."""
    total = 0
    try:
        records = _Compound(content).workbook()
    except struct.error:
        raise ValueError from None
    for sheet in _sheets(records):
        total += max((_area(corners) for corners in sheet if corners), default=0)
        if total > MOST_CELLS:
            raise TooLarge


def _area(corners: list[tuple[int, int]]) -> int:
    rows, columns = zip(*corners, strict=True)
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _sheets(records: bytes) -> Iterator[tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
    """The corners of each sheet, as it declares them and as its cells have them."""
    said: list[tuple[int, int]] = []
    seen: list[tuple[int, int]] = []
    at = 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        body = records[at + 4 : at + 4 + size]
        at += 4 + size
        if kind in _BEGINS:
            yield said, seen
            said, seen = [], []
        elif kind == _EXTENT and len(body) >= 12:
            said = list(zip(struct.unpack_from("<II", body), struct.unpack_from("<HH", body, 8), strict=True))
        elif kind in _OLD_CELLS and len(body) >= 4:
            cell = struct.unpack_from("<HH", body)
            seen = [_least(seen, cell), _most(seen, cell)]
    yield said, seen


def _least(seen: list[tuple[int, int]], cell: tuple[int, int]) -> tuple[int, int]:
    return (min(seen[0][0], cell[0]), min(seen[0][1], cell[1])) if seen else cell


def _most(seen: list[tuple[int, int]], cell: tuple[int, int]) -> tuple[int, int]:
    return (max(seen[1][0], cell[0]), max(seen[1][1], cell[1])) if seen else cell


class _Compound:
    """A file of sectors that holds others ([MS-CFB])."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
        tables = [one for one in struct.unpack_from("<109I", content, 76) if one < _LAST]
        more = struct.unpack_from("<I", content, 68)[0]
        while more < _LAST and len(tables) * self._size < len(content):
            *numbers, more = self._numbers(self._sector(more))
            tables += [one for one in numbers if one < _LAST]
        self._next = [number for one in tables for number in self._numbers(self._sector(one))]

    def workbook(self) -> bytes:
        """Where it is small its pieces lie in the part of the root."""
        folder = self._chain(struct.unpack_from("<I", self._content, 48)[0])
        entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
        named = {entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace").casefold(): entry for entry in entries}
        entry = named.get("workbook") or named.get("book")
        if entry is None:
            raise ValueError
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= struct.unpack_from("<I", self._content, 56)[0]:
            return self._chain(start)[:size]
        pieces = self._chain(struct.unpack_from("<I", entries[0], 116)[0])
        after = self._numbers(self._chain(struct.unpack_from("<I", self._content, 60)[0]))
        return b"".join(pieces[64 * one : 64 * one + 64] for one in _followed(start, after))[:size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(start, self._next)))

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    @staticmethod
    def _numbers(sector: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _followed(start: int, after: list[int]) -> Iterator[int]:
    seen = 0
    while start < len(after) and seen <= len(after):
        yield start
        start, seen = after[start], seen + 1
