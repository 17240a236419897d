"""The compilation as a file of each kind."""

from bot.report.compilation import Compilation

KINDS = ("png", "csv", "html", "pdf")


def as_file(compilation: Compilation, kind: str) -> bytes:
    """Give the file; what draws is loaded when it is first needed."""
    from bot.report.charts import png
    from bot.report.page import compilation_html
    from bot.report.paper import compilation_pdf
    from bot.report.sheet import compilation_csv

    makers = {
        "png": png, "csv": compilation_csv, "html": compilation_html, "pdf": compilation_pdf,
    }  # fmt: skip
    return makers[kind](compilation)
