"""Cases in which a day starts empty and arrivals change by the hour: each day is a sample of its own."""

from dataclasses import replace
from math import exp

from sim.measures import Key
from sim.office import Station
from sim.office.units import Span, Weighted
from sim.scenario import load
from sim.verification import quantities
from sim.verification.case import Case, Quantity
from sim.verification.formulas import busy_without_end, sine, sine_steps, transient, transient_in_steps
from sim.verification.offices import every, exponential, one_station
from sim.verification.seen import Seen

HOUR = 3600
MINUTE = 1.0 / 60.0
KOLMOGOROV = "Kolmogorov (1931), forward equations"
PEAK, SERVERS, RATE = (30.0, 0.6, 8.0), 6, 6.0
BY_HOUR = ((8.0, 10.0, 40.0), (10.0, 11.0, 100.0), (11.0, 13.0, 20.0), (13.0, 16.0, 60.0))
AGENTS = ((8.0, 9.0, 12.0, 2), (9.0, 10.0, 30.0, 2), (10.0, 11.0, 30.0, 4), (11.0, 12.0, 18.0, 4))


def cases() -> list[Case]:
    """All of them."""
    return [_sine(0.0), _sine(3.0), _without_end(), _agents_by_hour(), _breaks(), _busy_days()]


def _sine(theta: float) -> Case:
    """Arrivals follow a sine; queue and delay are checked where there is a queue to speak of."""
    hours = range(1, 9)
    exact = transient(sine(*PEAK), RATE, SERVERS, theta, list(hours))
    name = f"M(t)/M/6{'+M' if theta else ''} λ(t)=30(1+0.6 sin(2πt/8)) μ=6 θ={theta:g}"
    patient = Station(name="a", patience=exponential(theta, HOUR) if theta else None)
    office = one_station(name, 30.0, exponential(RATE, HOUR), SERVERS, unit_s=HOUR, warm_up_s=0.0, station=patient)
    steps = sine_steps(*PEAK, 8.0, MINUTE)
    rates = tuple(Weighted(Span(round(a * HOUR), round(b * HOUR)), rate) for a, b, rate in steps)
    arrivals = (replace(office.arrivals[0], rates_per_hour=rates),)
    office = replace(office, hours=every(0, 8 * HOUR), days=300, arrivals=arrivals)
    checked: list[Quantity] = []
    for hour, one in zip(hours, exact, strict=True):
        second, label = hour * HOUR, f"t={hour}"
        checked.append(quantities.here_at(one["EN"], second, label))
        if one["P_delay"] > 0.5:
            checked.append(quantities.waiting_at(one["EQ"], second, label))
            checked.append(quantities.all_busy_at(one["P_delay"], second, label, SERVERS))
    return Case(name, KOLMOGOROV, office, tuple(checked))


def _without_end() -> Case:
    checked = []
    for hour in (9, 10.5, 12, 15):
        mean, second = busy_without_end(BY_HOUR, 60.0 / 45.0, hour), round(hour * HOUR)
        checked += [
            quantities.here_at(mean, second, f"t={hour:g}"),
            quantities.spread_at(mean, mean, second, f"t={hour:g}"),
        ]
    source = "Eick, Massey & Whitt (1993)"
    return Case("M(t)/M/∞, arrivals by the hour", source, load("verification/infinite-servers"), tuple(checked))


def _agents_by_hour() -> Case:
    times = (8.5, 9.5, 10.5, 11.5)
    steps, agents = [piece[:3] for piece in AGENTS], [piece[3] for piece in AGENTS]
    exact = transient_in_steps(steps, agents, 6.0, 2.0, times, most=200)
    checked = []
    for time, one, servers in zip(times, exact, agents, strict=True):
        second, label = round(time * HOUR), f"t={time:g}"
        checked.append(quantities.here_at(one["EN"], second, label))
        checked.append(quantities.waiting_at(one["EQ"], second, label))
        checked.append(quantities.all_busy_at(one["P_delay"], second, label, servers))
    return Case("M(t)/M/c(t)+M, agents by hour", KOLMOGOROV, load("verification/agents-by-hour"), tuple(checked))


def _breaks() -> Case:
    met = exp(-20.0 / 30.0)
    means = {"finish": 30.0, "resume": 30.0 + 20.0 * met, "restart": 30.0 + 40.0 * met}
    checked = [
        quantities.measured(f"W {service}", mean, "min", Key("sojourn_mean_min", "service", service))
        for service, mean in means.items()
    ]
    return Case("A break meets a service of Exp(30 min)", "by hand", load("verification/breaks"), tuple(checked))


def _busy_days() -> Case:
    mean = 70.0
    variance = mean + (0.3 * mean) ** 2

    def spread(run: Seen) -> float:
        away = run.by_day(run.inside) - mean
        return float((away * away).mean())

    checked = (
        quantities.measured("arrivals a day", mean, quantities.PEOPLE, Key("arrivals_per_day")),
        Quantity("variance of arrivals a day", variance, quantities.SQUARED, spread),
    )
    return Case(
        "Gamma-mixed Poisson arrivals cv=0.3", "Greenwood & Yule (1920)", load("verification/busy-days"), checked
    )
