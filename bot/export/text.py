"""A draft as a plain text file, heading by heading."""

from itertools import groupby

from bot.export.sheet import Sheet


def as_text(sheet: Sheet) -> bytes:
    """Give the sheet as UTF-8 with a mark that also older editors on Windows understand."""
    return _text(sheet).encode("utf-8-sig")


def _text(sheet: Sheet) -> str:
    lines = [sheet.title.upper(), sheet.notice, ""]
    if sheet.sender:
        lines += [f"Från: {sheet.sender}"]
    if sheet.receivers:
        lines += [f"Till: {', '.join(sheet.receivers)}", ""]
    for tab, blocks in groupby(sheet.blocks, key=lambda block: block.tab):
        if tab:
            lines += [f"== {tab} ==", ""]
        for block in blocks:
            lines += [block.heading, block.text, ""]
    if sheet.missing:
        lines += [f"Saknas ännu: {', '.join(sheet.missing)}.", ""]
    lines.append(f"Lotsen, {sheet.made_at:%Y-%m-%d %H:%M}, utkast {sheet.id}")
    return "\n".join(lines) + "\n"
