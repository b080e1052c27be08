"""Who wrote a text first, as the text itself says: datelines "(AP) -", credit lines, "Reporting by"."""

from __future__ import annotations

import functools
import re

from rashomon.lang import resources

DATELINE_REACH = 400  # characters; a dateline stands in the first lines
CREDIT_LINE = 300  # characters; a longer line is prose that names an agency, not a credit
MOST_LINES = 400
REUTERS_CREDIT = re.compile(r"\b(?:Additional )?[Rr]eporting by [A-Z][^\n]{0,200}[Ee]diting by\b")


@functools.cache
def _forms() -> dict[str, str]:
    return {form: row[0] for row in resources.rows("story/data/agencies.tsv") for form in row}


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(re.escape(form) for form in sorted(_forms(), key=lambda f: (-len(f), f)))
    dateline = re.compile(rf"\(({names})\)\s*(?:[-–—:]|\n)|^({names})\s[-–—]", re.MULTILINE)
    credit = re.compile(
        rf"(?:©|\(c\)|[Cc]opyright)[^\n]{{0,40}}?\b({names})\b"
        rf"|^\W{{0,3}}(?:[Ss]ource|[Cc]redit|[Ff]rom|[Bb]y|BY)\W{{1,3}}(?:the |The )?({names})\W*$"
        rf"|^\W{{0,3}}(?:By|BY)\s[^\n]{{1,60}}?[,|/(–—-]\s{{0,2}}({names})\b"
        rf"|^\W{{0,3}}({names})\W*$"
        rf"|\b(?:(?:report|story|article|material) (?:from|by)|contributed by) (?:the |The )?({names})\b",
        re.MULTILINE,
    )
    return dateline, credit


def agency(text: str) -> str | None:
    """The agency that a dateline or a credit line names, None when the text claims none."""
    dateline, credit = _patterns()
    found = dateline.search(text[:DATELINE_REACH])
    if found is None:
        lines = [line for line in text.splitlines()[:MOST_LINES] if len(line) <= CREDIT_LINE]
        found = next((hit for line in lines[:6] + lines[-6:] if (hit := credit.search(line))), None)
        if found is None and any(REUTERS_CREDIT.search(line) for line in lines[-6:]):
            return "Reuters"
    if found is None:
        return None
    return _forms()[next(group for group in found.groups() if group)]


def is_outlet_of(outlet: str | None, agency_name: str | None) -> bool:
    """Whether the outlet is the agency itself."""
    return bool(outlet and agency_name and _forms().get(outlet.strip()) == agency_name)
