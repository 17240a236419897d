"""Facts that follow from other facts: the direction from two units, and what one answer settles."""

from collections.abc import Mapping

from flows.flow import Flow
from flows.model import Condition, Facts, Option
from flows.units import Law


def complete(flow: Flow, facts: Facts) -> dict[str, str]:
    """Add what follows from the facts; a fact that was given is never changed."""
    known = dict(facts)
    while new := _following(flow, known):
        known.update(new)
    return known


def _following(flow: Flow, known: Facts) -> dict[str, str]:
    new = _from_units(flow, known)
    for derived in flow.derived:
        if holds(derived.when, known):
            new.update({name: value for name, value in derived.sets.items() if name not in new})
    for name, value in _from_choices(flow, known):
        new.setdefault(name, value)
    return {name: value for name, value in new.items() if name not in known}


def _from_units(flow: Flow, known: Facts) -> dict[str, str]:
    if flow.units is None:
        return {}
    sender, receiver = known.get(flow.units.sender), known.get(flow.units.receiver)
    new = {}
    unit = flow.unit_types.find(sender) if sender else None
    if unit is not None and unit.law is not Law.UNCLEAR:
        new[flow.units.law] = unit.law.value
    direction = flow.unit_types.direction(sender, receiver) if sender and receiver else None
    if direction is not None:
        new[flow.units.direction] = direction.value
    return new


def _from_choices(flow: Flow, known: Facts) -> list[tuple[str, str]]:
    """Give what the answered choices settle, and those where only one answer is left."""
    settled = []
    for question in flow.choices:
        left = [option for option in question.options if _is_left(question.id, option, known)]
        if len(left) == 1:
            settled += [(question.id, left[0].id), *left[0].sets.items()]
    return settled


def _is_left(question_id: str, option: Option, known: Facts) -> bool:
    if question_id in known:
        return known[question_id] == option.id
    return agrees(option, known)


def agrees(option: Option, known: Facts) -> bool:
    """Tell whether choosing an option would contradict nothing that is known."""
    return all(known.get(name, value) == value for name, value in option.sets.items())


def holds(condition: Condition, known: Mapping[str, str]) -> bool:
    """Tell whether every fact of a condition is known and has one of its values."""
    return all(known.get(name) in values for name, values in condition.items())
