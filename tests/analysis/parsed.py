"""Analyses with a parse that is written by hand, for tests of the steps that read dependencies."""

from __future__ import annotations

from rashomon.model import Analysis, Article, Mention, Sentence, Token


def parsed(rows: str, names: tuple[tuple[str, str], ...] = ()) -> Analysis:
    """An analysis of sentences, parted by blank lines, of rows "word lemma TAG FINE head relation".

    A head is counted from 1 in its sentence, 0 is the root. Words are joined by spaces, but for marks of punctuation and clitics.
    `names` are (text, type); each place where one stands is a mention.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for n, block in enumerate(rows.strip().split("\n\n")):
        first = len(tokens)
        glued = True
        for line in block.strip().split("\n"):
            word, lemma, tag, fine, head, relation = line.split()
            if not glued and word not in {".", ",", "?", "”", "'s", "n't"}:
                text += " "
            glued = word == "“"
            governor = int(head) - 1 + first if int(head) else -1
            tokens.append(Token(len(text), len(text) + len(word), word, lemma, tag, governor, relation, n, fine))
            text += word
        sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
        text += "\n"
    found = []
    for name, kind in names:
        at = text.find(name)
        while at >= 0:
            found.append(Mention(at, at + len(name), name, kind))
            at = text.find(name, at + 1)
    return Analysis(Article("a", text), tuple(tokens), tuple(sentences), tuple(sorted(found, key=lambda m: m.start)))
