"""The closed word lists of the account, in the order in which a reader meets them."""

from __future__ import annotations

from typing import Final

RELATION: Final = ("agree", "compatible", "conflict", "single")
QUOTE_RELATION: Final = ("same_wording", "wording_differs", "single")
MODIFIER: Final = ("exact", "about", "at_least", "over", "at_most", "under", "vague", "fraction", "derived")
ENTITY_TYPE: Final = ("person", "organisation", "place", "other")
STATUS: Final = ("agreed", "single_source", "disputed")
KIND: Final = ("value", "date", "place", "role", "name", "status", "attribution", "wording", "scope", "precision", "as_of", "cause")
