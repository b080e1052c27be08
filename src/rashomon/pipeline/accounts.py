"""Articles to accounts: read, tell copies and stories apart, reconcile, write, check."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon import account, reconcile, story
from rashomon.analysis.times.story import anchored
from rashomon.export.check import verify
from rashomon.lang import vectors
from rashomon.model import Account, Analysis, Article, Rejected, Report, Ruling, StoryGroup
from rashomon.pipeline.analyses import analyse
from rashomon.pipeline.options import Options
from rashomon.pipeline.sentences import sentence_vectors
from rashomon.story.cast import Cast, joined

# As many reports a person hands over at once; more are a collection, in which names recur from story to story.
FEW = 60


def report(articles: Sequence[Article], rejected: Sequence[Rejected] = (), options: Options | None = None) -> Report:
    """One account for each story. The result does not depend on the order of the articles.

    Articles in another language are listed and belong to no story. Raises CitationError when a citation does not slice to its text.
    """
    options = options or Options()
    ordered = sorted(articles, key=lambda article: article.id)
    analyses = analyse(ordered, options.progress, options.model)
    read = [one for one in analyses if one.article.language == "en"]
    groups = one_group(read) if options.one_story else by_cast(grouped(read), read)
    accounts = []
    for done, group in enumerate(groups, 1):
        accounts.append(write(group, read))
        options.progress("reconciled", done, len(groups))
    origins = tuple(sorted((article, members[0]) for group in groups for members in group.origins for article in members))
    result = Report(tuple(ordered), tuple(sorted(rejected)), tuple(accounts), origins)
    verify(result)
    return result


def write(group: StoryGroup, analyses: Sequence[Analysis], rulings: Sequence[Ruling] = ()) -> Account:
    """The account of one story, out of the analyses of (at least) its articles; `rulings` are persons' decisions about what it holds."""
    members = set(group.articles)
    told = list(anchored([one for one in analyses if one.article.id in members]))
    findings = reconcile.reconcile(told, group.origins, sentence_vectors(told), rulings)
    return account.write(group, told, findings)


def grouped(analyses: Sequence[Analysis], decisions: story.Decisions | None = None) -> tuple[StoryGroup, ...]:
    """The stories that the articles tell; `decisions` are those of persons, which stand above the grouping's own."""
    if not analyses:
        return ()
    collection = story.collect(analyses)
    embedded = collection.embedded
    rows = vectors.embed(list(embedded.values()))
    return story.group(collection, dict(zip(embedded, rows, strict=True)), decisions)


def by_cast(groups: tuple[StoryGroup, ...], analyses: Sequence[Analysis]) -> tuple[StoryGroup, ...]:
    """The groups of a few reports that a person handed over, joined where they share their names. A grouping in the input stands."""
    if len(analyses) > FEW or any(one.article.story for one in analyses):
        return groups
    return joined(groups, {one.article.id: _cast(one) for one in analyses})


def _cast(analysis: Analysis) -> Cast:
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for chain in analysis.chains:
        found = words[chain.type in ("person", "place")]
        found.update(w for w in (word.strip("'’.,()").casefold() for word in chain.name.split() if word[:1].isupper()) if len(w) > 2)
    return Cast(frozenset(words[True]), frozenset(words[False]), (analysis.article.published or "")[:10])


def one_group(analyses: Sequence[Analysis]) -> tuple[StoryGroup, ...]:
    """All articles as one story, named by its oldest report; none without articles."""
    if not analyses:
        return ()
    oldest = min(analyses, key=lambda one: (one.article.published or "~", one.article.id))
    ids = tuple(sorted(one.article.id for one in analyses))
    return (StoryGroup(oldest.article.id, ids, story.origins(analyses), story.copies.find(analyses)),)
