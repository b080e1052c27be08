"""Rashomon: one event, many reports, one sourced account.

    import rashomon
    report = rashomon.report(["a.txt", "b.html"])
    analysis = rashomon.annotate("Eleven people died on Tuesday.", published="2026-03-11")

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.errors import CitationError, InputError, ModelError, RashomonError, SettingError, StoreError
    from rashomon.library import Library, annotate, explain, open_library, report
    from rashomon.model import Account, Analysis, Article, Citation, Rejected, Report, Span

__version__ = "0.1.0"
__all__ = [
    "Account",
    "Analysis",
    "Article",
    "Citation",
    "CitationError",
    "InputError",
    "Library",
    "ModelError",
    "RashomonError",
    "Rejected",
    "Report",
    "SettingError",
    "Span",
    "StoreError",
    "__version__",
    "annotate",
    "explain",
    "open_library",
    "report",
]
_HOMES = {
    "rashomon.errors": ("CitationError", "InputError", "ModelError", "RashomonError", "SettingError", "StoreError"),
    "rashomon.library": ("Library", "annotate", "explain", "open_library", "report"),
    "rashomon.model": ("Account", "Analysis", "Article", "Citation", "Rejected", "Report", "Span"),
}


def __getattr__(name: str) -> Any:
    import importlib

    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
