"""What PowerPoint and Word files share: a zip archive that must not unpack to too much."""

import zipfile
from io import BytesIO

from knowledge.reading.faults import Fault, UnreadableFileError

_MAX_PARTS = 20_000
_MAX_RATIO = 100
_RATIO_MATTERS_FROM = 20_000_000  # a small part may well be packed a hundred times


def refuse_bomb(data: bytes, main_part: str, max_unpacked: int) -> None:
    """Refuse an archive by its directory: another kind of file, too large or packed too hard."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise UnreadableFileError(Fault.DAMAGED) from None
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(Fault.ENCRYPTED)
    unpacked = sum(part.file_size for part in parts)
    is_packed_hard = unpacked > _RATIO_MATTERS_FROM and unpacked > _MAX_RATIO * len(data)
    if unpacked > max_unpacked or is_packed_hard or len(parts) > _MAX_PARTS:
        raise UnreadableFileError(Fault.BOMB)
    if main_part not in {part.filename for part in parts}:
        raise UnreadableFileError(Fault.WRONG_ENDING)
