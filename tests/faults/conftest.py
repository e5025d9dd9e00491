"""One fork server and one template vault for all fault tests of a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.faults.forking import ForkServer, fork_server
from tests.helpers.faults.looking import Template, template


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    """Forks children that write in vaults."""
    with fork_server("tests.helpers.faults.acts", "tests.helpers.faults.moves") as made:
        yield made


@pytest.fixture(scope="session")
def small() -> Iterator[Template]:
    """A vault of a few pages, and the folder for its copies."""
    with template() as made:
        yield made


@pytest.fixture
def out(small: Template) -> Path:
    """Where strace writes."""
    return small.room / "trace.txt"
