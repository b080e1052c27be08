"""Articles to accounts: read, tell copies and stories apart, reconcile, write, check."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon import account, reconcile, story
from rashomon.export.check import verify
from rashomon.model import Account, Analysis, Article, Rejected, Report, StoryGroup
from rashomon.pipeline.analyses import analyse
from rashomon.pipeline.options import Options
from rashomon.pipeline.sentences import Vectors, sentence_vectors


def report(articles: Sequence[Article], rejected: Sequence[Rejected] = (), options: Options | None = None) -> Report:
    """One account for each story. The result does not depend on the order of the articles.

    Articles in another language are listed and belong to no story. Raises CitationError when a citation does not slice to its text.
    """
    options = options or Options()
    ordered = sorted(articles, key=lambda article: article.id)
    analyses = analyse(ordered, options.progress)
    read = [one for one in analyses if one.article.language == "en"]
    vectors = sentence_vectors(read)
    groups = _groups(read, vectors, options)
    accounts = []
    for done, group in enumerate(groups, 1):
        accounts.append(write(group, read, vectors))
        options.progress("reconciled", done, len(groups))
    origins = tuple(sorted((article, members[0]) for group in groups for members in group.origins for article in members))
    result = Report(tuple(ordered), tuple(sorted(rejected)), tuple(accounts), origins)
    verify(result)
    return result


def write(group: StoryGroup, analyses: Sequence[Analysis], vectors: Vectors) -> Account:
    """The account of one story."""
    members = set(group.articles)
    told = [one for one in analyses if one.article.id in members]
    findings = reconcile.reconcile(told, group.origins, {place: vector for place, vector in vectors.items() if place[0] in members})
    return account.write(group, told, findings)


def _groups(analyses: Sequence[Analysis], vectors: Vectors, options: Options) -> tuple[StoryGroup, ...]:
    if not analyses:
        return ()
    if options.one_story:
        return (one_group(analyses),)
    return story.group(analyses, vectors)


def one_group(analyses: Sequence[Analysis]) -> StoryGroup:
    """All articles as one story, named by its oldest report."""
    oldest = min(analyses, key=lambda one: (one.article.published or "~", one.article.id))
    ids = tuple(sorted(one.article.id for one in analyses))
    found = story.copies.find(analyses)
    return StoryGroup(oldest.article.id, ids, story.origins(analyses), found)
