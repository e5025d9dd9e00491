"""``ketaguide pack``: for authors. A pack is begun, and told all that does not fit."""

from pathlib import Path

from ketaguide.base.errors import FolderNotEmpty, PackInvalid, PackMissing
from ketaguide.base.paths import resources
from ketaguide.base.text import tr, trn
from ketaguide.commands.kit import Kit
from ketaguide.content import archive, checking, files, lint
from ketaguide.content.catalogue import CORE
from ketaguide.content.files import Folder
from ketaguide.content.loader import load_pack
from ketaguide.content.shape import ID

REFUSED = 8
_TEMPLATE_ID = "my-pack"


def check(kit: Kit) -> int:
    """Every complaint about a folder or a zip file, each with place and example; 8 for any."""
    place = Path(kit.given.pack).absolute()
    found = checking.complaints(
        _files(place),
        bans=lint.load_bans(resources() / "wording"),
        core=None if place.name == CORE else load_pack(resources() / "packs" / CORE),
    )
    facts = [
        {"file": one.file, "place": one.place, "what": one.what, "example": one.example}
        for one in found
    ]
    told = trn("{count} thing does not fit.", "{count} things do not fit.", len(found))
    lines = [*map(str, found), told] if found else [tr("Everything fits.")]
    kit.teller.answer({"fits": not found, "complaints": facts}, lines)
    return REFUSED if found else 0


def new(kit: Kit) -> int:
    """A small pack that fits, to change into one's own.

    Raises:
        FolderNotEmpty: something is there already.
        PackInvalid: the folder's name cannot be a pack's id.
    """
    folder = Path(kit.given.pack).absolute()
    if not ID.fullmatch(folder.name):
        name = tr("The folder's name becomes the pack's id: small letters, digits and hyphens.")
        raise PackInvalid(name, hint=tr("For example: {example}", example="harbour-clinic"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty
    template = resources() / "pack-template"
    written = []
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        target = folder / source.relative_to(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8").replace(f'"{_TEMPLATE_ID}"', f'"{folder.name}"')
        target.write_text(text, encoding="utf-8")
        written.append(str(target))
    kit.teller.answer(
        {"folder": str(folder), "files": written},
        [*written, tr("Change what is there, then check it: ketaguide pack check {folder}",
                      folder=str(folder))],
    )  # fmt: skip
    return 0


def _files(place: Path) -> Folder:
    """Raises:
    PackMissing: there is no such file or folder, or it cannot be read.
    """
    if place.is_dir():
        return files.list_files(place)
    try:
        with place.open("rb") as stream:
            content = stream.read(archive.MOST_ARCHIVE + 1)
    except OSError as problem:
        raise PackMissing(tr("There is no such pack, or it cannot be read.")) from problem
    return archive.read_archive(content, name=place.name)
