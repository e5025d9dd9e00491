"""The first start from a checkout: an environment of its own, then the same command inside it.

Standard library only, and readable by Python 3.6, so that an old Python gets a sentence and not a
traceback. In an installed wheel there is nothing to set up. Everything is said on standard error.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def python_problem(
    version: "tuple[int, ...]",
    which: "Callable[[str], str | None]" = shutil.which,
) -> str:
    """One sentence if this Python cannot run KetaGuide, naming one that can; otherwise ''."""
    if version in SUPPORTED:
        return ""
    sentence = (
        f"KetaGuide needs Python 3.11, 3.12 or 3.13; this is Python {version[0]}.{version[1]}."
    )
    for minor in (13, 12, 11):
        if which(f"python3.{minor}"):
            return f"{sentence} Start it with python3.{minor} instead of python3."
    return sentence


if python_problem(sys.version_info[:2]):
    sys.stderr.write(python_problem(sys.version_info[:2]) + "\n")
    sys.exit(3)

from ketaguide.prerequisites import (  # noqa: E402 - an old Python must not come here
    SetupFailed,
    check_system,
    run,
    say,
)


def checkout() -> "Path | None":
    """The folder of this checkout; None in an installed wheel."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "resources" / "lock" / "run.txt").is_file() else None


def ensure(lock: str = "run", *, window: bool = True) -> None:
    """Return only inside a complete environment; make it and start this command again otherwise.

    Args:
        lock: ``run`` for the program, ``dev`` for the tests and their tools.
        window: False where no window will be shown, so that Qt's libraries are not asked for.

    Raises:
        SystemExit: with the reason on standard error.
    """
    root = checkout()
    if root is None:
        return
    try:
        venv = root / ".venv" / "cp{}{}".format(*sys.version_info)
        stamp = _stamp(root, lock)
        ready = _is_complete(venv, stamp)
        check_system(testing=lock == "dev", build=not ready, window=window)
        if not ready:
            _build(venv, root=root, lock=lock, stamp=stamp)
        if Path(sys.prefix).resolve() != venv.resolve():
            _start_again(venv)
    except SetupFailed as problem:
        say(str(problem))
        raise SystemExit(problem.code) from None
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        raise SystemExit(130) from None
    except OSError as problem:
        say(f"Setting up failed: {problem.strerror}: {problem.filename}")
        raise SystemExit(1) from None


def _stamp(root: Path, lock: str) -> str:
    """What a complete environment says of itself: each lock file in it, with its hash."""
    names = ("run", "dev") if lock == "dev" else ("run",)
    folder = root / "resources" / "lock"
    hashes = (hashlib.sha256((folder / f"{n}.txt").read_bytes()).hexdigest() for n in names)
    return "".join(f"{name} {value}\n" for name, value in zip(names, hashes, strict=True))


def _is_complete(venv: Path, stamp: str) -> bool:
    try:
        written = (venv / "complete").read_text(encoding="utf-8")
    except OSError:
        return False
    return written.startswith(stamp) and _python(venv).exists()


def _python(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _build(venv: Path, *, root: Path, lock: str, stamp: str) -> None:
    """Make or repair the environment; the file ``complete`` is removed first and written last."""
    venv.parent.mkdir(exist_ok=True)
    with _only_one(venv.with_suffix(".lock")):
        if _is_complete(venv, stamp):
            return
        where = venv.relative_to(root).as_posix()
        if (venv / "complete").exists() and _python(venv).exists():
            say(f"Bringing {where} up to date.")
            (venv / "complete").unlink()
        else:
            again = " again, because the last time was interrupted" if venv.exists() else ""
            say(f"Setting up KetaGuide in {where}{again}. This is done once and takes a while.")
            if venv.exists():
                shutil.rmtree(venv)
            base = getattr(sys, "_base_executable", "") or sys.executable
            run([base, "-m", "venv", str(venv)], "Python could not make an environment.")
        _install(venv, root / "resources" / "lock" / f"{lock}.txt")
        part = venv / "complete.part"
        part.write_text(stamp, encoding="utf-8")
        part.replace(venv / "complete")
    say("Ready.")


def _install(venv: Path, lock: Path) -> None:
    """Install what the lock pins, saying which package of how many."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    command = [str(_python(venv)), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--only-binary=:all:", "--compile", "--no-input", "--progress-bar=off"]
    command += ["-r", str(lock)]
    done = 0
    said: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            said = [*said[-20:], line.rstrip()]
            name = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
            size = re.match(r"\s+Downloading .*\(([\d.]+ MB)\)", line)
            if line.startswith("Ignoring "):
                total -= 1
            elif name:
                done += 1
                say(f"  [{done}/{total}] {name.group(1)}")
            elif size:
                say(f"          {size.group(1)}")
            elif line.startswith("Installing collected"):
                say("  unpacking and compiling")
    if pip.returncode:
        say("\n".join(said))
        raise SetupFailed(
            "The packages could not be installed: see above. Setting up needs the network once. "
            "Nothing is half done: the same command starts again."
        )


def _start_again(venv: Path) -> None:
    """The same command under the environment's Python; open descriptors go along."""
    if os.environ.get("KETAGUIDE_STARTED_BY") == str(os.getpid()):
        raise SetupFailed(f"{venv} does not start its own Python. Delete that folder, then retry.")
    os.environ["KETAGUIDE_STARTED_BY"] = str(os.getpid())
    command = [str(_python(venv)), *sys.orig_argv[1:]]
    if os.name == "nt":  # exec would give the console back before the program has ended
        raise SystemExit(subprocess.call(command, close_fds=False))
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - our own Python, no shell wanted


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold ``path`` locked; two first starts at once would write into one another."""
    with path.open("a") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Waiting for another start to finish setting up.")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
