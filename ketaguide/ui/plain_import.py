"""Loads PySide6 and gives Python its own import function back.

PySide6 replaces ``builtins.__import__`` for a feature we do not use, and every later import then
takes about a fifth longer (own measurement, PySide6 6.11.3). Import this module before PySide6.
"""

import builtins

_plain = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - this line is what wraps the function

builtins.__import__ = _plain
