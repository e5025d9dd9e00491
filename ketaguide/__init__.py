"""KetaGuide: a companion around a supervised ketamine therapy session."""

__version__ = "0.1.0"
