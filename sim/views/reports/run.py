"""The report on one scenario."""

from collections.abc import Iterator

from sim.language import date_words, language, rupiah, text
from sim.reforms.titles import title_of
from sim.runs import Result
from sim.runs.comparing.reform_costs import reforms_cost, reforms_yearly, visits_in, working_days
from sim.views.extras import USUAL, Extras
from sim.views.render.text import printed
from sim.views.sections.acts import acts
from sim.views.sections.before_after import around
from sim.views.sections.dimensions import dimensions
from sim.views.sections.footers import footer_of_all, footer_runs, footer_technical, footer_waits, footer_years
from sim.views.sections.idle import left_out_of
from sim.views.sections.measures import headline, of_groups, overall
from sim.views.sections.people import people, skm_sentence, trust_at_end, worse_off
from sim.views.sections.precision import footer_until
from sim.views.sections.worst_days import worst_days
from sim.views.shown import CASES, HEADLINE_BY, MAIN, OVERALL, SECTIONS
from sim.views.table import Block, Prose, Role
from sim.views.titles import titled


def run_text(result: Result, lang: str | None = None, extras: Extras = USUAL) -> str:
    """What `loket run` prints."""
    return printed(run_report(result, language(lang), extras), lang)


def run_report(result: Result, lang: str, extras: Extras = USUAL) -> Iterator[Block]:
    """The headline, visits, cases, people, reforms, groups, and what the numbers rest on."""
    scenario = result.scenario
    yield Prose([titled(scenario, lang)], role=Role.TITLE)
    yield Prose([scenario.question.worded(lang)] if scenario.question else [])
    yield Prose([*_in_force(result, lang), *left_out_of(result, lang)])
    yield Prose(headline(result, lang), gap=1)
    yield from _everything(result, lang, extras) if extras.full else _main(result, lang, extras)
    if result.around is not None:
        yield around(result, result.around, lang)
    if extras.dimensions:
        yield from dimensions(result, lang)
    yield Prose(_footer(result, lang, full=extras.full), gap=1)


def _main(result: Result, lang: str, extras: Extras) -> Iterator[Block]:
    """What is told of every office: a few rows, when and for which services people wait."""
    yield overall(result, "all", MAIN, lang)
    if extras.wage is not None:
        yield from people(result, lang, extras.wage)
    elif result.behaves:
        yield Prose([*skm_sentence(result, lang), *worse_off(result, lang)], gap=1)
    yield acts(result, lang)
    for section in SECTIONS:
        if section.title in HEADLINE_BY:
            yield of_groups(result, section, lang)
    yield worst_days(result, lang)


def _everything(result: Result, lang: str, extras: Extras) -> Iterator[Block]:
    """Visits, cases, people, what reforms did, and all groups."""
    for title, measures in (("all", OVERALL), ("cases", CASES)):
        yield overall(result, title, measures, lang)
    yield from people(result, lang, extras.wage)
    yield from trust_at_end(result, lang)
    yield acts(result, lang)
    for section in SECTIONS:
        yield of_groups(result, section, lang)
    yield worst_days(result, lang)


def _in_force(result: Result, lang: str) -> list[str]:
    """The reforms that are in force on some day, each with its first."""
    first = result.given.start
    reforms = [reform for reform in result.given.reforms if reform.strength > 0 and working_days(reform, result.plan)]
    names = [
        text(
            "reforms.since",
            lang,
            title=title_of(reform, lang),
            start=date_words(max(reform.start or first, first), lang),
        )
        for reform in reforms
    ]
    return [text("reforms.in_force", lang, reforms="; ".join(names)), _cost(result, lang)] if names else []


def _cost(result: Result, lang: str) -> str:
    cost = reforms_cost(result.plan)
    said = {"cost": cost, "year": reforms_yearly(result.plan), "visit": cost / visits_in(result)}
    return text("reforms.in_force_cost", lang, **{name: rupiah(value, lang) for name, value in said.items()})


def _footer(result: Result, lang: str, *, full: bool) -> list[str]:
    key = "results.footer_runs" if len(result.replications) > 1 else "results.footer_one_run"
    first = [footer_runs(result, key, lang), *footer_waits([result], lang, full=full), *footer_years(result, lang)]
    first[1:1] = footer_until(result, lang)
    more = [] if full else [text("results.footer_full", lang)]
    return [*first, *footer_of_all(result.scenario, lang), footer_technical(result, lang), *more]
