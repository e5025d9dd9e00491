"""A clinic's pack: looked at in memory, kept encrypted, marked as theirs, and removable."""

from pathlib import Path

import pytest

from ketaguide.base.errors import PackInvalid
from ketaguide.base.paths import resources
from ketaguide.content import incoming, lint
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.lists import Checklist
from ketaguide.flows import clinic_pack
from ketaguide.store import clinic_packs
from ketaguide.vault.db import Db
from tests.helpers.canary import in_files
from tests.helpers.clinics import CLINIC, GUIDE, looked_at, zipped
from tests.helpers.packs import PACK
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, new_vault

BANS = lint.load_bans(resources() / "wording")


@pytest.fixture
def core() -> Catalogue:
    return core_catalogue()


def room_list(catalogue: Catalogue) -> Checklist:
    found = catalogue.guide("set-and-setting").prompt("room-list")
    assert isinstance(found, Checklist)
    return found


class TestLooking:
    def test_it_is_shown_before_anything_is_taken_in(self, core: Catalogue) -> None:
        found = looked_at()
        assert found.pack.clinic is not None
        assert (found.source, found.pack.clinic.name) == ("from clinic.zip", "Harbour Clinic")
        assert [guide.title for guide in found.pack.guides] == ["Harbour evening"]
        assert found.left_out == ()
        assert "run.py" not in found.texts

    @pytest.mark.parametrize("line", ["Take 100 mg at eight.", "One more DOSE if needed."])
    def test_a_line_with_an_amount_is_refused(self, core: Catalogue, line: str) -> None:
        text = CLINIC.replace("See your clinic sheet.", line)
        with pytest.raises(PackInvalid) as caught:
            looked_at(clinic=text)
        assert "rules.medicines" in str(caught.value)
        assert "see your clinic sheet" in caught.value.hint
        assert "eight" not in str(caught.value)

    def test_what_does_not_fit_is_named_and_the_rest_can_be_used(self, core: Catalogue) -> None:
        found = looked_at(guide=GUIDE.replace("minutes = 5", "minutes = 0"))
        assert found.pack.guides == ()
        assert "minutes must be from 1 to 180" in found.left_out[0]

    def test_it_cannot_stand_in_for_the_core_pack(self, core: Catalogue) -> None:
        files: dict[str, str | bytes] = {"pack.toml": PACK.replace("{id}", "core")}
        with pytest.raises(PackInvalid, match="brings itself"):
            incoming.look_at(zipped(files, root=""), source="x.zip", core=core.core, bans=BANS)

    def test_a_pack_of_nothing_is_refused(self, core: Catalogue) -> None:
        files: dict[str, str | bytes] = {"pack.toml": PACK.replace("{id}", "x")}
        with pytest.raises(PackInvalid, match="nothing in this pack"):
            incoming.look_at(zipped(files, root=""), source="x.zip", core=core.core, bans=BANS)


class TestKeeping:
    def test_taken_in_marked_and_removed(self, core: Catalogue, tmp_path: Path) -> None:
        vault = new_vault(tmp_path / "vault")
        found = looked_at()
        before = room_list(core).names()

        def take(db: Db) -> Catalogue:
            clinic_pack.take(db, incoming=found, now=NOW, zone=ZONE)
            return clinic_pack.read(db, catalogue=core)

        with_it = vault.ask(take)[0]
        assert [clinic.name for clinic in with_it.clinics] == ["Harbour Clinic"]
        guide = with_it.guide("harbour-evening")
        assert with_it.is_clinics(guide)
        felt = guide.prompt("felt")
        assert felt is not None
        assert felt.names()  # the core pack lends its words
        lines = room_list(with_it)
        assert lines.names()[: len(before)] == before
        (added,) = lines.items[len(before) :]
        assert (added.id, added.label, added.hint) == (
            "clinic-slippers",
            "Slippers",
            "From your clinic",
        )
        assert not with_it.is_clinics(with_it.guide("set-and-setting"))

        def remove(db: Db) -> Catalogue:
            clinic_packs.remove(db, "harbour")
            return clinic_pack.read(db, catalogue=core)

        without = vault.ask(remove)[0]
        assert without.clinics == ()
        assert not without.has("harbour-evening")
        assert room_list(without).names() == before
        vault.close()

    def test_nothing_of_it_is_readable_beside_the_vault(
        self, core: Catalogue, tmp_path: Path
    ) -> None:
        vault = new_vault(tmp_path / "vault")
        found = looked_at()
        vault.ask(lambda db: clinic_pack.take(db, incoming=found, now=NOW, zone=ZONE))
        vault.close()
        assert in_files(tmp_path, ["Harbour", "slippers", "from clinic.zip"]) == []

    def test_the_core_packs_guide_counts_where_two_have_one_id(self, core: Catalogue) -> None:
        twin = GUIDE.replace("harbour-evening", "day-after").replace("Harbour evening", "Other")
        files: dict[str, str | bytes] = {
            "pack.toml": PACK.replace("{id}", "harbour"),
            "guides/day-after.toml": twin,
        }
        pack = incoming.look_at(zipped(files, root=""), source="x", core=core.core, bans=BANS).pack
        assert core.with_clinics([pack]).guide("day-after").title == "The day after"
