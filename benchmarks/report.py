"""A table of results: printed, and kept as JSON."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import description

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@dataclass
class Report:
    """What a benchmark found: rows alike, and notes on what was skipped or missed."""

    name: str
    title: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def show(self) -> None:
        """Print the table."""
        print(f"\n{self.name}: {self.title}\n")
        print(table(self.rows))
        for note in self.notes:
            print(f"* {note}")

    def keep(self) -> Path:
        """Write table, notes and machine as JSON, and the table on the page of benchmarks; the path of the first."""
        PAGE.write_text(self.drawn(PAGE.read_text("utf-8")), encoding="utf-8")
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{self.name}.json"
        path.write_text(json.dumps({**asdict(self), "machine": description()}, indent=1) + "\n", encoding="utf-8")
        return path

    def drawn(self, page: str) -> str:
        """The page with this table in its place, and below it the day of the run."""
        written = f"<!-- {self.name} -->\n{table(self.rows)}\n\nMeasured on {description()['date']}.\n<!-- end -->"
        return re.sub(rf"<!-- {self.name} -->.*?<!-- end -->", lambda _: written, page, flags=re.DOTALL)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as a Markdown table; what a row lacks stays empty."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name, "")) for name in names] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    lines = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |" for line in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
