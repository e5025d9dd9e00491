"""A clinic's pack: looked at in memory, kept encrypted, marked as theirs, and removable."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.errors import PackInvalid
from ketaguide.base.paths import resources
from ketaguide.content import incoming, lint
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.lists import Checklist
from ketaguide.engine.run import GuideRun
from ketaguide.flows import clinic_pack, save_run, start_run
from ketaguide.store import clinic_packs, entries, keeping
from ketaguide.vault.db import Db
from tests.helpers.canary import in_files
from tests.helpers.clinics import CLINIC, GUIDE, looked_at, pack_files, zipped
from tests.helpers.packs import PACK, WORDS
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, new_vault

# Of processor time, for any pack that fits the limits; see pack-format.md.
MOST_SECONDS = 2.0
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

    @pytest.mark.parametrize(
        "line",
        [
            "Take 100 mg at eight.",
            "One more DOSE if needed.",
            "Take 50mg at eight.",
            "Take 50 ｍｇ at eight.",
            "Take 50 ㎎ at eight.",
            "Take 50 m\u200bg at eight.",
            "Take half a gram at eight.",
        ],
    )
    def test_a_line_with_an_amount_is_refused(self, core: Catalogue, line: str) -> None:
        text = CLINIC.replace("See your clinic sheet.", line)
        with pytest.raises(PackInvalid) as caught:
            looked_at(clinic=text)
        assert caught.value.user_text.startswith("This file names an amount of a medicine")
        assert "clinic.toml" not in caught.value.user_text
        assert caught.value.hint.endswith("harbour/clinic.toml, rules.medicines.")
        assert "see your clinic sheet" in caught.value.hint
        assert "eight" not in f"{caught.value} {caught.value.hint}"

    def test_an_amount_among_its_own_words_is_refused_whatever_their_list_is_called(
        self, core: Catalogue
    ) -> None:
        files = pack_files()
        files["words/feelings.toml"] = WORDS.replace('label = "quiet"', 'label = "took 50 mg"')
        assert "50 mg" in str(files["words/feelings.toml"])
        with pytest.raises(PackInvalid, match="names an amount"):
            incoming.look_at(zipped(files, root=""), source="x.zip", core=core.core, bans=BANS)

    def test_what_was_not_looked_at_is_not_kept(self, core: Catalogue) -> None:
        found = looked_at(guide=GUIDE.replace("minutes = 5", "minutes = 0").replace("How", "5 mg"))
        assert found.pack.guides == ()
        assert "guides/harbour-evening.toml" not in found.texts

    def test_a_guide_that_the_core_pack_has_is_named_as_left_out(self, core: Catalogue) -> None:
        files = pack_files()
        files["guides/day-after.toml"] = GUIDE.replace("harbour-evening", "day-after")
        found = incoming.look_at(zipped(files, root=""), source="x", core=core.core, bans=BANS)
        assert [guide.id for guide in found.pack.guides] == ["harbour-evening"]
        assert "day-after.toml: KetaGuide has a guide of this name" in found.left_out[0]
        assert "guides/day-after.toml" not in found.texts

    def test_what_does_not_fit_is_named_and_the_rest_can_be_used(self, core: Catalogue) -> None:
        found = looked_at(guide=GUIDE.replace("minutes = 5", "minutes = 0"))
        assert found.pack.guides == ()
        assert "minutes must be from 1 to 180" in found.left_out[0]

    def test_it_cannot_stand_in_for_the_core_pack(self, core: Catalogue) -> None:
        files: dict[str, str | bytes] = {"pack.toml": PACK.replace("{id}", "core")}
        with pytest.raises(PackInvalid, match="brings itself"):
            incoming.look_at(zipped(files, root=""), source="x.zip", core=core.core, bans=BANS)

    def test_as_much_as_fits_is_looked_at_without_a_long_wait(self, core: Catalogue) -> None:
        """A pack that is kept is read again at each unlock."""
        head = GUIDE.partition("[[steps]]")[0]
        lines = "".join(
            f'[[steps]]\nid = "s{n}"\ntitle = "One"\n'
            + "".join(
                f'[[steps.prompts]]\nid = "p{n}-{m}"\nkind = "text"\n'
                f'label = "{"How it is now. " * 12}"\nhint = "{"a b " * 40}"\n'
                for m in range(8)
            )
            for n in range(60)
        )
        files: dict[str, str | bytes] = {"pack.toml": PACK.replace("{id}", "full")}
        for number in range(16):
            guide = head.replace("harbour-evening", f"g{number}") + lines
            files[f"guides/g{number}.toml"] = guide
        content = zipped(files, root="")
        began = time.process_time()
        found = incoming.look_at(content, source="x.zip", core=core.core, bans=BANS)
        assert time.process_time() - began < MOST_SECONDS
        assert (len(found.pack.guides), found.left_out) == (16, ())

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
        assert [pack.clinic.name for pack in with_it.packs if pack.clinic] == ["Harbour Clinic"]
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
        assert without.packs == (without.core,)
        assert not without.has("harbour-evening")
        assert room_list(without).names() == before
        vault.close()

    def test_what_was_begun_in_its_guides_goes_to_the_journal_with_its_removal(
        self, core: Catalogue, tmp_path: Path
    ) -> None:
        vault = new_vault(tmp_path / "vault")
        asks = '[[steps.prompts]]\nid = "own"\nkind = "text"\nlabel = "Own"\n'
        found = looked_at(guide=GUIDE + asks + '[makes]\nentry = { title = "An evening" }\n')

        def write(db: Db) -> Catalogue:
            clinic_pack.take(db, incoming=found, now=NOW, zone=ZONE)
            catalogue = clinic_pack.read(db, catalogue=core)
            guide = catalogue.guide("harbour-evening")
            state = start_run.begin(db, guide=guide, session_id=None, now=NOW, zone=ZONE)
            run = GuideRun(guide, state)
            run.answer("own", "half a sentence")
            save_run.save_state(db, state=run.state)
            return catalogue

        catalogue = vault.ask(write)[0]
        gone = partial(
            clinic_pack.remove, pack_id="harbour", catalogue=catalogue, now=NOW, zone=ZONE
        )
        vault.ask(gone)
        (entry,) = vault.ask(entries.recent)[0]
        assert (entry.title, entry.opening) == ("An evening", "half a sentence")
        assert vault.ask(clinic_packs.every)[0] == []
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
        mine = replace(core.guide("day-after"), title="Other", pack_id="harbour")
        pack = replace(looked_at().pack, guides=(mine,))
        both = core.with_clinics([pack])
        assert both.guide("day-after").title == "The day after"
        assert "another pack has a guide of this name" in str(both.problems[-1])

    def test_one_that_can_no_longer_be_read_does_not_keep_the_vault_shut(
        self, core: Catalogue, tmp_path: Path
    ) -> None:
        vault = new_vault(tmp_path / "vault")

        def spoil(db: Db) -> None:
            kept = clinic_pack.take(db, incoming=looked_at(), now=NOW, zone=ZONE)
            keeping.alter(db, kept, {"files": '{"pack.toml": "sch'})

        vault.ask(spoil)
        found = vault.ask(partial(clinic_pack.read, catalogue=core))[0]
        assert found.packs == (found.core,)
        assert "there is no pack.toml" in str(found.problems[-1])
        vault.close()

    def test_an_amount_that_was_taken_in_by_an_older_program_is_not_shown(
        self, core: Catalogue, tmp_path: Path
    ) -> None:
        vault = new_vault(tmp_path / "vault")
        found = looked_at()
        texts = dict(found.texts) | {"clinic.toml": CLINIC.replace("Slippers", "5mg Slippers")}

        def take(db: Db) -> Catalogue:
            clinic_pack.take(db, incoming=replace(found, texts=texts), now=NOW, zone=ZONE)
            return clinic_pack.read(db, catalogue=core)

        read = vault.ask(take)[0]
        assert (len(read.packs), room_list(read)) == (1, room_list(core))
        vault.close()


class TestLines:
    """A clinic's lines in a list of the core pack."""

    def _lists(self, *lists: tuple[str, ...]) -> str:
        head = CLINIC.partition("[[lists]]")[0]
        return head + "".join(
            '[[lists]]\nguide = "set-and-setting"\nprompt = "room-list"\nitems = ['
            + ", ".join(f'{{ id = "{name}", label = "Line {name}" }}' for name in names)
            + "]\n"
            for names in lists
        )

    def test_two_long_names_that_begin_alike_stay_two_lines(self, core: Catalogue) -> None:
        names = ("a" * 38 + "-1", "a" * 38 + "-2")
        pack = looked_at(clinic=self._lists(names)).pack
        found = room_list(core.with_clinics([pack]))
        assert len(set(found.names())) == len(found.names()) == len(room_list(core).names()) + 2
        assert max(map(len, found.names())) <= 40
        ticked = found.clean({"ticked": [found.names()[-1]], "own": []})
        assert ticked is not None
        assert found.shown(ticked).splitlines()[0] == f"- Line {names[1]}"

    def test_two_lists_for_one_place_and_two_clinics_all_count(self, core: Catalogue) -> None:
        pack = looked_at(clinic=self._lists(("one",), ("two",))).pack
        found = room_list(core.with_clinics([pack, pack]))
        new = found.items[len(room_list(core).items) :]
        assert [item.label for item in new] == ["Line one", "Line two", "Line one", "Line two"]
        assert len({item.id for item in new}) == 4

    def test_one_name_twice_in_a_list_is_refused(self, core: Catalogue) -> None:
        found = looked_at(clinic=self._lists(("one", "one")))
        assert "lists[0].items[1].id is used twice" in found.left_out[0]
