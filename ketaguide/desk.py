"""The one door to the vault.

A *question* is a plain function of an open transaction. It is answered on the one vault thread, in
the order asked, and the answer comes back on the thread of the asker's event loop. Work without a
vault (key derivation, files) runs beside it on a second worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ketaguide.base.errors import KetaGuideError, VaultLocked

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from ketaguide.vault.db import Db
    from ketaguide.vault.vault import Vault

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[KetaGuideError], None]


@dataclass(frozen=True, eq=False)
class _Answer:
    value: object
    problem: Exception | None
    changed: frozenset[str]
    owner: QObject
    then: Callable[[Any], None] | None
    failed: Failed | None


class Threads:
    """A pool that is made for its first work: before the first paint its import is too dear."""

    def __init__(self, count: int, *, name: str) -> None:
        self._count = count
        self._name = name
        self._pool: Executor | None = None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` on one of the threads; call this from the UI thread only."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._count, thread_name_prefix=self._name)
        return self._pool.submit(work)


class Desk(QObject):
    """Hands questions to the vault thread and answers to their owners."""

    changed = Signal(object)  # frozenset of record names, after each transaction that wrote
    refused = Signal(object)  # a KetaGuideError that its owner did not take itself
    broke = Signal(object)  # any other exception: a bug
    _answered = Signal(object)

    def __init__(
        self,
        *,
        vault_worker: Executor | Threads,
        job_worker: Executor | Threads,
        parent: QObject | None = None,
    ) -> None:
        """Args:
        vault_worker: runs one call at a time, always on the same thread.
        job_worker: runs what needs no vault.
        """
        super().__init__(parent)
        self._vault_worker = vault_worker
        self._job_worker = job_worker
        self._vault: Vault | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.AutoConnection)

    @property
    def is_open(self) -> bool:
        """True between the answer to ``open`` and the call of ``close``."""
        return self._vault is not None

    def open(
        self,
        opener: Callable[[], Vault],
        then: Callable[[Vault], None],
        *,
        owner: QObject,
        failed: Failed,
    ) -> None:
        """Open a vault on the vault thread; from then on it answers the questions."""

        def work() -> tuple[Vault, frozenset[str]]:
            self._vault = opener()
            return self._vault, frozenset()

        self._submit(self._vault_worker, work, owner=owner, then=then, failed=failed)

    def ask(
        self,
        question: Callable[[Db], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Answer ``question`` in one transaction: all of it is stored, or nothing.

        Args:
            question: runs on the vault thread; gets the open transaction, touches no widget.
            then: gets the answer, on the owner's thread; dropped if the owner has died.
            owner: who asks; its death cancels the delivery, never the transaction.
            failed: gets a KetaGuideError; without it the error goes to ``refused``. After a bug,
                which goes to ``broke``, it gets a plain one, so that nobody waits for ever.
        """
        self._submit(
            self._vault_worker,
            lambda: self._open_vault().ask(question),
            owner=owner,
            then=then,
            failed=failed,
        )

    def tend(
        self,
        work: Callable[[Vault], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Like ``ask``, for work on the vault itself: its key slots, its reserve."""
        self._submit(
            self._vault_worker,
            lambda: (work(self._open_vault()), frozenset()),
            owner=owner,
            then=then,
            failed=failed,
        )

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Do work that needs no vault, beside the vault thread."""
        self._submit(
            self._job_worker,
            lambda: (work(), frozenset()),
            owner=owner,
            then=then,
            failed=failed,
        )

    def close(self) -> Future[None]:
        """Close the vault after everything asked before; done when the future is."""

        def work() -> None:
            vault, self._vault = self._vault, None
            if vault is not None:
                vault.close()

        return self._vault_worker.submit(work)

    def _open_vault(self) -> Vault:
        if self._vault is None:
            raise VaultLocked
        return self._vault

    def _submit(
        self,
        worker: Executor | Threads,
        work: Callable[[], tuple[object, frozenset[str]]],
        *,
        owner: QObject,
        then: Callable[[Any], None] | None,
        failed: Failed | None,
    ) -> None:
        def answer() -> None:
            value: object = None
            problem: Exception | None = None
            changed: frozenset[str] = frozenset()
            try:
                value, changed = work()
            except Exception as error:  # judged on the asker's thread
                problem = error
            if isValid(self):
                self._answered.emit(_Answer(value, problem, changed, owner, then, failed))

        worker.submit(answer)

    def _deliver(self, answer: _Answer) -> None:
        alive = isValid(answer.owner)
        if answer.problem is None:
            if alive and answer.then is not None:
                answer.then(answer.value)
            if answer.changed:
                self.changed.emit(answer.changed)
            return
        problem = answer.problem
        if not isinstance(problem, KetaGuideError):
            self.broke.emit(problem)
            problem = KetaGuideError()
            alive = alive and isValid(answer.owner)
        if alive and answer.failed is not None:
            answer.failed(problem)
        elif problem is answer.problem:
            self.refused.emit(problem)
