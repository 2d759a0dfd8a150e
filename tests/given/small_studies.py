"""A small office of which a run takes a hundredth of a second, and studies of it."""

from pathlib import Path

from written_scenarios import OFFICE

STUDY = """\
scenarios = ["kantor.toml"]
replications = 3
measures = ["wait_mean_min", "served_within_target"]

[lever]
"demand.factor" = [1.0, 1.5]
"officer.Loket depan.count" = [3, 4]
"""


def study(folder: Path, text: str = STUDY) -> Path:
    """A study beside its office; the path of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kantor.toml").write_text(OFFICE.replace("count = 40000", "count = 4000"), "utf-8")
    path = folder / "studi.toml"
    path.write_text(text, "utf-8")
    return path
