"""Positions in an article's text, and the citations made of them."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import CitationError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of Unicode code points in an article's text. Empty and inverted ranges are refused."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise CitationError(f"a span must hold at least one character, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """An article, a range in it, and the exact text there. Checked against the article before anything is exported."""

    article: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The range alone."""
        return Span(self.start, self.end)
