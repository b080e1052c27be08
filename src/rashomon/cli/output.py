"""Where a result goes and in which form: chosen by option, else by the file's ending; written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rashomon.errors import SettingError

FORMATS = ("html", "json", "md", "text")
ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".markdown": "md", ".txt": "text"}


def choose(output: str | None, given: str | None) -> str:
    """The format: the given one, or that of the file's ending, or text for a terminal."""
    if given:
        return given
    if output is None or output == "-":
        return "text"
    found = ENDINGS.get(Path(output).suffix.lower())
    if found is None:
        hint = f"end it in .html, .json, .md or .txt, or give --format {'|'.join(FORMATS)}"
        raise SettingError(f'no format belongs to the ending of "{output}"', hint=hint)
    return found


def check_target(output: str, inputs: tuple[str, ...]) -> None:
    """Raise SettingError before the work where `output` cannot be written or is one of the inputs."""
    path = Path(output)
    if path.is_dir():
        raise SettingError(f'"{output}" is a folder', hint="give a file to write")
    if not path.resolve().parent.is_dir():
        raise SettingError(f'"{output}" cannot be written', why="its folder does not exist", hint="make the folder first")
    if not os.access(path.resolve().parent, os.W_OK):
        raise SettingError(f'"{output}" cannot be written', why="no permission for its folder")
    for given in inputs:
        if given != "-" and path.exists() and Path(given).exists() and path.samefile(given):
            raise SettingError(f'"{output}" is one of the inputs and would be overwritten', hint="write to another file")


def write_file(output: str, text: str) -> None:
    """Write through a temporary file in the same folder, so that a reader never sees half of it."""
    path = Path(output).resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8", "backslashreplace"))
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise SettingError(f'"{output}" cannot be written', why=error.strerror or str(error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
