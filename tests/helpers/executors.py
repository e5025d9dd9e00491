"""Executors for tests: answers arrive before the call returns, so widget tests need no waits."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from ketaguide.base.errors import KetaGuideError


def unexpected(problem: KetaGuideError) -> None:
    """For ``failed=`` where nothing may fail."""
    pytest.fail(type(problem).__name__)


class InlineExecutor(Executor):
    """Runs each call at once, on the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:
            future.set_exception(problem)
        return future
