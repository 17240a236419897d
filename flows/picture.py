"""Draws a flow as a picture: its rules from the top down, each with the outcome it leads to."""

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

from flows.flow import Flow
from flows.model import Basis, Rule
from flows.words import BASIS_IN_WORDS, in_words

_WIDTH = 860
_LEFT, _BOX, _ARROW, _PILL = 20, 470, 70, 270
_TOP, _GAP = 96, 18
_LINE, _PADDING = 18, 12
_LETTERS_IN_BOX, _LETTERS_IN_TITLE, _LETTERS_IN_PILL = 62, 50, 25
_COLOURS = {Basis.SOURCE: "#1f6f54", Basis.EXAMPLE: "#8a5a00", Basis.INFERENCE: "#5b4b8a"}
_STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:14px;fill:#1a1a1a}"
    ".t{font-weight:600}.h{font-size:20px;font-weight:600}.s{font-size:13px;fill:#444}"
)


def svg(flow: Flow) -> str:
    """Give a flow as an SVG picture with a text for screen readers."""
    rows, height = [], _TOP
    for number, rule in enumerate(flow.rules, start=1):
        is_last = number == len(flow.rules)
        row, used = _row(flow, rule, number, height, is_last=is_last)
        rows.append(row)
        height += used + _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height + 10}" '
        f'viewBox="0 0 {_WIDTH} {height + 10}" role="img" aria-labelledby="titel beskrivning">'
    )
    about = f"{flow.about} {len(flow.rules)} regler, uppifrån och ned."
    return "\n".join(
        [
            head,
            f'<title id="titel">{escape(flow.title)}</title>',
            f'<desc id="beskrivning">{escape(about)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{height + 10}" fill="#ffffff"/>',
            f'<text class="h" x="{_LEFT}" y="34">{escape(flow.title)}</text>',
            *_legend(),
            *rows,
            "</svg>\n",
        ]
    )


def _legend() -> Iterator[str]:
    for number, (basis, colour) in enumerate(_COLOURS.items()):
        x = _LEFT + number * 190
        yield f'<rect x="{x}" y="54" width="14" height="14" rx="3" fill="{colour}"/>'
        yield f'<text class="s" x="{x + 22}" y="66">{escape(BASIS_IN_WORDS[basis])}</text>'


def _row(flow: Flow, rule: Rule, number: int, top: int, *, is_last: bool) -> tuple[str, int]:
    """Give one rule and the height it takes."""
    title = textwrap.wrap(f"{number}. {rule.title}", _LETTERS_IN_TITLE)
    lines = textwrap.wrap(in_words(flow, rule.when), _LETTERS_IN_BOX)
    outcome = textwrap.wrap(flow.outcome(rule.then).title, _LETTERS_IN_PILL)
    height = _PADDING * 2 + _LINE * max(len(title) + len(lines), len(outcome))
    parts = [
        _box(_LEFT, top, _BOX, height, rule.basis),
        _text(_LEFT + 16, top, title, "t"),
        _text(_LEFT + 16, top + _LINE * len(title), lines, "s"),
        *_arrow(top + height // 2),
        _pill(top, height, outcome, rule.basis),
    ]
    if not is_last:
        parts += _arrow_down(top + height)
    return "\n".join(parts), height


def _box(x: int, top: int, width: int, height: int, basis: Basis) -> str:
    colour = _COLOURS[basis]
    return (
        f'<rect x="{x}" y="{top}" width="{width}" height="{height}" rx="6" fill="#f7f7f5" '
        f'stroke="{colour}"/><rect x="{x}" y="{top}" width="6" height="{height}" fill="{colour}"/>'
    )


def _pill(top: int, height: int, lines: list[str], basis: Basis) -> str:
    x = _LEFT + _BOX + _ARROW
    rect = (
        f'<rect x="{x}" y="{top}" width="{_PILL}" height="{height}" rx="{height // 2}" '
        f'fill="#ffffff" stroke="{_COLOURS[basis]}" stroke-width="2"/>'
    )
    middle = top + (height - _LINE * len(lines)) // 2 - _PADDING
    return rect + "\n" + _text(x + 24, middle, lines, "t")


def _arrow(y: int) -> list[str]:
    x = _LEFT + _BOX
    return [
        f'<path d="M{x} {y}h{_ARROW - 8}" stroke="#666"/>'
        f'<path d="M{x + _ARROW - 8} {y - 5}l8 5l-8 5z" fill="#666"/>',
        f'<text class="s" x="{x + 22}" y="{y - 5}">ja</text>',
    ]


def _arrow_down(y: int) -> list[str]:
    x = _LEFT + 40
    return [
        f'<path d="M{x} {y}v{_GAP - 6}" stroke="#666"/>'
        f'<path d="M{x - 5} {y + _GAP - 6}l5 6l5 -6z" fill="#666"/>',
        f'<text class="s" x="{x + 10}" y="{y + 13}">nej</text>',
    ]


def _text(x: int, top: int, lines: list[str], style: str) -> str:
    return "\n".join(
        f'<text class="{style}" x="{x}" y="{top + _PADDING + 13 + number * _LINE}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )
