"""All packs together: what the rest of the program asks for guides and words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ketaguide.base.errors import NotFound, PackError, PackInvalid, PackMissing
from ketaguide.content.clinic import with_lists
from ketaguide.content.guide import Guide, Phase
from ketaguide.content.loader import load_pack
from ketaguide.content.pack import Pack
from ketaguide.content.words import Family

CORE = "core"


class Catalogue:
    """The packs that could be read, and why others could not."""

    def __init__(self, packs: Sequence[Pack], *, problems: Sequence[PackError] = ()) -> None:
        """Args:
        packs: the core pack first; where two guides have one id, the first pack's counts.
        problems: what was left out beside what the packs themselves name.
        """
        self.packs = tuple(packs)
        self._beside = tuple(problems)
        self._guides: dict[str, Guide] = {}
        twins: list[PackError] = []
        for pack in packs:
            for guide in pack.guides:
                if self._guides.setdefault(guide.id, guide) is not guide:
                    file = f"{pack.info.id}/guides/{guide.id}.toml"
                    twins.append(PackInvalid(f"{file}: another pack has a guide of this name"))
        self.problems = (*problems, *(one for pack in packs for one in pack.problems), *twins)

    @property
    def core(self) -> Pack:
        """The pack that the program brings itself."""
        return self.packs[0]

    def with_clinics(
        self, packs: Sequence[Pack], *, problems: Sequence[PackError] = ()
    ) -> "Catalogue":
        """This and clinics' packs; their lines stand at the end of the core pack's lists."""
        guides = list(self.core.guides)
        for pack in packs:
            clinic = pack.clinic
            guides = [with_lists(g, clinic) if clinic else g for g in guides]
        own = (replace(self.core, guides=tuple(guides)), *self.packs[1:])
        return Catalogue((*own, *packs), problems=(*self._beside, *problems))

    def is_clinics(self, guide: Guide) -> bool:
        """Whether a guide came with a clinic's pack."""
        return guide.pack_id != self.core.info.id

    def guide(self, guide_id: str) -> Guide:
        """Raises:
        NotFound: no pack here has it; a run may come from a pack that is gone.
        """
        if guide_id not in self._guides:
            raise NotFound
        return self._guides[guide_id]

    def has(self, guide_id: str) -> bool:
        """Whether ``guide`` would find it."""
        return guide_id in self._guides

    def guides(self, phase: Phase | None = None) -> tuple[Guide, ...]:
        """All guides, or one phase's, in the order in which they are offered."""
        return tuple(g for g in self._guides.values() if phase in (None, g.phase))

    def words(self, name: str) -> tuple[Family, ...]:
        """The families of a word list such as ``feelings``.

        Raises:
            NotFound: no pack has it.
        """
        for pack in self.packs:
            if name in pack.words:
                return pack.words[name]
        raise NotFound

    def lines(self, name: str) -> Mapping[str, Mapping[str, str]]:
        """Texts by group and line, such as ``lines("gate")["stop"]["title"]``.

        Raises:
            NotFound: no pack has it.
        """
        for pack in self.packs:
            if name in pack.lines:
                return pack.lines[name]
        raise NotFound


def load_catalogue(folder: Path) -> Catalogue:
    """Read every pack in ``folder``; one that does not fit does not stop the others.

    Raises:
        PackError: the core pack, which the program itself brings, is missing or does not fit.
    """
    core = load_pack(folder / CORE)
    if core.problems:
        raise core.problems[0]
    packs, problems = [core], []
    for place in sorted(folder.iterdir()):
        if place.name == CORE or not place.is_dir() or place.name.startswith("."):
            continue
        try:
            if place.is_symlink():
                raise PackMissing(f"{place.name}: must be a folder of its own, not a link")
            packs.append(load_pack(place))
        except PackError as problem:
            problems.append(problem)
    return Catalogue(packs, problems=problems)
