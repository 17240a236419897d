"""The file that a copy is kept in: a zip with a manifest that says what each part must be."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from storage.care.faults import CareError, CareFault

Progress = Callable[[int, int], None]
MANIFEST = "manifest.json"
_FORMAT, _VERSION = "lotsen-backup", 1
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 10 << 20


class Part(BaseModel):
    """One file: how long it is, and the hash of what stands in it."""

    model_config = ConfigDict(frozen=True)

    size: int = Field(ge=0)
    sha256: str


class Manifest(BaseModel):
    """What a copy holds."""

    model_config = ConfigDict(frozen=True)

    format: str = _FORMAT
    version: int = _VERSION
    made_at: datetime
    is_encrypted: bool
    parts: Mapping[str, Part]

    @property
    def size(self) -> int:
        """Give how much room the parts take."""
        return sum(part.size for part in self.parts.values())


def write(file: Path, manifest: Manifest, sources: Mapping[str, Path], progress: Progress) -> None:
    """Write the parts with their manifest."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        done = 0
        for name, source in sources.items():
            with source.open("rb") as start, archive.open(name, "w", force_zip64=True) as end:
                while chunk := start.read(_CHUNK):
                    end.write(chunk)
                    done += len(chunk)
                    progress(done, manifest.size)


def described(path: Path) -> Part:
    """Give what a file must be."""
    with path.open("rb") as file:
        return Part(
            size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest()
        )


def unpack(file: Path, folder: Path, allows: Callable[[str], bool], progress: Progress) -> Manifest:
    """Lay the parts in a folder, each as its manifest says; a file of anyone else's is refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            _refuse_strange(archive, manifest, allows)
            done = 0
            for name, part in manifest.parts.items():
                _unpack_one(archive, name, part, folder / name)
                done += part.size
                progress(done, manifest.size)
            return manifest
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise CareError(CareFault.DAMAGED) from error


def read_manifest(file: Path) -> Manifest:
    """Give what a copy says that it holds."""
    if not file.is_file():
        raise CareError(CareFault.NO_FILE)
    try:
        with zipfile.ZipFile(file) as archive:
            return _manifest(archive)
    except zipfile.BadZipFile as error:
        raise CareError(_kind_of(file)) from error


def _kind_of(file: Path) -> CareFault:
    """Tell a copy that was cut off from a file that never was one."""
    with file.open("rb") as start:
        is_zip = start.read(4) == b"PK\x03\x04"
    return CareFault.DAMAGED if is_zip else CareFault.FOREIGN


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _LONGEST_MANIFEST:
            raise CareError(CareFault.FOREIGN)
        manifest = Manifest.model_validate_json(archive.read(info))
    except (KeyError, ValidationError) as error:
        raise CareError(CareFault.FOREIGN) from error
    if manifest.format != _FORMAT:
        raise CareError(CareFault.FOREIGN)
    if manifest.version > _VERSION:
        raise CareError(CareFault.NEWER)
    return manifest


def _refuse_strange(
    archive: zipfile.ZipFile, manifest: Manifest, allows: Callable[[str], bool]
) -> None:
    names = archive.namelist()
    if sorted(names) != sorted([MANIFEST, *manifest.parts]):
        raise CareError(CareFault.DAMAGED)
    if not all(_is_plain(name) and allows(name) for name in manifest.parts):
        raise CareError(CareFault.FOREIGN)


def _is_plain(name: str) -> bool:
    """Tell whether a name stays inside the folder, on every system."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:\x00")


def _unpack_one(archive: zipfile.ZipFile, name: str, part: Part, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), part.size
    with archive.open(name) as start, target.open("wb") as end:
        # What swells beyond its size is not written.
        while left >= 0 and (chunk := start.read(_CHUNK)):
            left -= len(chunk)
            digest.update(chunk)
            end.write(chunk)
    if left != 0 or digest.hexdigest() != part.sha256:
        raise CareError(CareFault.DAMAGED)
    target.chmod(0o600)


def names_under(data_dir: Path, roots: Iterable[str]) -> dict[str, Path]:
    """Give the files under some names of a data folder, in the order of the names."""
    found: dict[str, Path] = {}
    for root in roots:
        place = data_dir / root
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        found |= {file.relative_to(data_dir).as_posix(): file for file in files if file.is_file()}
    return found
