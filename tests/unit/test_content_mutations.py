"""Five hundred damaged packs give our own errors or a guide, and give them soon."""

import random
import re
import time
from pathlib import Path

import pytest

from ketaguide.base.errors import PackError
from ketaguide.base.paths import resources
from ketaguide.content.files import Folder
from ketaguide.content.guide import Guide
from ketaguide.content.loader import load_pack, read_pack
from ketaguide.engine.outline import freeze, markdown
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from tests.helpers.packs import write_pack

CORE = resources() / "packs" / "core"
FILES = sorted(path.relative_to(CORE).as_posix() for path in CORE.rglob("*.toml"))
ROUNDS = 500
# Of processor time: reading a pack waits for nothing, and another busy program is no hang.
MOST_SECONDS = 2.0

SWAPS = (
    "5",
    "-1",
    "1e400",
    "nan",
    '""',
    "[]",
    "{}",
    "true",
    "2026-11-23",
    "[[1]]",
    "0x" + "f" * 99,
)


def mutated(text: str, rng: random.Random) -> bytes:
    """The text with one to four faults: bytes, lines, values, quotes, doubled or cut pieces."""
    content = bytearray(text, "utf-8")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content)) if content else 0
        lines = bytes(content).split(b"\n")
        row = rng.randrange(len(lines))
        match rng.randrange(8):
            case 0:
                content[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del content[at : at + rng.randint(1, 200)]
            case 2:
                del lines[row]
                content = bytearray(b"\n".join(lines))
            case 3:
                lines[row] = re.sub(rb"=.*", b"= " + rng.choice(SWAPS).encode(), lines[row])
                content = bytearray(b"\n".join(lines))
            case 4:
                lines.insert(row, lines[rng.randrange(len(lines))])
                content = bytearray(b"\n".join(lines))
            case 5:
                content[at:at] = rng.choice([b"<b>", b"\x00", b"\xe2\x80\xae", b'"', b"[", b"'''"])
            case 6:
                content[at:at] = content[: rng.randint(1, 400)]
            case 7:
                lines[row] = re.sub(rb'"[^"]*"', b'"answered"', lines[row], count=1)
                content = bytearray(b"\n".join(lines))
    return bytes(content)


def walk(guide: Guide) -> None:
    """Whatever was let through can be walked to its end without an answer."""
    run = GuideRun(guide, RunState(run_id="r", guide_id=guide.id))
    for _ in range(len(guide.steps) + 1):
        if run.skip() is Outcome.FINISHED:
            break
    else:
        raise AssertionError(guide.id)
    markdown(freeze(guide, run.state))


@pytest.mark.parametrize("part", range(10))
def test_a_damaged_pack_never_crashes(part: int) -> None:
    rng = random.Random(part)  # noqa: S311 - the same faults in every run
    texts = {name: (CORE / name).read_text(encoding="utf-8") for name in FILES}
    kept = ("SOURCES.md", "pack.toml", "words/feelings.toml")
    whole = {name: (CORE / name).read_bytes() for name in kept}
    for _ in range(ROUNDS // 10):
        name = rng.choice(FILES)
        files: dict[str, Path | bytes] = {**whole, name: mutated(texts[name], rng)}
        begun = time.process_time()
        try:
            pack = read_pack(Folder(name="core", files=files))
        except PackError:
            pack = None
        assert time.process_time() - begun < MOST_SECONDS
        for guide in pack.guides if pack else ():
            walk(guide)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 262_144,
        "[" * 262_144,
        "{" * 262_144,
        "".join(f"k{n}.{'a.' * 190}b = 1\n" for n in range(640)),
        "".join(f"[t{n}.{'x.' * 90}y]\n" for n in range(1200)),
        "x = " + "[" * 900 + "]" * 900,
        "x = " + "{a = " * 900 + "1" + "}" * 900,
        'x = """' + "\\" * 262_000,
        'x = "' + "\\u0041" * 43_000 + '"',
        "x = '''" + "'" * 262_000,
        "".join(f"[[steps]]\nid = 's{n}'\n" for n in range(10_000)),
        "x = " + "1_" * 130_000 + "1",
        "\n" * 262_144,
        "#" * 262_144,
    ],
    ids=range(14),
)
def test_a_file_built_to_take_long_does_not(tmp_path: Path, text: str) -> None:
    folder = write_pack(tmp_path / "mine", guides={"g": text})
    begun = time.process_time()
    assert load_pack(folder).problems
    assert time.process_time() - begun < MOST_SECONDS
