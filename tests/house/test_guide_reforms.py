"""Do the pages on reforms run, and do they give what they print?"""

import re
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.measures import Key, Verdict
from sim.measures.gains import Move
from sim.plan import plan_of
from sim.runs.comparing.before_after import change_beyond
from sim.scenario import check, load

ROOT = Path(__file__).parents[2]
GUIDES, TUTORIAL = ROOT / "docs" / "guides", ROOT / "docs" / "tutorial"
COMPARING = {"en": "comparing-reforms.md", "id": "membandingkan-reformasi.md"}
WRITING = {"en": "writing-a-reform-scenario.md", "id": "menulis-skenario-reformasi.md"}
FIRST = {"en": "first-reform.md", "id": "reformasi-pertama.md"}
CHANGES = (("wait_mean_min", 1, 1), ("visits_per_case", 100, 1), ("finished_share", 100, 1), ("ikm", 1, 2))
UNCLEAR = "?"

languages = pytest.mark.parametrize("lang", COMPARING)


def written(folder, text):
    """The files that a page prints, in their order."""
    files = []
    for name, toml in re.findall(r"`(\S+\.toml)`\n\n```toml\n(.*?)```", text, re.DOTALL):
        (folder / name).write_text(toml, "utf-8")
        files.append(folder / name)
    return files


def tables(text):
    """The tables of a page: the cells of each row but the first, without the head."""
    found = re.findall(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[[cell.strip() for cell in row.strip("|").split("|")][1:] for row in part.splitlines()] for part in found]


def number(value, decimals, lang, *, sign=False):
    said = f"{value:+.{decimals}f}" if sign else f"{value:.{decimals}f}"
    said = said[1:] if float(said) == 0 and said[0] in "+-" else said
    return said.replace("-", "−").replace(".", "," if lang == "id" else ".")


def moved(found, times, decimals, lang):
    """A difference as the page prints it."""
    if found.verdict == Verdict.CANNOT_TELL:
        return UNCLEAR
    return number(times * found.difference.mean, decimals, lang, sign=True)


def rows_of(comparison, lang):
    costs = [number(cost / 1e6, 0, lang) for cost in comparison.costs_rupiah]
    return [
        [cost, *(moved(comparison.difference(v, Key(name)), times, d, lang) for name, times, d in CHANGES)]
        for cost, v in zip(costs, comparison.variants, strict=True)
    ]


# --------------------------------------------------------------------------------------------------- the first reform


@pytest.fixture(params=FIRST)
def first(request, tmp_path):
    """The page of the first reform, and its files beside the office of `loket new`."""
    text = (TUTORIAL / FIRST[request.param]).read_text("utf-8")
    office = re.search(r"loket new (\S+\.toml)", text)[1]
    with chdir(tmp_path):
        assert main(["new", office, "--lang", request.param]) == 0
    return request.param, text, written(tmp_path, text)


def test_are_the_files_of_the_first_reform_in_order(first):
    _, _, files = first
    assert len(files) == 2
    assert [fault for file in files for fault in check(file)] == []


@pytest.fixture(scope="module")
def told_of():
    """What the page of the first reform tells of runs of its files; those of the other language amount to the same."""
    told = {}

    def figures(runs, both, shorter):
        laid = runs, *(array.tobytes() for file in (both, shorter) for array in plan_of(load(file)).arrays)
        if laid not in told:
            told[laid] = runs(both, shorter)
        return told[laid]

    return figures


def first_weeks(both, _):
    soon = sim.compare(both)
    procedure, officer = (soon.difference(variant, Key("wait_mean_min")) for variant in soon.variants[:2])
    assert procedure.verdict == Verdict.CANNOT_TELL
    return [(procedure.baseline.mean, 1), (-officer.difference.mean, 1), (-procedure.difference.mean, 2)]


def first_year(both, shorter):
    year, much = sim.compare(both, days=250), sim.compare(shorter, days=250)
    found = [each.difference(each.variants[0], Key("wait_mean_min")) for each in (year, much)]
    assert [each.verdict for each in found] == [Verdict.SMALL, Verdict.SMALL]
    costs = [(much.costs_rupiah[0] / 1e6, 0), (year.costs_rupiah[1] / 1e6, 0)]
    return [*((-each.difference.mean, 2) for each in found), *costs]


@pytest.mark.parametrize("runs", [first_weeks, pytest.param(first_year, marks=pytest.mark.long)])
def test_does_the_first_reform_do_what_its_page_says(first, told_of, runs):
    lang, text, files = first
    figures = [number(value, decimals, lang) for value, decimals in told_of(runs, *files)]
    places = [re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", text) for figure in figures]
    assert [figure for figure, place in zip(figures, places, strict=True) if place is None] == []


# ---------------------------------------------------------------------------------------------- comparing and writing


@languages
@pytest.mark.parametrize("pages", [COMPARING, WRITING], ids=["comparing", "writing"])
def test_are_the_files_of_the_guides_in_order(pages, lang, tmp_path):
    files = written(tmp_path, (GUIDES / pages[lang]).read_text("utf-8"))
    assert files
    assert [fault for file in files for fault in check(file)] == []


@pytest.fixture(scope="module")
def six():
    return sim.compare("dukcapil-300-juta")


@pytest.mark.long
@languages
def test_are_the_six_reforms_those_of_a_run(six, lang):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    base = [(six.baseline.estimate(name).mean * times, d) for name, times, d in CHANGES]
    assert tables(text)[0] == [["", *(number(value, d, lang) for value, d in base)], *rows_of(six, lang)]


@pytest.mark.long
@languages
def test_are_those_who_lose_by_appointments_those_of_a_run(six, lang):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    variant = next(result for result in six.variants if result.name == "appointments")
    gains = six.gains(variant)
    fell, rose = (number(100 * gains[Move(move)].mean, 0, lang) for move in ("wait_fell", "wait_rose"))
    assert re.search(rf"\b{fell} % .*\b{rose} % ", text)
    first = {move: gains[Move(move, "class", "prioritas")].mean for move in ("wait_fell", "wait_rose")}
    assert first["wait_rose"] > first["wait_fell"]
    assert six.difference(variant, Key("within_deadline")).verdict == Verdict.WORSE


@pytest.mark.long
@languages
def test_does_a_minute_cost_what_the_guide_says(six, lang):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    costs = six.costs().query("measure == 'rupiah_per_wait_min_saved'").set_index("scenario")["rupiah"]
    told = [f"{round(costs[name], -1):.0f}" for name in ("sop_simplification", "staffing", "appointments")]
    assert [figure for figure in told if not re.search(rf"\b{figure}\b", text)] == []


@pytest.mark.long
@languages
def test_are_three_of_the_six_what_the_guide_says(lang, tmp_path):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    (three,) = written(tmp_path, text)
    found = sim.compare(["dukcapil", "dukcapil-300-juta", three], runs=8)
    assert tables(text)[1] == rows_of(found, lang)


@pytest.fixture(scope="module")
def project():
    return sim.compare("dukcapil-aksi-perubahan", before_after=True)


@pytest.mark.long
@languages
def test_are_sixty_days_after_what_the_guide_says(project, lang):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    wait, expected = Key("wait_mean_min"), []
    for name in ("sop_simplification", "all_together"):
        variant = next(result for result in project.variants if result.name == name)
        changes = change_beyond(project, variant, wait).beyond, project.difference(variant, wait).difference
        expected.append([number(change.mean, 2, lang, sign=True) for change in changes])
    assert tables(text)[3] == expected


@pytest.fixture(scope="module")
def region():
    whole = load("dukcapil-wilayah-petugas")
    return sim.compare(replace(whole, reforms=whole.reforms[:1]))


@pytest.mark.long
@languages
def test_are_the_waits_of_the_region_what_the_guide_says(region, lang):
    text = (GUIDES / COMPARING[lang]).read_text("utf-8")
    expected = [
        [number(result.estimate("wait_mean_min", "office", office).mean, 1, lang) for result in region.results]
        for office in ("kec-utara", "pusat")
    ]
    assert tables(text)[4] == expected
    assert region.difference(region.variants[0], Key("wait_mean_min")).verdict == Verdict.CANNOT_TELL
