"""Does the own test of a measure fail once its mechanism is switched off inside? (Its strength stays what it was.)"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import findings
from sim.office import Scenario
from sim.office.effects import Change, Course, Effect, Novelty, Placement, Rotation, Survey
from sim.reforms import CATALOGUE

Off = Callable[[Change], Change | None]
"""What becomes of a change when a mechanism is off: the change without it, or nothing."""


def no(*parameters: str) -> Off:
    """Some parameters stay as they are."""
    return lambda change: None if isinstance(change, Effect) and change.parameter in parameters else change


def nothing_of(parameter: str) -> Off:
    """Nothing is added to a parameter, which begins at nothing where it is added to."""
    return lambda change: replace(change, value=0.0) if getattr(change, "parameter", None) == parameter else change


def only(kind: type[Any], **numbers: Any) -> Off:
    """Courses, surveys, moves without some of what they do; without numbers: none at all."""
    return lambda change: change if not isinstance(change, kind) else replace(change, **numbers) if numbers else None


@dataclass(frozen=True)
class Mechanism:
    """What carries a measure, what is left of a change without it, and the test that asks for it."""

    measure: str
    name: str
    off: Off
    test: str
    given: dict[str, Any] = field(default_factory=dict)

    def asked(self) -> None:
        """The test of the measure."""
        module, _, name = self.test.partition(".")
        getattr(import_module(f"test_reforms_{module}"), f"test_{name}")(**self.given)


ONE_EACH = [
    Mechanism("digitalisation", "who is willing", no("channel.willing"),
              "channels.where_people_send_in_already_others_do_too_and_they_as_before"),
    Mechanism("sop_simplification", "shorter steps", no("step.time"),
              "structure.simpler_procedures_shorten_waits_and_spare_citizens_a_visit"),
    Mechanism("reward_scheme", "the reward", no("people.reward"),
              "conduct.the_reward_itself_raises_output"),
    Mechanism("training", "output", only(Course, gain=0.0), "staff.a_course_of_a_week_raises_output_as_was_found"),
    Mechanism("rotation", "moves", only(Rotation), "staff.nobody_is_left_out_of_rotation"),
    Mechanism("placement", "moves", only(Placement),
              "staff.the_right_person_at_the_right_counter_is_spared_the_whole_mismatch"),
    Mechanism("integrity_control", "asking", no("people.asks", "people.detect"),
              "conduct.under_supervision_officers_ask_for_less_money_and_trust_grows"),
    Mechanism("complaint_channel", "who complains", no("people.complains", "people.reports"),
              "voice.more_citizens_complain_when_they_may"),
    Mechanism("feedback_survey", "repairs", only(Survey, repairs=0.0),
              "voice.a_survey_finds_the_weakest_element_and_its_repair_moves_what_causes_it", {"element": "product"}),
    Mechanism("leadership", "the leader", no("people.leader"),
              "staff.better_leadership_is_worth_half_of_what_was_found", {"staff": None}),
    Mechanism("innovation_contest", "winners", no("step.time"), "staff.only_winners_of_a_contest_get_shorter"),
    Mechanism("transparency", "papers", no("class.lacks_document", "channel.lacks_document"),
              "voice.who_knows_what_to_bring_comes_once"),
    Mechanism("participation", "papers and voice",
              no("class.lacks_document", "channel.lacks_document", "people.complains", "people.reports"),
              "voice.participation_alone_moves_nothing_much"),
    Mechanism("appointments", "who books", no("channel.willing"),
              "channels.appointments_spread_arrivals_and_so_shorten_waits"),
    Mechanism("service_standard", "files by due", no("station.by_due"),
              "structure.files_that_are_due_come_first_so_fewer_are_late"),
    Mechanism("staffing", "posts", nothing_of("officers.filled"),
              "structure.one_more_officer_is_like_those_with_the_most_to_do_and_shortens_their_line"),
    Mechanism("agency_integration", "answers at once", no("step.at_once"),
              "structure.shared_data_shorten_the_wait_for_another_agency"),
    Mechanism("change_support", "adoption", no("people.resistance", "people.speed"),
              "staff.support_has_what_is_new_adopted_sooner_and_the_slow_time_is_shorter"),
]  # fmt: skip
MORE = [
    Mechanism("digitalisation", "outages", no("outage.chance"), "channels.an_outage_holds_up_what_was_sent_in"),
    Mechanism("digitalisation", "leaks", no("people.breach"), "channels.a_leak_costs_trust"),
    Mechanism("digitalisation", "a new system", only(Novelty),
              "channels.a_file_takes_longer_until_the_platform_is_learnt_and_nothing_else_does"),
    Mechanism("digitalisation", "what leaks", no("channel.leaks"), "channels.a_leak_costs_trust"),
    Mechanism("digitalisation", "who is moved", no("channel.willing"),
              "channels.only_those_who_can_get_online_are_moved"),
    Mechanism("sop_simplification", "papers", no("service.papers_spared"),
              "structure.simpler_procedures_shorten_waits_and_spare_citizens_a_visit"),
    Mechanism("sop_simplification", "steps left out", no("step.skip"),
              "structure.a_check_that_is_left_out_takes_no_time_and_finds_no_mistakes"),
    Mechanism("reward_scheme", "haste", no("people.haste"),
              "conduct.appraisal_of_speed_alone_makes_haste_and_mistakes"),
    Mechanism("reward_scheme", "sloppiness", no("people.sloppy"),
              "conduct.appraisal_of_speed_alone_makes_haste_and_mistakes"),
    Mechanism("reward_scheme", "bargaining", no("people.bargain"),
              "conduct.a_reward_that_is_felt_has_officers_ask_for_money_more_often", {"variant": "gaming"}),
    Mechanism("reward_scheme", "resentment", no("people.resent"), "conduct.those_who_resist_lose_what_others_gain"),
    Mechanism("reward_scheme", "presence", no("people.absence"),
              "conduct.where_attendance_is_watched_more_officers_come_as_was_found"),
    Mechanism("reward_scheme", "late mornings that are rated", no("people.weighs_late"),
              "conduct.who_comes_late_is_rated_lower_as_far_as_discipline_counts"),
    Mechanism("reward_scheme", "late mornings that are watched", no("officers.late_share"),
              "conduct.where_attendance_is_watched_fewer_are_late_and_the_unmotivated_are_late_more_often"),
    Mechanism("reward_scheme", "innovation that is rated", no("people.weighs_new"),
              "conduct.who_does_not_take_up_what_is_new_is_rated_lower_as_far_as_innovation_counts"),
    Mechanism("reward_scheme", "appraisals", no("people.appraised"),
              "conduct.every_officer_is_appraised_every_quarter"),
    Mechanism("reward_scheme", "chance in ratings", no("people.noise"),
              "conduct.predicates_tell_the_better_from_the_others_only_where_results_are_measured"),
    Mechanism("training", "colleagues", only(Course, peers=0.0),
              "staff.colleagues_of_those_on_a_course_gain_as_was_found"),
    Mechanism("training", "fading", only(Course, half_life_days=None),
              "staff.what_a_course_gives_is_halved_as_it_is_read_by_default"),
    Mechanism("training", "absence", only(Course, days=0),
              "staff.officers_are_away_while_they_attend_a_cohort_at_a_time"),
    Mechanism("training", "care", only(Course, errors=0.0),
              "staff.after_a_technical_course_services_are_shorter_lines_too_and_mistakes_fewer"),
    Mechanism("training", "manners", only(Course, courtesy=0.0),
              "staff.after_a_course_in_communication_citizens_are_treated_better"),
    Mechanism("training", "digital skill", only(Course, digital=0.0),
              "staff.after_a_digital_course_what_is_new_is_adopted_sooner"),
    Mechanism("training", "digital skill in online work", no("people.handy"),
              "staff.after_a_digital_course_what_is_sent_online_takes_less_time_and_goes_wrong_less_often"),
    Mechanism("rotation", "variety", no("people.variety"),
              "staff.once_they_know_both_posts_officers_are_faster_than_before"),
    Mechanism("integrity_control", "being found out", no("people.detect"),
              "conduct.who_is_found_out_is_an_officer_who_asks"),
    Mechanism("complaint_channel", "terms", no("service.deadline_days"),
              "voice.the_same_work_keeps_a_long_term_and_breaks_a_short_one"),
    Mechanism("complaint_channel", "officers of its own", nothing_of("officers.filled"),
              "voice.officers_for_complaints_alone_answer_more_of_them_in_time"),
    Mechanism("complaint_channel", "complaints from home", no("channel.willing"),
              "voice.those_who_can_complain_from_home"),
    Mechanism("transparency", "hopes", no("people.hopes"), "voice.where_everybody_knows_publishing_only_raises_hopes"),
    Mechanism("leadership", "adoption", no("people.leader"),
              "staff.under_better_leadership_what_is_new_is_adopted_sooner"),
    Mechanism("service_standard", "hopes", no("people.hopes"),
              "structure.what_is_promised_is_expected_and_what_is_made_good_is_forgiven"),
    Mechanism("service_standard", "compensation", no("people.compensated"),
              "structure.what_is_promised_is_expected_and_what_is_made_good_is_forgiven"),
    Mechanism("agency_integration", "a connection that fails", no("outage.chance"),
              "structure.while_the_connection_is_down_files_rest"),
    Mechanism("change_support", "resentment", no("people.soothed"),
              "staff.support_leaves_more_motivation_to_those_who_resent_an_appraisal"),
]  # fmt: skip


def forget() -> None:
    """What tests have kept of runs goes, in whichever module it stands."""
    ours = (str(Path(__file__).parents[1]), str(Path(findings.__file__).parent))
    for module in list(sys.modules.values()):
        if str(getattr(module, "__file__", None) or "").startswith(ours):
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def switched_off(mechanism: Mechanism, patch: pytest.MonkeyPatch) -> None:
    """The measure without its mechanism."""
    kind = CATALOGUE[mechanism.measure]
    proper = kind.effects

    def effects(self: Any, office: Scenario) -> Iterator[Change]:
        for change in proper(self, office):
            left = mechanism.off(change)
            if left is not None:
                yield left

    patch.setattr(kind, "effects", effects)


@pytest.fixture
def afresh() -> Iterator[None]:
    """Nothing is kept of runs with the mechanism or without it."""
    forget()
    yield
    forget()


def fails(mechanism: Mechanism, patch: pytest.MonkeyPatch) -> None:
    switched_off(mechanism, patch)
    with pytest.raises(AssertionError):
        mechanism.asked()


def test_every_measure_has_a_mechanism_that_its_test_asks_for() -> None:
    assert [mechanism.measure for mechanism in ONE_EACH] == sorted(CATALOGUE, key=list(CATALOGUE).index)


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize("mechanism", ONE_EACH, ids=lambda m: m.measure)
def test_without_its_mechanism_a_measure_fails_its_test(mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(mechanism, monkeypatch)


@pytest.mark.long
@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize("mechanism", MORE, ids=lambda m: f"{m.measure}: {m.name}")
def test_so_it_is_with_each_mechanism_of_a_measure(mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(mechanism, monkeypatch)
