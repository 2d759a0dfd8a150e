"""Reforms that cannot act in an office, named with what is missing."""

from collections.abc import Iterable

from sim.language import text
from sim.measures import Verdict
from sim.office.reform import Reform
from sim.plan import Idle
from sim.reforms.titles import title_of
from sim.runs import Comparison, Difference, Result
from sim.runs.comparing.idle import because
from sim.views.sections.differences import verdict_words
from sim.views.titles import titled


def sentence(idle: Idle, lang: str, *, alone: bool = False) -> str:
    """A reform, and why it cannot act here; `alone` where it does beside others."""
    return text(
        f"reforms.idle.{'alone' if alone else 'sentence'}",
        lang,
        title=title_of(idle.reform, lang),
        because=because(idle),
    )


def sentences(all_idle: Iterable[Idle], lang: str) -> list[str]:
    """What cannot act here: those that lack the same are named in one sentence."""
    by_reason: dict[str, list[Idle]] = {}
    for idle in all_idle:
        by_reason.setdefault(str(because(idle)), []).append(idle)
    found = []
    for alike in by_reason.values():
        titles = dict.fromkeys(title_of(idle.reform, lang) for idle in alike)
        found.append(text("reforms.idle.sentence", lang, title="; ".join(titles), because=because(alike[0])))
    return found


def left_out_of(result: Result, lang: str) -> list[str]:
    """What a run left out, and why."""
    return sentences(result.plan.idle, lang)


def acts(result: Result, reform: Reform) -> bool:
    """Whether a reform of a run does anything in it."""
    return reform.key not in {idle.reform.key for idle in result.plan.idle}


def idle_sentences(comparison: Comparison, lang: str) -> list[str]:
    """What cannot act anywhere, what does not alone, and the variants of which some are left out, each once."""
    acting, idle = _acting(comparison), [one for variant in comparison.variants for one in variant.plan.idle]
    found = sentences((one for one in idle if one.reform.key not in acting), lang)
    found += [sentence(one, lang, alone=True) for one in idle if one.reform.key in acting]
    for variant in comparison.variants:
        if len(variant.given.reforms) > 1 and variant.plan.idle:
            titles = "; ".join(title_of(one.reform, lang) for one in variant.plan.idle)
            found.append(text("reforms.idle.without", lang, scenario=titled(variant.scenario, lang), titles=titles))
    return [*dict.fromkeys(found)]


def only_beside(comparison: Comparison, variant: Result) -> bool:
    """Whether all reforms that cannot act in a variant do in another, beside others."""
    return {idle.reform.key for idle in variant.plan.idle} <= _acting(comparison)


def verdict_of(comparison: Comparison, variant: Result, found: Difference, lang: str) -> str:
    """A verdict on a variant in words; of what changes something beside others only, that."""
    beside = found.verdict is Verdict.NOT_APPLICABLE and only_beside(comparison, variant)
    return text("reforms.idle.beside", lang) if beside else verdict_words(found, lang)


def _acting(comparison: Comparison) -> set[str]:
    """The reforms that act in a variant."""
    return {reform.key for variant in comparison.variants for reform in variant.given.reforms if acts(variant, reform)}
