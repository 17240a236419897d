"""Rules that look at more than one field of an object."""

from collections.abc import Iterator

from bot.slack.blocks.problem import JsonObject, Problem
from bot.slack.blocks.specs import Rule


def at_least_one(*names: str) -> Rule:
    """Require one of the fields."""

    def rule(thing: JsonObject, pointer: str) -> Iterator[Problem]:
        if not any(thing.get(name) is not None for name in names):
            yield Problem(pointer, "missing_field", f"must define one of: {', '.join(names)}")

    return rule


def exactly_one(*names: str) -> Rule:
    """Require one of the fields, and refuse two."""

    def rule(thing: JsonObject, pointer: str) -> Iterator[Problem]:
        yield from at_least_one(*names)(thing, pointer)
        if sum(thing.get(name) is not None for name in names) > 1:
            yield Problem(pointer, "conflict", f"must define only one of: {', '.join(names)}")

    return rule


def in_order(low: str, high: str) -> Rule:
    """Require the first number to be no greater than the second; Slack sends some as strings."""

    def rule(thing: JsonObject, pointer: str) -> Iterator[Problem]:
        least, greatest = _number(thing.get(low)), _number(thing.get(high))
        if least is not None and greatest is not None and least > greatest:
            yield Problem(f"{pointer}/{low}", "out_of_range", f"must not be greater than {high}")

    return rule


def initial_value_fits(thing: JsonObject, pointer: str) -> Iterator[Problem]:
    """Require an initial value no longer than the input takes."""
    value, longest = thing.get("initial_value"), thing.get("max_length")
    if isinstance(value, str) and isinstance(longest, int) and len(value) > longest:
        yield Problem(f"{pointer}/initial_value", "too_long", f"must be at most {longest} long")


def initial_number_fits(thing: JsonObject, pointer: str) -> Iterator[Problem]:
    """Require an initial number between the input's own ends."""
    value = _number(thing.get("initial_value"))
    low, high = _number(thing.get("min_value")), _number(thing.get("max_value"))
    if value is None:
        return
    if (low is not None and value < low) or (high is not None and value > high):
        yield Problem(f"{pointer}/initial_value", "out_of_range", "outside min_value and max_value")


def initial_option_offered(thing: JsonObject, pointer: str) -> Iterator[Problem]:
    """Require the initial option to be one of those offered."""
    chosen = thing.get("initial_option")
    if isinstance(chosen, dict) and chosen not in _offered(thing):
        yield Problem(f"{pointer}/initial_option", "not_in_options", "must be one of the options")


def initial_options_offered(thing: JsonObject, pointer: str) -> Iterator[Problem]:
    """Require every initial option to be one of those offered, and no more than may be chosen."""
    chosen = thing.get("initial_options")
    if not isinstance(chosen, list):
        return
    offered = _offered(thing)
    for index, one in enumerate(chosen):
        if one not in offered:
            place = f"{pointer}/initial_options/{index}"
            yield Problem(place, "not_in_options", "must be one of the options")
    yield from _no_more_than_may_be_chosen(thing, len(chosen), pointer)


def _no_more_than_may_be_chosen(thing: JsonObject, count: int, pointer: str) -> Iterator[Problem]:
    most = thing.get("max_selected_items")
    if isinstance(most, int) and count > most:
        yield Problem(f"{pointer}/initial_options", "too_many", f"at most {most} may be selected")


def _offered(thing: JsonObject) -> list[object]:
    groups = thing.get("option_groups")
    lists = [thing.get("options")]
    if isinstance(groups, list):
        lists += [group.get("options") for group in groups if isinstance(group, dict)]
    return [option for options in lists if isinstance(options, list) for option in options]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
