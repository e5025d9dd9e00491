"""A person's whole life with the program, played through in processes that strace looks at."""

import os
import shutil
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers import traces
from tests.helpers.canary import new_canary
from tests.helpers.picture_bytes import photo, with_exif
from tests.journeys.remote import Remote, running

_PATIENCE_S = 30.0


@dataclass
class Story:
    """What was typed, and what is left of it.

    Attributes:
        canary: stands in every field that there is, and in the name of a folder.
        control: is written and shown on purpose, so that every search must find it.
    """

    folder: Path
    canary: str = field(default_factory=new_canary)
    passphrase: str = field(default_factory=new_canary)
    control: str = field(default_factory=new_canary)
    filled: dict[str, int] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    processes: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, str]:
        return self.canary, self.passphrase

    @property
    def traces(self) -> list[Path]:
        return sorted(self.folder.parent.glob("trace-*.txt"))

    @property
    def vault(self) -> Path:
        return next(self.folder.rglob("vault.kgh")).parent

    @property
    def leak(self) -> Path:
        return self.folder / "tmp" / "leak.txt"

    @property
    def photo(self) -> Path:
        """What the person takes into the journal; it says in itself where it was taken."""
        return self.folder.parent / "camera" / f"{self.canary}.jpg"

    @property
    def sheet(self) -> Path:
        """Where the person puts the recovery sheet, in a folder named after someone."""
        return self.folder / "home" / self.canary / "sheet.pdf"

    def under(self) -> tuple[str, ...]:
        """The next trace; nothing where strace is not installed."""
        if shutil.which("strace") is None:
            return ()
        return traces.command(self.folder.parent / f"trace-{len(self.traces)}.txt")

    def look(self, remote: Remote, when: str) -> int:
        """Note what others can see of the process, and return its id."""
        pid = int(remote.do("pid"))
        self.titles |= set(remote.do("titles"))
        self._note_process(pid, when)
        return pid

    def lock(self, remote: Remote, pid: int, *keys: str) -> None:
        """Press the keys that lock, wait for the lock screen, and end it."""
        remote.send(*(keys or ("key", "Ctrl+L")))
        try:
            _wait_for_the_lock_screen(pid)
            self._note_process(pid, "locked")
        finally:
            os.kill(pid, signal.SIGTERM)
            remote.process.wait(timeout=60)

    def _note_process(self, pid: int, when: str) -> None:
        for name in ("cmdline", "environ"):
            held = Path(f"/proc/{pid}/{name}").read_bytes()
            self.processes[f"{when} {name}"] = held.decode(errors="replace")


def play(root: Path) -> Story:
    """The first day; a day on which the program fails; a day that ends in the middle of a word."""
    story = Story(root / "world")
    story.folder.mkdir()
    for folder in (story.folder / "home", story.sheet.parent, story.photo.parent):
        folder.mkdir(mode=0o700)
    story.photo.write_bytes(with_exif(photo(), place=story.canary, words=story.canary))
    with running(story.folder, under=story.under(), umask=0) as remote:
        _begin(remote, story)
        _fill_everything(remote, story)
        remote.do("leak", str(story.leak), story.control)
        remote.do("dial", 9)
        remote.do("title", story.control)
        story.lock(remote, story.look(remote, "first"))
    with running(story.folder, under=story.under(), umask=0) as remote:
        remote.do("type", "passphrase", story.canary)
        remote.do("key", "Return")
        remote.do("wait", "passphrase")
        _unlock(remote, story)
        _search_and_restore(remote, story)
        remote.do("crash", story.canary)
        remote.do("press", "crash_copy")
        story.lock(remote, story.look(remote, "crashed"), "press", "crash_lock")
    with running(story.folder, under=story.under(), umask=0) as remote:
        _unlock(remote, story)
        remote.do("key", "Ctrl+N")
        remote.do("wait", "entry_body")
        remote.do("type", "entry_body", story.canary)
        os.kill(story.look(remote, "killed"), signal.SIGKILL)
        remote.process.wait(timeout=60)
    return story


def _unlock(remote: Remote, story: Story) -> None:
    remote.do("clear", "passphrase")
    remote.unlock(story.passphrase)


def _begin(remote: Remote, story: Story) -> None:
    remote.do("press", "create")
    remote.do("press", "choose_folder")
    remote.do("visit", str(story.sheet.parent))
    remote.do("type", "passphrase", story.passphrase)
    remote.do("type", "passphrase_again", story.passphrase)
    remote.do("type", "vault_name", f"{story.canary}n")
    remote.do("key", "Return")
    remote.do("press", "make_code")
    remote.do("press", "save_pdf")
    remote.do("choose", str(story.sheet))
    remote.do("press", "noted")
    story.filled["recovery"] = remote.do("fill", "QQQQQ")
    remote.do("press", "later")
    remote.do("wait", "home_page")


def _fill_everything(remote: Remote, story: Story) -> None:
    """Notes how many fields of each page were filled."""
    filled, canary = story.filled, story.canary
    remote.do("key", "Ctrl+2")
    remote.do("press", "plan_session")
    remote.do("wait", "session_place")
    filled["session"] = remote.do("fill", canary)
    remote.do("press", "session_store")
    remote.do("gone", "session_page")
    remote.do("key", "Ctrl+,")
    remote.do("wait", "person_name")
    filled["settings"] = remote.do("fill", canary)
    remote.do("key", "F9")
    remote.do("press", "safety_contacts")
    remote.do("press", "contacts_add")
    remote.do("wait", "contact_name")
    filled["contacts"] = remote.do("fill", canary)
    remote.do("press", "contacts_done")
    remote.do("key", "Escape")
    for place, guide in (("2", "preparing"), ("3", "set-and-setting"), ("4", "day-after")):
        remote.do("key", f"Ctrl+{place}")
        remote.do("press", f"begin_{guide}")
        remote.do("wait", "guide_page")
        filled[guide] = remote.do("walk", canary)
    remote.do("key", "Ctrl+N")
    remote.do("wait", "entry_body")
    filled["entry"] = remote.do("fill", canary)
    remote.do("press", "picture_add")
    remote.do("choose", str(story.photo))
    remote.do("wait", "picture_row")
    remote.do("press", "entry_keep")
    remote.do("gone", "entry_page")
    _to_backups(remote)
    remote.do("press", "backup_now")
    remote.do("wait", "backup_restore")
    remote.do("key", "Ctrl+N")
    remote.do("wait", "entry_body")
    filled["draft"] = remote.do("fill", canary)
    remote.do("press", "entry_back")
    remote.do("gone", "entry_page")
    remote.do("key", "Ctrl+F")
    remote.do("wait", "search")
    filled["search"] = remote.do("fill", canary)


def _search_and_restore(remote: Remote, story: Story) -> None:
    """Garbage in the search, too: an error of the index must not repeat it."""
    remote.do("key", "Ctrl+F")
    remote.do("wait", "search")
    remote.do("type", "search", f'{story.canary} "AND NEAR( {story.canary}*')
    _to_backups(remote)
    remote.do("press", "backup_restore")
    remote.do("press", "restore")
    remote.do("wait", "home_page")
    remote.do("key", "Ctrl+,")
    remote.do("press", "open_security")
    remote.do("press", "open_check")
    remote.do("press", "check_now")
    remote.do("wait", "report_card")


def _to_backups(remote: Remote) -> None:
    remote.do("key", "Ctrl+,")
    remote.do("press", "open_backups")
    remote.do("wait", "backup_now")


def _wait_for_the_lock_screen(pid: int) -> None:
    end = time.monotonic() + _PATIENCE_S
    while b"--locked-fd" not in Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < end, "never locked"
        time.sleep(0.05)
    time.sleep(1.0)
