"""A pack in one file: a zip that is read in memory, within limits, and never unpacked."""

import io
import re
import stat
import unicodedata
import zipfile
import zlib

from ketaguide.base.errors import PackInvalid
from ketaguide.content.files import DEEPEST_FOLDER, MOST_BYTES, MOST_FILES, Folder

# Source: our own; a clinic's pack is some 20 KB, the core pack 400 KB. One that is kept is read at
# each unlock: 4 MiB of guides take under a second.
MOST_ARCHIVE = 4 * 1024 * 1024
MOST_UNPACKED = 4 * 1024 * 1024
MOST_NAME = 200

_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# Also the marks that turn the direction of what stands around them: a name is shown to a person.
_ODD = re.compile('[\x00-\x1f\x7f<>:"|?*\\\\\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


def read_archive(content: bytes, *, name: str) -> Folder:
    """The pack's files in memory, under the id that its folder has inside the archive.

    Args:
        content: the whole archive.
        name: of the file, for messages and for an archive without a folder of its own.

    Raises:
        PackInvalid: no zip, too large, or built to harm.
    """
    if len(content) > MOST_ARCHIVE:
        raise PackInvalid(f"{name}: must be {MOST_ARCHIVE // 1024 // 1024} MiB or smaller")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _files(archive, name)
    except PackInvalid:
        raise
    # What Python's reader says of broken and hostile archives is not one family of errors.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
        IndexError,
        MemoryError,
    ) as problem:
        raise PackInvalid(f"{name}: is not a zip file that can be read") from problem
    return _rooted(files, name)


def _files(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    inside = [one for one in archive.infolist() if not one.filename.endswith("/")]
    if len(archive.infolist()) > 2 * MOST_FILES or len(inside) > MOST_FILES:
        raise PackInvalid(f"{name}: must hold {MOST_FILES} files or fewer")
    files: dict[str, bytes] = {}
    total = 0
    seen: set[str] = set()
    for one in inside:
        path = _path(one, name)
        if path.casefold() in seen:
            raise PackInvalid(f"{name}/{path}: is in the file twice")
        seen.add(path.casefold())
        if one.flag_bits & _ENCRYPTED or one.compress_type not in _KINDS:
            raise PackInvalid(f"{name}/{path}: must be stored or deflated, without a password")
        # What it says of its own size may be a lie: no more than one byte over is ever unpacked.
        with archive.open(one) as stream:
            text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise PackInvalid(f"{name}/{path}: must be {MOST_BYTES // 1024} KiB or smaller")
        if len(text) != one.file_size:
            raise PackInvalid(f"{name}/{path}: is not as long as the archive says")
        total += len(text)
        if total > MOST_UNPACKED:
            raise PackInvalid(f"{name}: holds more than {MOST_UNPACKED // 1024 // 1024} MiB")
        files[path] = text
    return files


def _path(one: zipfile.ZipInfo, name: str) -> str:
    """The file's path inside the pack.

    Raises:
        PackInvalid: it leads outside, is a link, or cannot be a path everywhere.
    """
    path = unicodedata.normalize("NFC", one.filename)
    parts = path.split("/")
    # ZipInfo cuts a name at a NUL and turns the system's own separator; the raw one tells.
    raw = getattr(one, "orig_filename", path)
    if (
        len(path) > MOST_NAME
        or _ODD.search(path)
        or _ODD.search(raw)
        or any(part in ("", ".", "..") or part != part.strip(" ") for part in parts)
    ):
        raise PackInvalid(f"{name}: holds a file whose name cannot be used")
    if stat.S_ISLNK(one.external_attr >> 16):
        raise PackInvalid(f"{name}/{path}: must be a file of its own, not a link")
    if len(parts) > DEEPEST_FOLDER + 1:
        raise PackInvalid(f"{name}/{path}: folders are nested too deep")
    return path


def _rooted(files: dict[str, bytes], name: str) -> Folder:
    """Without the one folder that everything lies in, as archives of a folder have it."""
    tops = {path.partition("/")[0] for path in files}
    if "pack.toml" in files or len(tops) != 1:
        return Folder(name=name.removesuffix(".zip"), files=dict(files), loose=True)
    top = tops.pop()
    return Folder(name=top, files={path[len(top) + 1 :]: text for path, text in files.items()})
