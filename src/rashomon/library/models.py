"""Loads the pipeline that a person names to read with in place of the shipped reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.analysis.foreign import Language

PREFIX = "spacy:"
ADDRESS = re.compile(r"\S+://\S+")


def load(model: str | Language | None) -> Language | None:
    """The pipeline behind "spacy:NAME", where NAME is an installed pipeline or the folder of one; a loaded pipeline is taken as it is.

    Raises SettingError when spaCy or the pipeline is missing, cannot be loaded, or is for another language than English.
    """
    if model is None or not isinstance(model, str):
        return model
    name = model.removeprefix(PREFIX)
    if name == model or not name:
        raise SettingError(f'no model is called "{model}"', hint="write spacy:NAME, with the name or the folder of a spaCy pipeline")
    try:
        import spacy
    except ImportError as error:
        raise SettingError("spaCy is not installed", where=model, hint="pip install 'rashomon[spacy]'") from error
    try:
        pipeline = spacy.load(name)
    except OSError as error:
        hint = f"install it (python -m spacy download {name}) or give the folder of one"
        raise SettingError(f'no spaCy pipeline is called "{name}"', hint=hint) from error
    except Exception as error:  # whatever a pipeline of other people's making raises
        why = ADDRESS.sub("", " ".join(str(error).split()))[:200]
        raise SettingError("the spaCy pipeline cannot be loaded", where=name, why=why, hint="install what it needs") from error
    if pipeline.lang not in ("en", "xx"):
        raise SettingError("the spaCy pipeline is not for English", where=name, why=f"its language is {pipeline.lang}")
    return cast("Language", pipeline)
