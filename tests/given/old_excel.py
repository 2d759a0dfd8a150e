"""Workbooks of Excel 97, which nothing that is installed writes: records in a file of sectors ([MS-XLS], [MS-CFB])."""

import struct

Cell = tuple[int, int, str]
NONE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_excel(*sheets: list[Cell], extent: tuple[int, int, int, int] | None = None) -> bytes:
    """A sheet for each list of cells (row, column, text); `extent` is what all declare of theirs."""
    said = _record(0x0200, struct.pack("<IIHHH", *extent, 0)) if extent else b""
    bodies = [_begin(0x10) + said + b"".join(_label(*cell) for cell in cells) + _record(0x0A) for cells in sheets]
    at, bounds = len(_begin(5)) + len(b"".join(_bound(0, n) for n in range(len(bodies)))) + 4, b""
    for number, body in enumerate(bodies):
        bounds, at = bounds + _bound(at, number), at + len(body)
    return _compound(_begin(5) + bounds + _record(0x0A) + b"".join(bodies))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(what: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, what, 0x0DBB, 0x07CC, 0, 6))


def _bound(at: int, number: int) -> bytes:
    name = f"S{number:02}".encode()
    return _record(0x0085, struct.pack("<IHBB", at, 0, len(name), 0) + name)


def _label(row: int, column: int, word: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 15, len(word), 0) + word.encode("latin-1"))


def _compound(book: bytes) -> bytes:
    """Table of sectors, folder, then the workbook."""
    book = book.ljust(4096, b"\0")
    sectors = -(-len(book) // 512)
    tables = -(-(sectors + 2) // 126)
    chain = [*range(tables + 2, tables + 1 + sectors), END]
    table = [TABLE] * tables + [END] + chain
    table += [NONE] * (tables * 128 - len(table))
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, NONE, tables + 1, len(book))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[NONE] * (109 - tables))
    return head + struct.pack(f"<{len(table)}I", *table) + folder.ljust(512, b"\0") + book.ljust(512 * sectors, b"\0")


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    said = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<HBBIII", len(said), kind, 1, NONE, NONE, child)
    return said.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", first, size)
