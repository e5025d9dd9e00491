"""A clinic's pack for tests, as its file and as it is looked at."""

import io
import zipfile
from collections.abc import Mapping

from ketaguide.base.paths import resources
from ketaguide.content import incoming, lint
from ketaguide.content.incoming import Incoming
from tests.helpers.packs import PACK
from tests.helpers.rooms import core_catalogue

CLINIC = """
name = "Harbour Clinic"
phone = "+351 213 000 112"
note = "The front desk answers from 8 to 18."
eased_after_minutes = 120
[[ladder]]
label = "Urgent line"
number = "+351 213 000 113"
hours = "day and night"
[rules]
food = "Nothing solid for six hours before."
medicines = "Ask us about each one. See your clinic sheet."
[[lists]]
guide = "set-and-setting"
prompt = "room-list"
items = [{ id = "slippers", label = "Slippers" }]
"""

GUIDE = """
id = "harbour-evening"
title = "Harbour evening"
phase = "integration"
minutes = 5
summary = "What we ask on the evening."
place = "door"
shelf = "days"
[[steps]]
id = "one"
title = "How is it?"
[[steps.prompts]]
id = "felt"
kind = "feelings"
label = "Feelings"
"""


def zipped(
    files: Mapping[str, str | bytes], *, root: str = "mine/", kind: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """An archive of these files, as a file manager makes one of a folder."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, text in files.items():
            archive.writestr(root + name, text)
    return stream.getvalue()


def pack_files(*, clinic: str = CLINIC, guide: str = GUIDE) -> dict[str, str | bytes]:
    """What a clinic puts into its file, with a program in it that nobody runs."""
    head = PACK.replace("{id}", "harbour").replace("A pack", "Harbour Clinic for you")
    return {
        "pack.toml": head + 'authors = ["Harbour Clinic"]\n',
        "clinic.toml": clinic,
        "guides/harbour-evening.toml": guide,
        "run.py": "raise SystemExit",
    }


def clinic_file(*, clinic: str = CLINIC, guide: str = GUIDE) -> bytes:
    """The file as a clinic would hand it out."""
    return zipped(pack_files(clinic=clinic, guide=guide), root="harbour/")


def looked_at(*, clinic: str = CLINIC, guide: str = GUIDE) -> Incoming:
    """The same, looked at."""
    return incoming.look_at(
        clinic_file(clinic=clinic, guide=guide),
        source="from clinic.zip",
        core=core_catalogue().core,
        bans=lint.load_bans(resources() / "wording"),
    )
