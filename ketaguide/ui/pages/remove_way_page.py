"""Taking away one way to open the vault, with what that means for it."""

from __future__ import annotations

from functools import partial

from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing, Way
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.pages.security_ways import title_of
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Body
from ketaguide.vault import slots


class RemoveWayPage(TaskPage):
    """Never the last one that a person holds: that is said before anything is typed."""

    def __init__(self, room: Room, *, slot_id: str) -> None:
        super().__init__(
            room,
            name="remove_way_page",
            heading=tr("Remove a way in"),
            lead="",
            wish=tr("Remove this way in now?"),
        )
        self._slot_id = slot_id

    def fill(self, standing: Standing) -> None:
        way = next((one for one in standing.ways if one.slot_id == self._slot_id), None)
        if way is None:
            self.form_body.addWidget(Body(tr("It is no longer there.")))
            return
        heading = tr("Remove: {way}", way=title_of(way.kind))
        self.intro.set_words(heading, "" if way.is_last else what_goes(way))
        if way.is_last:
            words = tr("This is the only way in that you hold, so it stays. Add another one first.")
            self.form_body.addWidget(Body(words))
            return
        lines = [
            ("info", tr("Copies and backups made before can still be opened this way.")),
            ("lock-open", _what_stays(standing, way)),
        ]
        if way.kind == slots.RECOVERY:
            lines.append(("key-round", tr("If that is lost as well, nobody can open this vault.")))
        self.add_honest(tr("Good to know"), *lines)
        self.add_proof(standing)
        self.add_main(tr("Remove it"), name="remove_way", kind="danger", icon="trash-2")

    def submit(self) -> None:
        deed = partial(ways.remove, slot_id=self._slot_id)
        self.work(deed, self._on_removed, words=tr("Removing it."))

    def _on_removed(self, _answer: object) -> None:
        self.leave(tr("Removed. That way no longer opens this vault."))


def what_goes(way: Way) -> str:
    """What no longer works afterwards."""
    return {
        slots.PASSPHRASE: tr("The passphrase by itself will no longer open this vault."),
        slots.RECOVERY: tr("The sheet with the recovery code will no longer open this vault."),
        slots.KEY_FILE: tr("The key file and its passphrase will no longer open this vault."),
        slots.PRACTICE: tr("The practice will no longer be able to open this vault."),
    }[way.kind]


def _what_stays(standing: Standing, gone: Way) -> str:
    left = [way for way in standing.ways if way != gone and way.kind != slots.PRACTICE]
    names = list(dict.fromkeys(title_of(way.kind) for way in left))
    if len(names) == 1:
        return tr("What is left to open it: {way}.", way=names[0])
    return tr("What is left to open it: {ways}.", ways=tr(", ").join(names))
