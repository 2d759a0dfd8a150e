"""Draws the pictures of the documentation anew."""

import io
from pathlib import Path

from PIL import Image

from sim.language import LANGUAGES
from sim.runs import compare, replicate
from sim.scenario import load
from sim.views import charts

FOLDER = Path(__file__).parents[1] / "images"
COLOURS = 64


def main() -> None:
    """Draw them in all languages."""
    comparison = compare([load("dukcapil"), load("dukcapil-plus-one-counter")], keep_visits=True)
    office = comparison.baseline
    troubled = replicate(load("dukcapil-bermasalah"), keep_visits=True)
    drawn = {
        "queue-by-time": lambda lang: charts.queue_by_time(troubled, lang),
        "queue-by-station": lambda lang: charts.queue_by_station(office, lang),
        "wait-by-service": lambda lang: charts.wait_by_service(office, lang),
        "difference": lambda lang: charts.difference(comparison, lang=lang),
    }
    for name, draw in drawn.items():
        for lang in LANGUAGES:
            path = draw(lang).save(FOLDER / f"{name}.{lang}.png")
            small = Image.open(io.BytesIO(path.read_bytes())).convert("RGB").quantize(COLOURS)
            small.save(path, optimize=True)
            print(f"docs/images/{path.name}: {path.stat().st_size // 1024} kB")
