"""Reads one file in a process of its own and prints what it found as JSON; see `sandbox`."""

import contextlib
import hashlib
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from knowledge.reading.faults import Fault, UnreadableFileError
from knowledge.reading.found import Found, sections
from knowledge.reading.given import Limits

_MARKUP_FREE = {"plain", "markdown"}
_MAX_CHARACTER_BYTES = 3
_MAIN_PARTS = {"powerpoint": "ppt/presentation.xml", "word": "word/document.xml"}


def main(arguments: list[str]) -> None:
    """Print the file's sections, or the fault that stands in the way."""
    path, name, limits = Path(arguments[0]), arguments[1], Limits(**json.loads(arguments[2]))
    _limit_process(limits)
    try:
        answer = _read(path, name, limits)
    except UnreadableFileError as error:
        answer = {"fault": error.fault}
    except MemoryError:
        answer = {"fault": Fault.MEMORY}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def _read(path: Path, name: str, limits: Limits) -> dict[str, object]:
    data = path.read_bytes()
    if name in _MAIN_PARTS:
        from knowledge.reading.office import refuse_bomb

        refuse_bomb(data, _MAIN_PARTS[name], limits.unpacked_bytes)
    if name in _MARKUP_FREE and len(data) > _MAX_CHARACTER_BYTES * limits.characters:
        raise UnreadableFileError(Fault.TOO_LONG)
    found: Found = importlib.import_module(f"knowledge.reading.{name}").read(data)
    made = [asdict(section) for section in sections(found.pieces)]
    characters = sum(len(block["text"]) for section in made for block in section["blocks"])
    if characters > limits.characters:
        raise UnreadableFileError(Fault.TOO_LONG)
    if characters == 0:
        raise UnreadableFileError(Fault.EMPTY)
    return {
        "title": found.title,
        "version": found.version,
        "front": found.front,
        "sections": made,
        "content_hash": hashlib.sha256(data).hexdigest(),
    }


def _limit_process(limits: Limits) -> None:
    with contextlib.suppress(ImportError):  # Windows keeps the limit on time only
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, limits.memory_bytes),
            (resource.RLIMIT_CPU, int(limits.seconds) + 1),  # also when nobody waits any more
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # macOS refuses the one on memory
                resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
