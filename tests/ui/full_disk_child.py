"""Someone types a long entry while the disk is full. Prints what was seen, as lines of JSON."""

import json
import sys
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from tests.helpers import small_disk

FOLDER = Path(sys.argv[1])
FILLS = sys.argv[2] == "full"
# Before Qt and its threads: a thread cannot leave its process's mounts.
MOUNTED = small_disk.mount(FOLDER, megabytes=96)

from tests import conftest  # noqa: E402, F401 - no screen, no network, nobody's own folders

# isort: split
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QPlainTextEdit  # noqa: E402

from ketaguide.store import drafts, entries  # noqa: E402
from ketaguide.ui import disk_banner  # noqa: E402
from ketaguide.ui.disk_banner import DiskBanner  # noqa: E402
from ketaguide.ui.errands import NewEntry  # noqa: E402
from ketaguide.ui.workspace import Workspace  # noqa: E402
from ketaguide.vault import reserve  # noqa: E402
from tests.helpers.opened import opened  # noqa: E402
from tests.helpers.vaults import an_entry  # noqa: E402

_LETTERS = 5_000
_PATIENCE_S = 20.0


def tell(**seen: Any) -> None:
    print(json.dumps(seen), flush=True)


def main() -> None:
    application = QApplication([])
    # The last word of the banner need not stand so long here.
    vars(disk_banner)["_SAVED_MS"] = 300
    with opened(FOLDER, fill=partial(an_entry, body="What was there before.")) as room:
        vault: Any = None

        def take(found: Any) -> None:
            nonlocal vault
            vault = found

        room.desk.tend(take, owner=room.desk)
        disk: Any = small_disk.Filler(FOLDER) if MOUNTED else small_disk.Shortage(vault)
        workspace = Workspace(room)
        workspace.resize(1280, 840)
        workspace.show()
        workspace.activateWindow()
        workspace.do(NewEntry())
        application.processEvents()
        banner = workspace.findChildren(DiskBanner)[0]
        text = workspace.page.findChildren(QPlainTextEdit, "entry_body")[0]

        def state(what: str, since: float = 0.0) -> None:
            found, _names = vault.ask(drafts.every)
            kept, _names = vault.ask(entries.count)
            tell(
                what=what,
                mounted=MOUNTED,
                banner=banner.accessibleName() if banner.isVisible() else "",
                notice=workspace.page.notice.isVisible(),
                shown=len(text.toPlainText()),
                stored=max((len(one.content) for one in found), default=0),
                entries=kept,
                clean=room.unsaved.is_empty,
                ballast=(vault.folder / reserve.NAME).exists(),
                seconds=round(monotonic() - since, 1) if since else 0.0,
            )

        def wait(until: Any) -> float:
            began = monotonic()
            while not until() and monotonic() - began < _PATIENCE_S:
                QTest.qWait(20)
            return began

        if FILLS:
            tell(what="full", free=disk.fill())
        line = "It rained, and I thought of the river for a while. "
        # A line at a time, as dictation does it; then the rest key by key.
        for _ in range(_LETTERS // len(line) - 1):
            text.insertPlainText(line)
            application.processEvents()
        left = _LETTERS - len(text.toPlainText())
        QTest.keyClicks(text, (line * 2)[:left])
        room.unsaved.flush()
        # The space kept for this moment lets it be stored, where there is any.
        began = wait(lambda: room.unsaved.is_empty or not MOUNTED)
        state("typed", began)
        if FILLS:
            tell(what="full again", free=disk.fill())
            QTest.keyClicks(text, line)
            room.unsaved.flush()
            QTest.qWait(2_200)
            state("waiting")
            disk.clear()
            began = wait(lambda: room.unsaved.is_empty)
            state("space", began)
            wait(lambda: not banner.isVisible() or banner.accessibleName().startswith("Saved."))
            wait(lambda: not banner.isVisible())
            state("after")


main()
