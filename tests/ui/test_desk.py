"""The one door: order, owners, errors."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull, KetaGuideError, VaultLocked
from ketaguide.desk import Desk
from tests.helpers.executors import InlineExecutor, unexpected

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


class FakeVault:
    """Answers questions with itself as the transaction; counts how it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def ask(self, question: Callable[[Any], Any]) -> tuple[Any, frozenset[str]]:
        return question(self), frozenset({"Entry"})

    def close(self) -> None:
        self.closed += 1


@contextmanager
def _open_desk(*, threads: bool) -> Iterator[tuple[Desk, FakeVault, QObject]]:
    worker = ThreadPoolExecutor(1) if threads else InlineExecutor()
    desk = Desk(vault_worker=worker, job_worker=worker)
    owner = QObject()
    vault = FakeVault()
    desk.open(lambda: cast("Vault", vault), lambda _: None, owner=owner, failed=unexpected)
    try:
        yield desk, vault, owner
    finally:
        desk.close().result(timeout=5)
        worker.shutdown()


def _say(number: int, _db: object) -> int:
    return number


def test_answers_come_in_the_order_asked_on_the_askers_thread(qtbot: QtBot) -> None:
    with _open_desk(threads=True) as (desk, _vault, owner):
        seen: list[tuple[int, bool]] = []
        here = QThread.currentThread()

        def answered(answer: int) -> None:
            seen.append((answer, QThread.currentThread() is here))

        for number in range(50):
            desk.ask(partial(_say, number), answered, owner=owner)
        qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == [(number, True) for number in range(50)]


def test_an_answer_for_a_dead_owner_is_dropped_but_the_question_was_answered(qtbot: QtBot) -> None:
    with _open_desk(threads=True) as (desk, _vault, owner):
        import shiboken6

        dead = QObject()
        asked: list[str] = []
        delivered: list[object] = []
        desk.ask(lambda _db: asked.append("yes"), delivered.append, owner=dead)
        shiboken6.delete(dead)
        done: list[object] = []
        desk.ask(lambda _db: 1, done.append, owner=owner)
        qtbot.waitUntil(lambda: bool(done))
    assert asked == ["yes"]
    assert delivered == []


def test_expected_errors_reach_failed_or_the_message_bar() -> None:
    with _open_desk(threads=False) as (desk, _vault, owner):
        mine: list[KetaGuideError] = []
        everyones: list[KetaGuideError] = []
        desk.refused.connect(everyones.append)

        def full(_db: object) -> None:
            raise DiskFull

        desk.ask(full, owner=owner, failed=mine.append)
        desk.ask(full, owner=owner)
    assert [type(problem) for problem in mine] == [DiskFull]
    assert [type(problem) for problem in everyones] == [DiskFull]


def test_a_bug_reaches_broke_and_its_asker_does_not_wait_for_ever() -> None:
    with _open_desk(threads=False) as (desk, _vault, owner):
        broke: list[Exception] = []
        mine: list[KetaGuideError] = []
        desk.broke.connect(broke.append)
        desk.refused.connect(unexpected)
        desk.ask(lambda _db: 1 / 0, owner=owner, failed=mine.append)
        desk.ask(lambda _db: 1 / 0, owner=owner)
    assert [type(problem) for problem in broke] == [ZeroDivisionError] * 2
    assert [type(problem) for problem in mine] == [KetaGuideError]


def test_changed_names_what_was_written() -> None:
    with _open_desk(threads=False) as (desk, _vault, owner):
        names: list[frozenset[str]] = []
        desk.changed.connect(names.append)
        desk.ask(lambda _db: None, owner=owner)
    assert names == [frozenset({"Entry"})]


def test_after_closing_every_question_is_refused_as_locked() -> None:
    with _open_desk(threads=False) as (desk, vault, owner):
        desk.close().result(timeout=5)
        assert vault.closed == 1
        assert not desk.is_open
        problems: list[KetaGuideError] = []
        desk.ask(lambda _db: None, owner=owner, failed=problems.append)
    assert [type(problem) for problem in problems] == [VaultLocked]


def _steps(seen: list[str], _vault: object, pulse: Callable[[int, int], None]) -> str:
    for step in range(200):
        seen.append("step")
        pulse(step, 200)
        sleep(0.005)
    return "all"


def test_questions_pass_long_work_on_the_vault_thread(qtbot: QtBot) -> None:
    with _open_desk(threads=True) as (desk, _vault, owner):
        seen: list[str] = []
        ends: list[object] = []
        job = desk.tend_long(partial(_steps, seen), ends.append, owner=owner)
        with qtbot.waitSignal(job.progress):
            pass
        desk.ask(lambda _db: seen.append("question"), owner=owner)
        qtbot.waitUntil(lambda: bool(ends), timeout=5000)
        assert ends == ["all"]
        assert 0 < seen.index("question") < len(seen) - 10
        assert not desk.is_working


def test_long_work_called_off_answers_with_nothing(qtbot: QtBot) -> None:
    with _open_desk(threads=True) as (desk, _vault, owner):
        seen: list[str] = []
        ends: list[object] = []
        job = desk.tend_long(partial(_steps, seen), ends.append, owner=owner, failed=unexpected)
        qtbot.waitUntil(lambda: bool(seen), timeout=5000)
        job.cancel()
        qtbot.waitUntil(lambda: bool(ends), timeout=5000)
        assert ends == [None]
        assert len(seen) < 200


def test_closing_calls_long_work_off_and_waits_for_its_end(qtbot: QtBot) -> None:
    with _open_desk(threads=True) as (desk, vault, owner):
        seen: list[str] = []
        desk.tend_long(partial(_steps, seen), owner=owner)
        qtbot.waitUntil(lambda: bool(seen), timeout=5000)
        desk.close().result(timeout=5)
        assert vault.closed == 1
        assert len(seen) < 200
        qtbot.waitUntil(lambda: not desk.is_working, timeout=5000)


def test_a_question_asked_before_long_work_is_answered_before_it() -> None:
    with _open_desk(threads=False) as (desk, _vault, owner):
        seen: list[str] = []
        desk.ask(lambda _db: seen.append("question"), owner=owner)
        desk.tend_long(lambda _vault, _pulse: seen.append("long"), owner=owner)
        failed: list[KetaGuideError] = []
        desk.run_long(_full, owner=owner, failed=failed.append)
    assert seen == ["question", "long"]
    assert [type(problem) for problem in failed] == [DiskFull]


def _full(_pulse: object) -> None:
    raise DiskFull
