"""The memo of a study: a comparison, an office, how many officers it takes, how well an office reproduces a log."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from sim.calibration.validation import Validation
from sim.experiments.needed.needed import Needed
from sim.experiments.search.found import Found
from sim.language import date_words, text
from sim.measures import Key
from sim.office import Scenario
from sim.reforms.titles import title_of
from sim.runs import Comparison, Result
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.grade import Grades
from sim.views import charts
from sim.views.charts.validation import pictures_of
from sim.views.pictures import drawn
from sim.views.reports.grade import grade_report
from sim.views.reports.office import amounts_lines
from sim.views.reports.validate import blocks, notes
from sim.views.sections.before_after import around_against, sixty_days, worse_at_first
from sim.views.sections.conclusions import FEW, LEAST, advice, conclusions, main_differences
from sim.views.sections.costs import costs
from sim.views.sections.differences import difference_row, difference_table
from sim.views.sections.doubt import doubt
from sim.views.sections.footers import footer_verdicts
from sim.views.sections.gains import gains
from sim.views.sections.idle import idle_sentences
from sim.views.sections.measures import headline, overall
from sim.views.sections.memo import Memo, again, fitted, items, memo, premises
from sim.views.sections.needed import answer, curve, hours, instead
from sim.views.sections.people import skm_sentence, worse_off
from sim.views.sections.search import anew, goal_name, left_out, rupiah, tried
from sim.views.sections.search import answer as search_answer
from sim.views.sections.search import notes as search_notes
from sim.views.sections.summary import able, changes, cost_table, decided_by, gained
from sim.views.shown import MAIN
from sim.views.table import Block, Entry, Listing, Prose
from sim.views.titles import titled

Study = Comparison | Result | Needed | Validation | Grades | Doubted | Found
"""What a memo can be about."""


def memo_of(
    found: Study,
    lang: str,
    command: str = "",
    checked: Validation | None = None,
    doubted: Doubted | None = None,
    *,
    letterhead: bool = True,
) -> tuple[str, list[Block]]:
    """What a memo is called, and all that stands in it.

    `checked` is the office held against a log, `doubted` what a comparison comes to under what is not known.
    """
    said = "" if checked is None else checked.memo(lang)
    if isinstance(found, Doubted):
        made = _compared(found.comparison, lang, command, said, doubted=found)
    elif isinstance(found, Grades):
        made = _compared(found.comparison, lang, command, said, found, doubted)
    elif isinstance(found, Comparison):
        made = _compared(found, lang, command, said, doubted=doubted)
    elif isinstance(found, Result):
        made = _office(found, lang, command, said)
    elif isinstance(found, Needed):
        made = _needed(found, lang, command, said)
    elif isinstance(found, Found):
        made = _searched(found, lang, command, said)
    else:
        made = _validated(found, lang, command)
    return made.subject, list(memo(made, lang, letterhead=letterhead))


# --------------------------------------------------------------------------------------------------------- comparison


def _compared(
    found: Comparison,
    lang: str,
    command: str,
    checked: str,
    grades: Grades | None = None,
    doubted: Doubted | None = None,
) -> Memo:
    office, baseline = found.source or found.baseline.scenario, found.baseline
    named = {"office": titled(office, lang), "baseline": titled(baseline.scenario, lang)}
    variants = [titled(one.scenario, lang) for one in found.variants]
    parts: dict[str, Sequence[Block]] = {
        "issue": [*_question(office, lang), Prose([_word("issue_compare", lang, **named, count=len(variants))])],
        "premises": [premises(baseline, lang, _word("same_luck", lang), fitted(office, lang, checked))],
        "facts": [_facts(baseline, lang)],
        "analysis": [
            *_analysis(found, lang),
            *_graded(found, grades, lang),
            *_doubted(found, doubted, lang),
            *drawn(_pictures(found, lang), 3 if len(found.variants) < FEW else 2),
        ],
        "conclusions": [*conclusions(found, lang, doubted), items(*_sixty_days(found, lang, doubted))],
        "advice": [items(*advice(found, lang, doubted), *worse_at_first(found, lang), *_deciders(found, lang))],
    }
    return Memo(_word("subject_compare", lang, **named), parts, _again(found.results, lang, command, found.source))


def _doubted(found: Comparison, doubted: Doubted | None, lang: str) -> Iterator[Block]:
    """What holds in spite of what is not known; the pictures that follow do not look at that."""
    if doubted is not None:
        yield from doubt(doubted, lang, LEAST, brief=len(found.variants) >= FEW)
        yield Prose([_word("pictures_by_chance", lang)], name="small")


def _analysis(found: Comparison, lang: str) -> Iterator[Block]:
    yield _scenarios(found, lang)
    yield Prose(_begin(found, lang))
    few = len(found.variants) < FEW
    if few:
        yield Prose(idle_sentences(found, lang))
        for variant in found.variants:
            rows = [difference_row(one, lang) for one in main_differences(found, variant)]
            yield difference_table(titled(variant.scenario, lang), rows, lang)
            if variant.around is not None:
                yield around_against(found, variant, lang, MAIN)
    else:
        yield from changes(found, lang, LEAST, brief=True)
    yield Prose(footer_verdicts(found.baseline.scenario, lang)[:-1], name="small")
    for variant in found.variants if few else ():
        yield from gains(found, variant, lang)
        yield from costs(found, variant, lang)
    if not few:
        yield from gained(found, lang)
        yield from cost_table(found, lang, brief=True)
    if not found.costs_rupiah:
        yield Prose([_word("no_cost", lang)])


def _scenarios(found: Comparison, lang: str) -> Listing:
    """What each variant changes: its reforms, or the question of its file; else its author says so."""
    entries = []
    for variant in found.variants:
        own = [one for one in variant.given.reforms if one.key not in {r.key for r in found.baseline.given.reforms}]
        asked = variant.given.question
        if len(own) > 1:
            said = f"{'; '.join(title_of(reform, lang) for reform in own)}."
        else:
            said = "".join(_reform(reform, lang) for reform in own)
        if not said and asked is not None and asked != found.baseline.given.question:
            said = asked.worded(lang)
        entries.append(Entry(titled(variant.scenario, lang), said or _word("change_blank", lang), blank=not said))
    return Listing(_word("scenarios", lang), entries)


def _begin(found: Comparison, lang: str) -> list[str]:
    """From when on the reforms are there, where that is not from the first day on."""
    first = found.baseline.scenario.start
    before = {reform.key for reform in found.baseline.given.reforms}
    own = [reform for one in found.variants for reform in one.given.reforms if reform.key not in before]
    days = sorted({reform.start or first for reform in own})
    if not days or days[-1] <= first:
        return []
    begin = " – ".join(dict.fromkeys(date_words(day, lang) for day in (days[0], days[-1])))
    return [_word("begin", lang, begin=begin)]


def _reform(reform: object, lang: str) -> str:
    return text(f"reform_{reform.name}.short", lang)  # type: ignore[attr-defined]


def _graded(found: Comparison, grades: Grades | None, lang: str) -> Iterator[Block]:
    """What each difference rests on, where that was tried."""
    if grades is None:
        yield Prose([_word("not_graded", lang)])
    else:
        yield from grade_report(grades, lang)


def _sixty_days(found: Comparison, lang: str, doubted: Doubted | None) -> Iterator[str]:
    """Of each variant what sixty days show. They were not drawn."""
    shown = [*sixty_days(found, able(found), lang)]
    yield from shown
    if shown and doubted is not None:
        yield _word("sixty_days_by_chance", lang)


def _pictures(found: Comparison, lang: str) -> Iterator[Callable[[], charts.Chart]]:
    if found.variants[-1].around is not None:
        yield partial(charts.before_after, found, found.variants[-1], "wait_mean_min", lang)
    if len(found.variants) < FEW:
        yield from (partial(charts.difference, found, one, lang) for one in found.variants)
    else:
        yield partial(charts.reforms_compared, found, "wait_mean_min", lang)
    yield partial(charts.trust_over_time, found, lang)
    yield partial(charts.wait_by_hour, found.baseline, lang)
    yield partial(charts.wait_by_service, found.baseline, lang)


def _deciders(found: Comparison, lang: str) -> list[str]:
    """Who may decide, where no table of costs says so."""
    if len(found.variants) >= FEW and found.costs_rupiah:
        return []
    by = {titled(one.scenario, lang): decided_by(one, lang) for one in found.variants}
    said = [f"{title} – {who}" for title, who in by.items() if who]
    return [_word("deciders", lang, who="; ".join(said))] if said else []


# ------------------------------------------------------------------------------------------------------------- others


def _office(found: Result, lang: str, command: str, checked: str) -> Memo:
    office = titled(found.scenario, lang)
    main = overall(found, "all", MAIN, lang)
    pictures = (
        partial(charts.wait_by_hour, found, lang),
        partial(charts.wait_by_service, found, lang),
        partial(charts.utilisation, found, lang),
    )
    parts: dict[str, Sequence[Block]] = {
        "issue": [*_question(found.scenario, lang), Prose([_word("issue_office", lang, office=office)])],
        "premises": [premises(found, lang, fitted(found.scenario, lang, checked))],
        "facts": [items(*amounts_lines(found.given, lang))],
        "analysis": [main, *drawn(pictures)],
        "conclusions": [items(*headline(found, lang), *skm_sentence(found, lang), *worse_off(found, lang))],
        "advice": [items(_word("advice_office", lang))],
    }
    return Memo(_word("subject_office", lang, office=office), parts, _again([found], lang, command))


def _needed(found: Needed, lang: str, command: str, checked: str) -> Memo:
    office, first = titled(found.scenario, lang), found.tries[0].result
    said = [*answer(found, lang), *hours(found, lang)]
    parts: dict[str, Sequence[Block]] = {
        "issue": [Prose([_word(f"issue_needed_{found.what}", lang, office=office)])],
        "premises": [premises(first, lang, text("needed.note", lang), fitted(found.scenario, lang, checked))],
        "facts": [items(*amounts_lines(found.scenario, lang))],
        "analysis": [curve(found, lang), instead(found, lang), *drawn([partial(charts.officers_needed, found, lang)])],
        "conclusions": [items(*said)],
        "advice": [items(_word("advice_needed", lang))],
    }
    return Memo(_word("subject_needed", lang, office=office), parts, _again([first], lang, command))


def _searched(found: Found, lang: str, command: str, checked: str) -> Memo:
    office, first, budget = titled(found.office, lang), found.fresh.baseline, found.rules.budget_rupiah
    within = {} if budget is None else {"budget": rupiah(budget, lang), "days": found.office.days}
    asked = {
        "measure": goal_name(found.goals[0], lang),
        "budget": _word("search_budget", lang, **within) if within else "",
    }
    pictures = (partial(charts.cost_and_goal, found, place, lang) for place in range(len(found.goals)))
    parts: dict[str, Sequence[Block]] = {
        "issue": [Prose([_word("issue_search", lang, office=office, **asked)])],
        "premises": [premises(first, lang, *search_notes(found, lang), fitted(found.office, lang, checked))],
        "facts": [_facts(first, lang)],
        "analysis": [anew(found, lang), tried(found, lang), *left_out(found, lang), *drawn(pictures)],
        "conclusions": [items(*search_answer(found, lang))],
        "advice": [items(_word("advice_search", lang))],
    }
    return Memo(_word("subject_search", lang, office=office), parts, _again([first], lang, command))


def _validated(found: Validation, lang: str, command: str) -> Memo:
    office, told = titled(found.scenario, lang), next(iter(found.told.values()))
    dates = found.days["day"]
    span = {"first": date_words(min(dates), lang), "last": date_words(max(dates), lang), "count": dates.nunique()}
    pictures = (partial(draw, told, lang) for draw in pictures_of(told)[:3])
    parts: dict[str, Sequence[Block]] = {
        "issue": [Prose([_word("issue_validate", lang, office=office)])],
        "premises": [
            items(fitted(found.scenario, lang, " "), *(said for note in notes(found, lang) for said in note.texts))
        ],
        "facts": [items(_word("days_compared", lang, runs=found.runs, **span))],
        "analysis": [*blocks(told, lang, ()), *drawn(pictures)],
        "conclusions": [items(found.memo(lang))],
        "advice": [items(_word("advice_validate", lang))],
    }
    return Memo(
        _word("subject_validate", lang, office=office), parts, again([found.scenario], found.runs, "", lang, command)
    )


def _again(results: Sequence[Result], lang: str, command: str, source: Scenario | None = None) -> Prose:
    first, given = results[0], [one.given for one in results]
    files = given if source is None else [replace(given[0], name=source.name)]
    return again(files, len(first.replications), first.engine, lang, command)


def _question(office: Scenario, lang: str) -> list[Block]:
    return [Prose([office.question.worded(lang)])] if office.question is not None else []


def _facts(result: Result, lang: str) -> Prose:
    """What the office amounts to, and how it does today."""
    known = Key("ikm") in result.known
    return items(
        *amounts_lines(result.given, lang), *headline(result, lang), *(skm_sentence(result, lang) if known else ()),
        *worse_off(result, lang),
    )  # fmt: skip


def _word(key: str, lang: str, **values: object) -> str:
    return text(f"memo.{key}", lang, **values)
