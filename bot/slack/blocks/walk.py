"""Walks a value against its spec and reports what does not fit."""

from collections.abc import Iterator
from functools import singledispatch

from bot.slack.blocks.elements import ELEMENTS
from bot.slack.blocks.problem import JsonObject, Problem
from bot.slack.blocks.specs import (
    ANY_TEXT,
    Choice,
    Flag,
    ListOf,
    Number,
    OneOf,
    Opaque,
    Shape,
    Spec,
    String,
    Text,
)


@singledispatch
def walk(spec: Spec, _value: object, _pointer: str) -> Iterator[Problem]:
    """Give every problem of a value at a place."""
    raise TypeError(f"no way to check {spec!r}")


@walk.register
def _string(spec: String, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong(pointer, "a string")
    elif len(value) > spec.longest:
        message = f"must be at most {spec.longest} characters, not {len(value)}"
        yield Problem(pointer, "too_long", message)
    elif len(value) < spec.shortest:
        yield Problem(pointer, "too_short", f"must be at least {spec.shortest} characters")
    elif spec.pattern is not None and not spec.pattern.fullmatch(value):
        yield Problem(pointer, "bad_format", f"must look like {spec.pattern.pattern}")


@walk.register
def _text(spec: Text, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield _wrong(pointer, "a text object")
        return
    kind = value.get("type")
    if kind not in ANY_TEXT:
        yield Problem(f"{pointer}/type", "unknown_type", "must be plain_text or mrkdwn")
        return
    if kind not in spec.kinds:
        yield Problem(f"{pointer}/type", "not_allowed_here", f"{kind} may not stand here")
    yield from object_problems(_text_shape(kind, spec.longest), value, pointer)


def _text_shape(kind: str, longest: int) -> Shape:
    extra = "emoji" if kind == "plain_text" else "verbatim"
    return Shape(required={"text": String(longest)}, optional={extra: Flag()})


@walk.register
def _number(spec: Number, value: object, pointer: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield _wrong(pointer, "a whole number")
    elif not spec.lowest <= value <= spec.highest:
        message = f"must be from {spec.lowest} to {spec.highest}"
        yield Problem(pointer, "out_of_range", message)


@walk.register
def _flag(_spec: Flag, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield _wrong(pointer, "true or false")


@walk.register
def _choice(spec: Choice, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong(pointer, "a string")
    elif value not in spec.values:
        yield Problem(pointer, "not_allowed", f"must be one of: {', '.join(sorted(spec.values))}")


@walk.register
def _list(spec: ListOf, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield _wrong(pointer, "a list")
        return
    if len(value) > spec.most:
        message = f"must have at most {spec.most} items, not {len(value)}"
        yield Problem(pointer, "too_many", message)
    if len(value) < spec.fewest:
        yield Problem(pointer, "too_few", f"must have at least {spec.fewest} items")
    for index, item in enumerate(value):
        yield from walk(spec.item, item, f"{pointer}/{index}")


@walk.register
def _shape(spec: Shape, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield _wrong(pointer, "an object")
        return
    yield from object_problems(spec, value, pointer, also=frozenset())


@walk.register
def _one_of(spec: OneOf, value: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield _wrong(pointer, "an object")
        return
    kind = value.get("type")
    if kind is None:
        yield Problem(pointer, "missing_field", "missing required field: type")
    elif not isinstance(kind, str) or (kind not in ELEMENTS and kind not in ANY_TEXT):
        yield Problem(f"{pointer}/type", "unknown_type", f"no such element: {kind!r}")
    elif kind not in spec.types:
        yield Problem(f"{pointer}/type", "not_allowed_here", f"{kind} may not stand here")
    elif kind in ANY_TEXT:
        yield from _text(Text(), value, pointer)
    else:
        yield from object_problems(ELEMENTS[kind], value, pointer)


@walk.register
def _opaque(_spec: Opaque, _value: object, _pointer: str) -> Iterator[Problem]:
    yield from ()


def object_problems(
    shape: Shape, value: JsonObject, pointer: str, also: frozenset[str] = frozenset({"type"})
) -> Iterator[Problem]:
    """Give the problems of an object's fields, and of what holds between them."""
    for name in shape.required:
        if value.get(name) is None:
            yield Problem(pointer, "missing_field", f"missing required field: {name}")
    for name, inner in value.items():
        if name not in also:
            yield from _field_problems(shape, name, inner, f"{pointer}/{name}")
    for rule in shape.rules:
        yield from rule(value, pointer)


def _field_problems(shape: Shape, name: str, value: object, pointer: str) -> Iterator[Problem]:
    spec = shape.required.get(name) or shape.optional.get(name)
    if spec is None:
        yield Problem(pointer, "unknown_field", f"no such field: {name}")
    elif value is not None or name in shape.optional:
        yield from walk(spec, value, pointer)


def _wrong(pointer: str, wanted: str) -> Problem:
    return Problem(pointer, "wrong_type", f"must be {wanted}")
