"""The compilation as one web page for a meeting: no script, no network, one file."""

import base64
from collections.abc import Iterator
from html import escape

from bot.report import words
from bot.report.charts import charts_of, described, png
from bot.report.compilation import Compilation, Table

_STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; max-width: 44rem; }
caption { text-align: left; color: #555; font-size: .9rem; padding-bottom: .3rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ccc;
  overflow-wrap: anywhere; }
th:last-child, td:last-child { text-align: right; white-space: nowrap; }
img { max-width: 100%; height: auto; } .note { color: #555; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } h2, table, img { break-inside: avoid; } }
"""


def compilation_html(compilation: Compilation) -> bytes:
    """Give the page."""
    title = escape(compilation.title)
    body = "\n".join(_body(compilation))
    return (
        '<!doctype html>\n<html lang="sv">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    ).encode()


def _body(compilation: Compilation) -> Iterator[str]:
    yield f"<p><strong>{escape(compilation.headline)}</strong></p>"
    yield from _list(words.GROWN, words.grown_lines(compilation))
    yield from _list(words.LEADS, [words.lead_line(lead) for lead in compilation.leads])
    charts = charts_of(compilation)
    if charts:
        picture = base64.b64encode(png(compilation)).decode("ascii")
        said = escape(described(charts), quote=True)
        yield f'<img src="data:image/png;base64,{picture}" alt="{said}">'
    for table in compilation.tables:
        yield _table(table)
    yield from _list(words.UNANSWERED, [words.asked_line(one) for one in compilation.unanswered])
    for note in compilation.notes:
        yield f'<p class="note">{escape(note)}</p>'


def _list(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        yield f"<h2>{escape(heading)}</h2><ul>{items}</ul>"


def _table(table: Table) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.figure.text)}</td></tr>'
        for row in table.rows
    )
    caption = f"<caption>{escape(table.about)}</caption>" if table.about else ""
    head = '<thead><tr><th scope="col"></th><th scope="col">Antal</th></tr></thead>'
    return f"<h2>{escape(table.title)}</h2><table>{caption}{head}<tbody>{rows}</tbody></table>"
