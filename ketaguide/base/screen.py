"""Whether there is a screen, asked before Qt, which would abort without one."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ketaguide.base.text import tr


def screen_problem(environment: Mapping[str, str] = os.environ) -> str:
    """One sentence when no window can be shown; '' when one can, or when Qt is told otherwise."""
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return ""
    display = environment.get("DISPLAY", "")
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if not display and not wayland:
        return tr(
            "KetaGuide found no screen to open its window on: "
            "neither DISPLAY nor WAYLAND_DISPLAY is set."
        )
    runtime = environment.get("XDG_RUNTIME_DIR", "/")
    if (wayland and (Path(runtime) / wayland).exists()) or (display and _x11_answers(display)):
        return ""
    return tr("KetaGuide found no screen: {name} does not answer.", name=wayland or display)


def _x11_answers(display: str) -> bool:
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # not installed yet: said elsewhere, with the line that installs it
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers
