"""Shows a message as it is put into SAMSA: one text to copy for each heading."""

from collections.abc import Iterator

from bot.export.sheet import Sheet
from bot.slack.ports import View
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.inbox_marks import FILE, SAMSA, OpenedMark
from bot.slack.views.message import turning
from bot.slack.views.pages import pages, pieces
from bot.slack.views.parts import Json

_ROOM, _PIECE = 12_000, 4500


def samsa_modal(sheet: Sheet, page: int = 0, said: str = "") -> View:
    """Give the modal with the texts to copy, and the files to take."""
    bodies = pages(list(_blocks(sheet)), _ROOM)
    page = min(max(page, 0), len(bodies) - 1)
    about = words.REPORT_ABOUT if sheet.is_report else words.SAMSA_ABOUT
    blocks = [
        parts.said(about),
        *bodies[page],
        *turning(page, len(bodies)),
        parts.divider(),
        parts.said(said, bold=True) if said else parts.said(words.DOWNLOAD),
        parts.actions(
            *(
                parts.button(text, f"{FILE}_{kind}", kind)
                for kind, text in words.AS_FILE.items()
                if not sheet.is_report or kind in words.REPORT_FILES
            )
        ),
    ]
    title = words.REPORT_TITLE if sheet.is_report else words.SAMSA_TITLE
    return parts.modal(
        title, blocks, close=words.CLOSE, callback_id=SAMSA,
        private_metadata=OpenedMark(sheet.id, page).value,
    )  # fmt: skip


def _blocks(sheet: Sheet) -> Iterator[Json]:
    """Give each heading with its text in a box of its own, which is what is copied."""
    tab = None
    for block in sheet.blocks:
        if block.tab and block.tab != tab:
            yield parts.header(block.tab)
        tab = block.tab
        texts = pieces(parts.clean(block.text), _PIECE)
        for number, text in enumerate(texts, start=1):
            part = words.SAMSA_PART.format(heading=block.heading, number=number)
            heading = part if len(texts) > 1 else block.heading
            yield parts.rich(
                parts.paragraph(parts.words(heading, bold=True)),
                {"type": "rich_text_preformatted", "elements": [parts.words(text)]},
            )
