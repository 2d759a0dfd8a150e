"""Are whole runs that are kept taken up again, whoever asks for them, and never as anything else?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from kept import Stops, made_again
from written_scenarios import OFFICE

import sim
from sim.experiments.store.verified import verified
from sim.experiments.store.whole_runs import _write, kept_in, whole_run
from sim.office import Scenario
from sim.office.reform import CATALOGUE
from sim.runs.doubting.doubt_draws import Draws
from sim.runs.making.stems import Together


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path = tmp_path_factory.mktemp("office") / "kantor.toml"
    path.write_text(OFFICE.replace("count = 40000", "count = 4000"), "utf-8")
    with pytest.warns(UserWarning, match="Operator"):
        return sim.load(path)


def test_an_interrupted_comparison_goes_on_from_its_store(office: Scenario, tmp_path: Any, monkeypatch: Any) -> None:
    pair = [office, replace(office, name="more", reforms=(CATALOGUE["staffing"](),))]  # type: ignore[call-arg]
    store, asked = tmp_path / "store", {"runs": 5, "days": 20, "workers": 1}
    with pytest.raises(KeyboardInterrupt), kept_in(store):
        sim.compare(pair, progress=Stops(3 * 40), **asked)
    kept = sorted((store / "kept").rglob("*.run"))
    assert 0 < len(kept) < 2 * 5
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    assert [*verified(store).damaged] == kept[:1]
    whole = sim.compare(pair, **asked)
    doubts = []
    for _ in range(2):
        with kept_in(store):
            rest = sim.compare(pair, **asked)
            doubts.append(sim.doubt(rest, 10).rows())
        assert rest.summary().equals(whole.summary())
        assert rest.who_gained().equals(whole.who_gained())
        for batch in (Together, Draws):
            monkeypatch.setattr(batch, "run", made_again)
    assert doubts[0] == doubts[1]
    found = verified(store)
    assert (found.kept, found.damaged, found.foreign) == (2 * 5 + 10, (), ())


def test_what_tables_need_is_there_without_them_and_a_forged_run_is_made_anew(office: Scenario, tmp_path: Any) -> None:
    def found(**more: bool) -> Any:
        with kept_in(tmp_path):
            return sim.run(office, 2, days=20, workers=1, **more)

    whole, (one, other) = found(keep_visits=True), sorted((tmp_path / "kept").rglob("*.run"))
    with patch.object(Together, "run", made_again):
        assert found().replications[1].visits is None
    arrays = dict(np.load(BytesIO(whole_run(one) or b"")))
    odd = [np.array([{}]), arrays["values"][1:], arrays["values"].astype("f4"), np.zeros((2, 2)), np.array("1")]
    forged = [{**arrays, "values": values} for values in odd]
    for content in (*forged, {"values": arrays["values"]}, {"0.x": odd[1]}, {}):
        _write(one, content)
        assert verified(tmp_path).damaged == ()
        again = found(keep_visits=True)
        assert again.summary().equals(whole.summary())
        assert again.visits.equals(whole.visits)
    assert sorted((tmp_path / "kept").rglob("*.run")) == [one, other]


def test_two_at_once_make_each_run_once(office: Scenario, tmp_path: Any, monkeypatch: Any) -> None:
    made, run = [], Together.run

    def counted(self: Together, number: int, tick: Any) -> Any:
        made.append(number)
        return run(self, number, tick)

    def waits() -> Any:
        with kept_in(tmp_path):
            return sim.run(office, 4, days=20, workers=1).of("wait_mean_min").tolist()

    monkeypatch.setattr(Together, "run", counted)
    with ThreadPoolExecutor(2) as both:
        one, other = [both.submit(waits) for _ in range(2)]
        assert one.result() == other.result()
    assert made == [0, 1, 2, 3]
