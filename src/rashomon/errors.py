"""The one tree of errors: each says what went wrong, where, why, and what to do."""

from __future__ import annotations


class RashomonError(Exception):
    """Base of everything that Rashomon raises on purpose.

    `what` names the failure, `where` the file, line or article, `why` the cause, `hint` the next step.
    `str(error)` is one line that holds the parts that are known.
    """

    def __init__(self, what: str, *, where: str = "", why: str = "", hint: str = "") -> None:
        self.what, self.where, self.why, self.hint = what, where, why, hint
        super().__init__(self.line())

    def line(self) -> str:
        """The error on one line, as a person reads it."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        tail = f" ({self.why})" if self.why else ""
        return f"{head}{tail}" + (f"; {self.hint}" if self.hint else "")


class InputError(RashomonError):
    """An input cannot be read: missing, empty, binary, too large, in an unknown form."""


class ModelError(RashomonError):
    """A packaged model or data file is missing or damaged."""


class CitationError(RashomonError):
    """A citation does not slice to its text: a defect of the first rank, never printed past."""


class SettingError(RashomonError):
    """A setting or an option has a value that cannot be used."""


class StoreError(RashomonError):
    """The library on disk cannot be opened, read or written."""
