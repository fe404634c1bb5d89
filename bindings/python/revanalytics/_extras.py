"""Packages that are only needed for some of what this one does."""

from __future__ import annotations

import importlib


def need(package: str, what: str, extra: str) -> None:
    """Says which extra brings a package when it is missing."""
    try:
        importlib.import_module(package)
    except ImportError as error:
        raise ImportError(f"{what} needs {package}: pip install 'revanalytics[{extra}]'") from error
