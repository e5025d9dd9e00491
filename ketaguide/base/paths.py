"""Where things lie: what we ship, and the folders the platform gives us."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@cache
def resources() -> Path:
    """The shipped data: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class Places:
    """The three folders outside a vault.

    Nothing personal is written there, but for the safety card of someone who asked for it.
    """

    config: Path
    data: Path
    state: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"


def platform_places() -> Places:
    """The platform's folders, not created yet."""
    import platformdirs

    return Places(
        config=platformdirs.user_config_path("ketaguide", appauthor=False),
        data=platformdirs.user_data_path("ketaguide", appauthor=False),
        state=platformdirs.user_state_path("ketaguide", appauthor=False),
    )


def make_private(folder: Path) -> None:
    """Create the folder and what is missing above it, each for us alone under every umask.

    Raises:
        OSError: it cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Replace ``path`` in one step; a reader sees the old bytes or the new, never a part.

    Raises:
        OSError: nothing was replaced.
    """
    make_private(path.parent)
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
