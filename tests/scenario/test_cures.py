"""Does a message cure at the first time: is the file in order once what it says has been written?"""

import math
import re

import pytest
from drawings import texts
from scipy import stats
from written_scenarios import OFFICE, changed, write

import sim
from sim.office.names import MOST, usable
from sim.scenario import check, load
from sim.views import charts
from sim.views.extras import Extras
from sim.views.reports.compare import compare_text
from sim.views.reports.run import run_text

TIME = 'time = { dist = "gamma", mean_min = 6, cv = 0.6 }'
ARRIVALS = '\n[[arrivals]]\nname = "a"\nservice = "ktp"\n'
ELSEWHERE = {
    'dist = "lognormal", mu = 1.6, sigma = 0.5': stats.lognorm(s=0.5, scale=math.exp(1.6)),
    'dist = "lognormal", meanlog = 1.6, sdlog = 0.5': stats.lognorm(s=0.5, scale=math.exp(1.6)),
    'dist = "lognormal", scale = 5, s = 0.5': stats.lognorm(s=0.5, scale=5),
    'dist = "gamma", shape = 2.5, scale = 3': stats.gamma(2.5, scale=3),
    'dist = "gamma", alpha = 2.5, beta = 0.5': stats.gamma(2.5, scale=2),
    'dist = "weibull", shape = 1.5, scale = 8': stats.weibull_min(1.5, scale=8),
    'dist = "erlang", k = 3, rate = 0.5': stats.gamma(3, scale=2),
    'dist = "normal", mu = 9, sigma = 2': stats.norm(9, 2),
    'dist = "gamma", mean_min = 7, sd_min = 3': stats.norm(7, 3),
    'dist = "lognormal", mean = 7, std = 3': stats.norm(7, 3),
    'dist = "normal", mean_min = 7, cv = 0.5': stats.norm(7, 3.5),
    'dist = "exponential", rate = 0.25': stats.expon(scale=4),
    'dist = "exponential", rate_per_hour = 15': stats.expon(scale=4),
}

FULL = Extras(full=True)


@pytest.mark.parametrize("table", ELSEWHERE)
def test_parameters_of_other_programs_are_converted(table, tmp_path):
    faults = check(write(tmp_path, changed(TIME, f"time = {{ {table} }}")))
    written = {hint.values["write"] for fault in faults for hint in fault.hints if "write" in hint.values}
    assert len(written) == 1
    cure = written.pop()
    for fault in faults:
        assert cure in fault.render("id") or fault.code == "missing"
    assert check(write(tmp_path, changed(TIME, f"time = {cure}"))) == ()
    numbers = dict(re.findall(r"(\w+) = ([\d.]+)", cure))
    known = ELSEWHERE[table]
    assert float(numbers["mean_min"]) == pytest.approx(known.mean(), rel=1e-3)
    if "cv" in numbers:
        assert float(numbers["cv"]) == pytest.approx(known.std() / known.mean(), rel=1e-3)


def test_skills_listed_in_one_text_are_told_as_a_list(tmp_path):
    (fault,) = check(write(tmp_path, changed('skills = "kk.input"', 'skills = "ktp, kk.input"')))
    assert fault.suggestion == '["ktp", "kk.input"]'


@pytest.mark.parametrize(("bare", "mean"), [("7.5", "7.5"), ('"8 menit"', "8"), ('"90 detik"', "1.5"), ("true", "7.5")])
def test_a_bare_average_is_offered_a_spread_and_not_only_a_constant(bare, mean, tmp_path):
    (fault,) = check(write(tmp_path, changed(TIME, f"time = {bare}")))
    offered = re.findall(r"\{[^}]*\}", fault.render("id"))
    assert [re.findall('dist = "(.*?)"', one)[0] for one in offered] == ["exponential", "lognormal", "constant"]
    for one in offered:
        assert f"_min = {mean}" in one
        assert check(write(tmp_path, changed(TIME, f"time = {one}"))) == ()


@pytest.mark.parametrize(
    "wanted", ["KTP/KK", "No. 1", "Jum'at", "Loket: depan", "a\\b", "(baru)", "x" * 80, "…ketiga…"]
)
def test_a_name_of_a_real_system_is_offered_as_name_and_title(wanted, tmp_path):
    quoted = wanted.replace("\\", "\\\\")
    base = OFFICE.replace('skills = ["kk.verifikasi", "ktp"]', 'skills = "*"')
    (fault,) = check(write(tmp_path, changed('name = "ktp"', f'name = "{quoted}"', base)))
    name = re.findall(r'name = "(.*?)"', fault.render("en"))[-1]
    assert name == usable(wanted)
    assert "title" in fault.render("id")
    cured = changed('name = "ktp"', f'name = "{name}"\ntitle = "{quoted}"', base)
    assert check(write(tmp_path, cured)) == ()
    assert load(tmp_path / "kantor.toml").services[1].title["id"] == wanted


def test_nothing_is_offered_where_nothing_is_left_of_a_name():
    assert usable("!!!") == usable("") == usable("…") == ""
    assert len(usable("- " + "y" * 90)) == MOST


@pytest.mark.parametrize("path", ["C:\\temp\\new.csv", "data\\t1.csv", "n\\b.csv", "\\rekaman\\februari.csv"])
def test_a_windows_path_whose_backslashes_became_control_characters_is_written_with_slashes(path, tmp_path):
    for line in (f'{ARRIVALS}trace = "{path}"', f'\n[calendar]\nholidays = "{path}"'):
        (fault,) = check(write(tmp_path, OFFICE + line))
        assert fault.code == "path_backslash"
        assert f'"{path.replace(chr(92), "/")}"' in fault.render("id")
    (fault,) = check(write(tmp_path, f'extends = "{path}"\n'))
    assert fault.code == "path_backslash"
    assert check(write(tmp_path, OFFICE + f"{ARRIVALS}trace = '{path}'"))[0].code in ("trace_missing", "trace_outside")


def test_one_rate_is_written_by_the_hour(tmp_path):
    (fault,) = check(write(tmp_path, OFFICE + ARRIVALS + "rate = 8\n"))
    cure = fault.hints[0].values["write"]
    assert check(write(tmp_path, OFFICE + ARRIVALS + cure + "\n")) == ()


def test_titles_are_free_and_are_what_people_read(tmp_path):
    written = re.sub(r"skills = .*", 'skills = "*"', OFFICE)
    names = ("lansia", "umum", "loket", "siak", "kk", "verifikasi", "input", "ktp", "rekam", "Loket depan", "Operator")
    for place, name in enumerate(names):
        written = written.replace(f'name = "{name}"', f'name = "nm{place}x"\ntitle = "KTP/KK No. {place} Jum\'at <b>"')
        for key in ("station", "to"):
            written = written.replace(f'{key} = "{name}"', f'{key} = "nm{place}x"')
    path = write(tmp_path, written)
    assert [fault for fault in check(path) if not fault.warning] == []
    result, comparison = sim.run(path, 2, days=3, keep_visits=True), sim.compare([path, path], 2, days=3)
    drawn = [charts.wait_by_service(result), charts.utilisation(result), charts.queue_by_station(result)]
    on_charts = [" ".join([text for text, _ in texts(chart)[0]]) + chart.alt for chart in drawn]
    for shown in (run_text(result, "id", FULL), compare_text(comparison, "id", FULL), *on_charts):
        assert not re.search(r"nm\d+x", shown)
        assert re.search(r"KTP/KK\s+No\. \d+\s+Jum'at\s+<b>", shown)
