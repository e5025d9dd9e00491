"""The one door to the vault.

A *question* is a plain function of an open transaction. It is answered on the one vault thread, in
the order asked, and the answer comes back on the thread of the asker's event loop. Work without a
vault (key derivation, files) runs beside it. Long work lets waiting questions pass.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ketaguide.base.errors import KetaGuideError, VaultLocked
from ketaguide.base.pulse import Cancelled, Pulse
from ketaguide.jobs import Job, Threads

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from ketaguide.vault.db import Db
    from ketaguide.vault.vault import Vault

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[KetaGuideError], None]


@dataclass(frozen=True, eq=False)
class _Asker:
    owner: QObject
    then: Then | None
    failed: Failed | None


@dataclass(frozen=True, eq=False)
class _Answer:
    asker: _Asker
    value: object
    problem: Exception | None
    changed: frozenset[str]


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
        # Questions that were asked and not answered; long work lets them pass at its pulses.
        self._waiting: deque[Callable[[], None]] = deque()
        self._jobs: list[Job] = []
        self._ended: list[Job] = []  # kept: the work's own thread may let go of one last
        self._running: list[Future[None]] = []
        self._answered.connect(self._deliver, Qt.ConnectionType.AutoConnection)

    @property
    def is_open(self) -> bool:
        """True between the answer to ``open`` and the call of ``close``."""
        return self._vault is not None

    @property
    def is_working(self) -> bool:
        """Whether any long work is under way; ``close`` waits for what the vault thread does."""
        return bool(self._jobs)

    @property
    def is_busy(self) -> bool:
        """Whether anything but questions is under way, long or short."""
        return any(not one.done() for one in self._running)

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

        self._submit(self._vault_worker, work, _Asker(owner, then, failed))

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
        self._waiting.append(
            self._answering(lambda: self._open_vault().ask(question), _Asker(owner, then, failed))
        )
        self._vault_worker.submit(self._answer_next)

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
            _Asker(owner, then, failed),
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
        asker = _Asker(owner, then, failed)
        self._submit(self._job_worker, lambda: (work(), frozenset()), asker)

    def tend_long(
        self,
        work: Callable[[Vault, Pulse], T],
        then: Callable[[T | None], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> Job:
        """Like ``tend``, for work that takes a while; at its pulses questions are answered.

        Returns:
            What shows progress and calls the work off; ``then`` gets None after that.
        """
        job = Job(self._answer_waiting, parent=self)
        self._begin_long(
            self._vault_worker,
            job,
            lambda: work(self._open_vault(), job.pulse),
            _Asker(owner, then, failed),
        )
        return job

    def run_long(
        self,
        work: Callable[[Pulse], T],
        then: Callable[[T | None], None] | None = None,
        *,
        owner: QObject,
        failed: Failed | None = None,
    ) -> Job:
        """Like ``run``, for work that says how far it is; see ``tend_long``."""
        job = Job(lambda: None, parent=self)
        asker = _Asker(owner, then, failed)
        self._begin_long(self._job_worker, job, lambda: work(job.pulse), asker)
        return job

    def cancel_jobs(self) -> None:
        """Call off all long work, as before a lock."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> Future[None]:
        """Close the vault after everything asked before; done when the future is.

        Long work is called off first.
        """
        self.cancel_jobs()

        def work() -> None:
            vault, self._vault = self._vault, None
            if vault is not None:
                vault.close()

        return self._vault_worker.submit(work)

    def _open_vault(self) -> Vault:
        if self._vault is None:
            raise VaultLocked
        return self._vault

    def _begin_long(
        self,
        worker: Executor | Threads,
        job: Job,
        work: Callable[[], object],
        asker: _Asker,
    ) -> None:
        self._jobs = [*self._jobs, job]

        def ended(answer: object) -> None:
            self._forget(job)
            if asker.then is not None and isValid(asker.owner):
                asker.then(answer)

        def refused(problem: KetaGuideError) -> None:
            self._forget(job)
            if asker.failed is None:
                self.refused.emit(problem)
            elif isValid(asker.owner):
                asker.failed(problem)

        def cancellable() -> tuple[object, frozenset[str]]:
            try:
                return work(), frozenset()
            except Cancelled:
                return None, frozenset()

        # Owned by the desk, so that the end of the work is noticed whoever has gone meanwhile.
        self._submit(worker, cancellable, _Asker(self, ended, refused))

    def _forget(self, job: Job) -> None:
        self._jobs = [each for each in self._jobs if each is not job]
        self._ended.append(job)

    def _answer_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()

    def _answer_waiting(self) -> None:
        while self._waiting:
            self._waiting.popleft()()

    def _submit(
        self,
        worker: Executor | Threads,
        work: Callable[[], tuple[object, frozenset[str]]],
        asker: _Asker,
    ) -> None:
        running = [one for one in self._running if not one.done()]
        self._running = [*running, worker.submit(self._answering(work, asker))]

    def _answering(
        self, work: Callable[[], tuple[object, frozenset[str]]], asker: _Asker
    ) -> Callable[[], None]:
        def answer() -> None:
            value: object = None
            problem: Exception | None = None
            changed: frozenset[str] = frozenset()
            try:
                value, changed = work()
            except Exception as error:  # judged on the asker's thread
                problem = error
            if isValid(self):
                self._answered.emit(_Answer(asker, value, problem, changed))

        return answer

    def _deliver(self, answer: _Answer) -> None:
        asker = answer.asker
        if answer.problem is None:
            if isValid(asker.owner) and asker.then is not None:
                asker.then(answer.value)
            if answer.changed:
                self.changed.emit(answer.changed)
            return
        problem = answer.problem
        if not isinstance(problem, KetaGuideError):
            self.broke.emit(problem)
            problem = KetaGuideError()
        if isValid(asker.owner) and asker.failed is not None:
            asker.failed(problem)
        elif problem is answer.problem:
            self.refused.emit(problem)
