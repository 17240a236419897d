"""From broken lines to whole paragraphs and list items, in text that has lost its markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A title, sentence or list item does not end on one of these.
_FUNCTION_WORDS = frozenset(
    "av att de dem den det detta dess deras efter eller en ett enligt från för genom hos i in"
    " inför inom innan med mellan men mot och om på samt sin sina sitt som till trots under utan"
    " vid vår vårt åt än är över".split()
)
_GLYPH = re.compile(r"\s*[•◦▪▫■□●○◆◇►▶➢➤‣\u2043∙·\uf000-\uf0ff]\s*")
_LETTER_O = re.compile(r"\s*o(?:\s{2,}|\t| (?=[A-ZÅÄÖ0-9]))(?=\S)")
_DASH = re.compile(r"\s*[-–—*]\s+(?=\S)")
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zåäö]\))\s+(?=[A-ZÅÄÖ])")
_SENTENCE_END = re.compile(r"[.?!:…][”\"’')\]]*$")
_HYPHEN_END = re.compile(r"(?<![\s-])[-\u2010]$")
_STEM = re.compile(r"([^\s-]*)[-\u2010]$")
_SUSPENDED = frozenset({"och", "eller", "samt", "respektive", "resp", "resp."})
_SAME_SIZE, _SAME_SIZE_APART = 0.1, 0.03  # code within a paragraph is often set a little smaller
_FITS = 0.85  # a break is deliberate when the next word would have fitted well within the width


@dataclass(frozen=True)
class Line:
    """A line of text with what the extraction tells of its place."""

    text: str
    page: int | None = None
    after_blank: bool = False
    is_box: bool = False  # begins a text box of its own
    is_soft: bool | None = None  # was wrapped, not ended; None where the text does not tell
    size: float = 0.0
    is_bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; `is_item` when they began with a bullet or a number."""

    lines: tuple[Line, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """Give the whole text without its bullet."""
        return join(self.lines)

    @property
    def first(self) -> Line:
        """Give the line that holds the paragraph's place."""
        return self.lines[0]


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Put broken lines together again."""
    widths = _widths(lines)
    page_width = max(widths, default=0)
    found: list[list[Line]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        width = page_width if line.after_blank else widths[number]
        if before and _continues(before, line, width):
            found[-1].append(line)
        else:
            found.append([line])
    made = (_paragraph(group) for group in found)
    return [paragraph for paragraph in made if paragraph.text]


def join(lines: Sequence[Line]) -> str:
    """Join lines, and words that were broken at the end of one."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        text = line.text.strip()
        if parts and text:
            before = lines[number - 1]
            parts[-1], glue = _joint(parts[-1], text, is_soft=bool(before.is_soft))
            parts.append(glue)
        parts.append(text)
    return " ".join("".join(parts).split())


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def is_dangling(text: str) -> bool:
    """Tell whether the text must go on: it ends on a function word, a comma or a dash."""
    text = text.rstrip()
    last = text.rsplit(maxsplit=1)[-1].lower() if text else ""
    if "://" in last:
        return False
    return last in _FUNCTION_WORDS or text.endswith((",", "-", "\u2010", "–", "/", "(", "§", "&"))


def _paragraph(lines: list[Line]) -> Paragraph:
    first = lines[0]
    for bullet in (_GLYPH, _LETTER_O, _DASH):
        match = bullet.match(first.text)
        if match:
            bare = Line(**{**vars(first), "text": first.text[match.end() :]})
            return Paragraph((bare, *lines[1:]), is_item=True)
    return Paragraph(tuple(lines), is_item=bool(_NUMBER.match(first.text)))


def _continues(before: Line, line: Line, width: int) -> bool:
    if line.is_box or _starts_item(before, line) or _looks_different(before, line):
        return False
    if is_dangling(before.text):
        return True
    rule = _continues_after_blank if line.after_blank else _continues_below
    return rule(before, line, width)


def _continues_below(before: Line, line: Line, width: int) -> bool:
    if before.is_soft is None:
        return _starts_low(line.text) or not _would_have_fitted(before, line, width)
    return before.is_soft or not line.text.strip()[:1].isupper()


def _continues_after_blank(before: Line, line: Line, width: int) -> bool:
    """Tell whether the blank line stands within a paragraph, as in slides with double spacing."""
    if _starts_low(line.text):
        return not ends_sentence(before.text)
    return bool(before.is_soft) and not _has_ended(before, line, width)


def _has_ended(before: Line, line: Line, width: int) -> bool:
    return ends_sentence(before.text) or _would_have_fitted(before, line, width)


def _starts_item(before: Line, line: Line) -> bool:
    if _GLYPH.match(line.text) or _LETTER_O.match(line.text):
        return True
    if not (_DASH.match(line.text) or _NUMBER.match(line.text)):
        return False
    if before.is_soft is not None and not line.after_blank:
        return not before.is_soft
    is_list = bool(_DASH.match(before.text) or _NUMBER.match(before.text))
    return line.after_blank or is_list or ends_sentence(before.text)


def _looks_different(before: Line, line: Line) -> bool:
    if before.is_bold and not line.is_bold and not _starts_low(line.text):
        return True
    tolerance = _SAME_SIZE_APART if line.after_blank else _SAME_SIZE
    return bool(line.size) and abs(before.size - line.size) > tolerance * before.size


def _starts_low(text: str) -> bool:
    return text.lstrip(" (”\"'’")[:1].islower()


def _would_have_fitted(before: Line, line: Line, width: int) -> bool:
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    return len(before.text.strip()) + 1 + len(word) <= _FITS * width


def _widths(lines: Sequence[Line]) -> list[int]:
    """Give for each line the longest length among the unbroken run of lines it stands in."""
    widths = [len(line.text.strip()) for line in lines]
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].after_blank or lines[number].is_box:
            widths[start:number] = [max(widths[start:number])] * (number - start)
            start = number
    return widths


def _joint(above: str, below: str, *, is_soft: bool) -> tuple[str, str]:
    """Give the end of the line above, and what stands between it and the line below."""
    if above.endswith("/") and "://" not in above.rsplit(maxsplit=1)[-1]:
        return above, ""
    is_suspended = is_soft or below.partition(" ")[0].lower() in _SUSPENDED  # in- och utskrivning
    if not _HYPHEN_END.search(above) or is_suspended:
        return above, " "
    return (above, "") if _keeps_hyphen(above, below) else (above[:-1], "")


def _keeps_hyphen(above: str, below: str) -> bool:
    """Tell whether the hyphen belongs to the word: SoL-insatser, e-post, 2023-05."""
    match = _STEM.search(above)
    stem = match.group(1) if match else ""
    is_name = any(sign.isupper() for sign in stem[1:]) or any(sign.isdigit() for sign in stem)
    return is_name or len(stem) <= 1 or not below[:1].islower()
