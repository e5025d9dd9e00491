"""A clinic's pack as a file brings it: looked at in memory before any of it is taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ketaguide.base.errors import PackInvalid
from ketaguide.base.text import tr
from ketaguide.content import checking
from ketaguide.content.archive import read_archive
from ketaguide.content.catalogue import CORE
from ketaguide.content.files import Folder
from ketaguide.content.lint import Ban
from ketaguide.content.loader import read_pack
from ketaguide.content.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A pack that can be taken in.

    Attributes:
        source: the file's name, as it was chosen.
        texts: each file of the pack that is read, by its path in the pack.
        left_out: what of it does not fit and will not show, in plain words.
    """

    pack: Pack = field(repr=False)
    source: str = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    left_out: tuple[str, ...] = field(default=(), repr=False)


def look_at(content: bytes, *, source: str, core: Pack, bans: tuple[Ban, ...]) -> Incoming:
    """Read a pack from the bytes of its file; nothing is written anywhere.

    Args:
        source: the file's name, without its folder.
        core: the core pack, whose words and guides it may name.

    Raises:
        PackInvalid: it does not fit, names an amount of a medicine, or brings nothing.
        PackTooNew: it needs a newer program.
    """
    files = read_archive(content, name=source)
    pack = _read(files, core=core, bans=bans)
    if pack.clinic is None and not pack.guides:
        raise next(iter(pack.problems), PackInvalid(tr("There is nothing in this pack to show.")))
    return Incoming(
        pack=pack,
        source=source,
        texts=_texts(files, pack),
        left_out=tuple(problem.user_text for problem in pack.problems),
    )


def from_texts(
    pack_id: str, texts: Mapping[str, str], *, core: Pack, bans: tuple[Ban, ...]
) -> Pack:
    """The pack again from what was kept of it, looked at as when it came.

    Raises:
        PackError: it was made by a newer program, or this one reads it no more.
    """
    files: dict[str, bytes] = {path: text.encode() for path, text in texts.items()}
    return _read(Folder(name=pack_id, files=dict(files)), core=core, bans=bans)


def _read(files: Folder, *, core: Pack, bans: tuple[Ban, ...]) -> Pack:
    pack = read_pack(files, shared=core.words)
    if pack.info.id == CORE:
        raise PackInvalid(tr("This is the pack that KetaGuide brings itself."))
    for one in checking.amounts(pack, bans):
        raise PackInvalid(
            tr("This file names an amount of a medicine, so it was not taken in."),
            hint=tr(
                "Ask your clinic for one that says: see your clinic sheet. For whoever wrote the "
                "file: {file}, {place}.",
                file=one.file,
                place=one.place,
            ),
        )
    return _beside(pack, core)


def _beside(pack: Pack, core: Pack) -> Pack:
    """Without guides whose name the core pack has: nobody could ever open them."""
    taken = {guide.id for guide in core.guides}
    problems = tuple(
        PackInvalid(
            tr(
                "{file}: KetaGuide has a guide of this name itself.",
                file=f"{pack.info.id}/guides/{guide.id}.toml",
            )
        )
        for guide in pack.guides
        if guide.id in taken
    )
    own = tuple(guide for guide in pack.guides if guide.id not in taken)
    return replace(pack, guides=own, problems=(*pack.problems, *problems))


def _texts(files: Folder, pack: Pack) -> dict[str, str]:
    """The files that are used: what was left out was not looked at, so it is not kept."""
    used = {"pack.toml", "SOURCES.md"}
    used |= {"clinic.toml"} if pack.clinic is not None else set()
    used |= {f"guides/{guide.id}.toml" for guide in pack.guides}
    used |= {f"words/{name}.toml" for name in (*pack.words, *pack.lines)}
    return {path: files.text(path) for path in sorted(used & files.files.keys())}
