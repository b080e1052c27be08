"""Accounts as files in a folder, under names that no article can choose."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from rashomon import export
from rashomon.errors import SettingError
from rashomon.model import Report

ENDINGS = {"html": ".html", "json": ".json", "md": ".md", "text": ".txt"}
LONGEST = 60  # characters of a title in a name
WIDTH = 80


def name_of(title: str, id: str, form: str) -> str:
    """A file name for a story: plain letters and digits of its title, and eight digits that follow from its id, so that names never meet.

    It has no dot but that of its ending, no separator, and no letter outside of ASCII.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words or 'story'}-{digest}{ENDINGS[form]}"


def as_text(report: Report, form: str) -> str:
    """The report in one of the forms: html, json, md, text."""
    if form == "json":
        return export.as_text(report)
    if form == "html":
        return export.html(report)
    if form == "md":
        return export.markdown(report)
    from rich.console import Console

    page = io.StringIO()
    export.terminal(report, Console(file=page, width=WIDTH, highlight=False, markup=False, emoji=False))
    return page.getvalue()


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file whole or not at all; SettingError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8", "backslashreplace"))
            os.chmod(temporary, 0o644)
            os.replace(temporary, folder / name)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise SettingError(f'"{folder / name}" cannot be written', why=error.strerror or str(error)) from error
    return folder / name
