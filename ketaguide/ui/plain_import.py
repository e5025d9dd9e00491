"""Loads PySide6 without what would only slow the start. Import this module before PySide6.

PySide6 replaces ``builtins.__import__`` for a feature we do not use, and every later import then
takes about a fifth longer: Python gets its own function back. And while modules load nothing is
garbage, so the collector rests until ``finished``: it would take 8 ms to find nothing.

Source: own measurements, PySide6 6.11.3, Python 3.11.
"""

import builtins
import gc

gc.disable()
_plain = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - this line is what wraps the function

builtins.__import__ = _plain


def finished() -> None:
    """Everything that the first paint needs is imported: collect again, but none of that."""
    gc.freeze()
    gc.enable()
