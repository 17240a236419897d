"""From bytes to clean characters: decoding, normal form, and what never belongs in a text."""

import codecs
import re
import unicodedata

from knowledge.reading.faults import Fault, UnreadableFileError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Swedish text written in Windows-1252 holds beyond ASCII; broken UTF-8 read as Windows-1252
# holds other signs ("Ã¥").
_EXPECTED = frozenset("åäöÅÄÖéÉèÈüÜøØæÆáàëïôñç§°”“’\u2018„–—…•\u00b4½¼¾€£·«»²³±×®©µ\u00a0")
_FEW_CONTROLS, _MAX_CONTROL_SHARE = 3, 0.05
_MIN_EXPECTED_SHARE = 0.7
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"}
_BREAKS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SOFT_HYPHEN_AT_END = re.compile("\u00ad(?=[ \t]*\n)")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Decode text: UTF-8, UTF-16 with a mark, or Windows-1252 that looks like Swedish."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_as(data, "cp1252")
        _refuse_unless_swedish(text)
    if len(_CONTROL.findall(text)) > max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * len(text)):
        raise UnreadableFileError(Fault.NOT_TEXT)
    return text


def _decode_as(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise UnreadableFileError(Fault.NOT_TEXT) from None


def _refuse_unless_swedish(text: str) -> None:
    beyond_ascii = [sign for sign in text if ord(sign) > 127]  # noqa: PLR2004 - end of ASCII
    expected = sum(sign in _EXPECTED for sign in beyond_ascii)
    if expected < _MIN_EXPECTED_SHARE * len(beyond_ascii):
        raise UnreadableFileError(Fault.NOT_TEXT)


def clean(text: str) -> str:
    """Give the text in NFC with plain spaces and line breaks, without control characters."""
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = _SOFT_HYPHEN_AT_END.sub("-", text).translate(_LIGATURES)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def collapse(text: str) -> str:
    """Give the text on one line, clean and with single spaces."""
    return " ".join(clean(text).split())
