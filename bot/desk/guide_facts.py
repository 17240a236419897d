"""What is known in a guidance: answers given, facts read, and those that were said in two ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flows.flow import Flow
from flows.model import Facts, Option
from flows.understand import Reading
from storage.guidances import Step

NOTHING_READ = Reading()


def with_answers(flow: Flow, now: Step, read: Facts, answers: Facts) -> Step:
    """Give the step where a person's answers stand, and nothing that they contradict does.

    Two answers given at once that contradict each other are both asked again.
    """
    flow.check_facts(answers)
    split = _split_answers(flow, answers)
    answers = {name: value for name, value in answers.items() if name not in split}
    outdated = _outdated(flow, now.given, answers)
    given = {name: value for name, value in now.given.items() if name not in outdated | split}
    given |= {name: value for name, value in _settled(flow, answers) if name in read} | answers
    aside = [name for name in now.set_aside if name not in answers]
    return replace(now, given=given, set_aside=_each_once([*aside, *sorted(split)]))


def with_text(flow: Flow, now: Step, text: str, new: Reading) -> Step:
    """Give the step where more was said; what goes against an answer given is asked again."""
    against = _against(flow, now.given, new)
    doubted = against | _choices_settling(flow, now.given, against)
    given = {name: value for name, value in now.given.items() if name not in doubted}
    said = "\n".join(part for part in (now.text, text.strip()) if part)
    aside = _each_once([*now.set_aside, *sorted(against)])
    return replace(now, text=said, given=given, set_aside=aside)


def _against(flow: Flow, given: Facts, new: Reading) -> set[str]:
    """Give what is said otherwise than it was answered; of a gate a doubt is enough."""
    known = {**dict(_settled(flow, given)), **given}
    said = {fact.question for fact in new.facts if known.get(fact.question) != fact.value}
    said |= set(new.contradictions)
    said |= {name for name in new.doubtful if flow.question(name).is_gate}
    return said & known.keys()


def still_known(flow: Flow, given: Facts) -> dict[str, str]:
    """Give the answers that a flow still knows, for one that has changed since they were given."""
    return {
        name: value
        for name, value in given.items()
        if flow.has_question(name) and flow.question(name).option(value)
    }


def without(reading: Reading, set_aside: Sequence[str]) -> Reading:
    """Give a reading where what was said in two ways is left open."""
    if not set_aside:
        return reading
    facts = tuple(fact for fact in reading.facts if fact.question not in set_aside)
    said_twice = _each_once([*reading.contradictions, *set_aside])
    return reading.model_copy(update={"facts": facts, "contradictions": said_twice})


def _split_answers(flow: Flow, answers: Facts) -> set[str]:
    """Give the answers given at once of which one settles another one differently."""
    split: set[str] = set()
    for name, option in _chosen(flow, answers):
        for fact, value in option.sets.items():
            if answers.get(fact, value) != value:
                split |= {name, fact}
    return split


def _outdated(flow: Flow, given: Facts, answers: Facts) -> set[str]:
    """Give the earlier answers that do not hold beside the new ones."""
    changed = {name for name, value in answers.items() if given.get(name) not in (None, value)}
    settled = dict(_settled(flow, answers))
    outdated = {name for name, value in settled.items() if given.get(name, value) != value}
    different = {name for name in answers if _settles_otherwise(flow, given, name, answers[name])}
    outdated |= _choices_settling(flow, given, different)
    return outdated | _about_old_units(flow, changed)


def _about_old_units(flow: Flow, changed: set[str]) -> set[str]:
    """Give the answers about a pair of units that is another pair now."""
    if flow.units is None:
        return set()
    outdated: set[str] = set()
    if flow.units.sender in changed:
        outdated |= {flow.units.direction, flow.units.law}
    if flow.units.receiver in changed:
        outdated.add(flow.units.direction)
    return outdated


def _settles_otherwise(flow: Flow, given: Facts, name: str, value: str) -> bool:
    return any(option.sets.get(name, value) != value for _, option in _chosen(flow, given))


def _choices_settling(flow: Flow, given: Facts, names: Iterable[str]) -> set[str]:
    wanted = set(names)
    return {choice for choice, option in _chosen(flow, given) if wanted & option.sets.keys()}


def _settled(flow: Flow, answers: Facts) -> list[tuple[str, str]]:
    return [item for _, option in _chosen(flow, answers) for item in option.sets.items()]


def _chosen(flow: Flow, answers: Mapping[str, str]) -> list[tuple[str, Option]]:
    found = ((choice.id, choice.option(answers.get(choice.id, ""))) for choice in flow.choices)
    return [(name, option) for name, option in found if option is not None]


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
