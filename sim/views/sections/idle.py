"""Reforms that cannot act in an office, named with what is missing."""

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


def left_out_of(result: Result, lang: str) -> list[str]:
    """A sentence for each reform that a run left out."""
    return [sentence(idle, lang) for idle in result.plan.idle]


def acts(result: Result, reform: Reform) -> bool:
    """Whether a reform of a run does anything in it."""
    return reform.key not in {idle.reform.key for idle in result.plan.idle}


def idle_sentences(comparison: Comparison, lang: str) -> list[str]:
    """The variants that are nothing but such reforms, and those of which some are left out, each reform once."""
    found: list[str] = []
    acting = _acting(comparison)
    for variant in comparison.variants:
        own = [sentence(idle, lang, alone=idle.reform.key in acting) for idle in variant.plan.idle]
        if len(variant.given.reforms) > 1 and own:
            titles = [title_of(idle.reform, lang) for idle in variant.plan.idle]
            own.append(text("reforms.idle.without", lang, scenario=titled(variant.scenario, lang), titles=titles))
        found += [line for line in own if line not in found]
    return found


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
