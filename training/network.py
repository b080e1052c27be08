"""The reader as a torch module: MiniLM with a shape embedding and heads for tags, dependencies (Dozat & Manning 2017), names (a CRF)."""

from __future__ import annotations

import minilm
import numpy as np
import torch
from graph import HEADS, HIDDEN, quantise_rows
from torch import nn
from torch.nn import functional

ARC, RELATION, NAME = 256, 96, 192
LAYERS = 6


class Layer(nn.Module):
    """One BERT layer; parameters carry BERT's names, so the export reads them back."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.outer = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        p = self.dropout if self.training else 0.0
        a = (q @ k.transpose(2, 3) / q.shape[-1] ** 0.5).masked_fill(~mask, -1e4).softmax(-1).to(v.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.norm1(x + functional.dropout(a, p, self.training))
        a = self.outer(functional.gelu(self.inner(x)))
        return self.norm2(x + functional.dropout(a, p, self.training))


NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}


class Reader(nn.Module):
    """Sentence in, scores out; `words` is the matrix [batch, words, pieces] that averages the pieces of each word."""

    def __init__(self, *, tags: int, fine: int, relations: int, labels: int, shapes: int, dropout: float = 0.1) -> None:
        super().__init__()
        w = minilm.arrays()
        values, scale = quantise_rows(w["embeddings.word_embeddings.weight"])
        self.register_buffer("table", torch.from_numpy(values.astype(np.float32) * scale[:, None]), persistent=False)
        self.positions = nn.Parameter(
            torch.from_numpy(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        )
        self.shape = nn.Embedding(shapes, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm.load_state_dict({p: torch.from_numpy(w[f"embeddings.LayerNorm.{p}"]) for p in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for i, layer in enumerate(self.layers):
            state = {
                f"{mine}.{p}": torch.from_numpy(w[f"encoder.layer.{i}.{theirs}.{p}"])
                for mine, theirs in NAMES.items()
                for p in ("weight", "bias")
            }
            layer.load_state_dict(state)
        self.mix = nn.Parameter(torch.zeros(2, LAYERS))
        with torch.no_grad():
            self.mix[:, -1] = 2.0
        self.tag = nn.Linear(HIDDEN, tags)
        self.fine = nn.Linear(HIDDEN, fine)
        self.arc_dependent, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.rel_dependent, self.rel_head = nn.Linear(HIDDEN, RELATION), nn.Linear(HIDDEN, RELATION)
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        nn.init.xavier_uniform_(self.arc)
        self.relation = nn.Parameter(torch.zeros(relations, RELATION + 1, RELATION + 1))
        nn.init.normal_(self.relation, std=0.05)
        self.name_inner = nn.Linear(HIDDEN, NAME)
        self.name = nn.Linear(NAME, labels)
        self.transitions = nn.Parameter(torch.zeros(labels + 1, labels))  # the last row: from the start
        self.p = dropout

    def forward(self, ids: torch.Tensor, shapes: torch.Tensor, words: torch.Tensor) -> dict[str, torch.Tensor]:
        embedded = self.table[ids] + self.positions[: ids.shape[1]] + self.shape(shapes)
        x = functional.dropout(self.norm(embedded), self.p, self.training)
        mask = (ids != 0)[:, None, None, :]
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        stacked = torch.stack(states)
        weights = self.mix.softmax(-1).to(x.dtype)
        syntax, naming = (torch.einsum("l,lbth->bth", weights[k], stacked) for k in range(2))
        syntax = self._drop(words.to(x.dtype) @ syntax)
        naming = self._drop(words.to(x.dtype) @ naming)
        out = {"tags": self.tag(syntax), "fine": self.fine(syntax)}
        rooted = torch.cat([self.root.to(x.dtype).expand(len(ids), 1, HIDDEN), syntax], 1)
        d, h = self._drop(functional.gelu(self.arc_dependent(syntax))), self._drop(functional.gelu(self.arc_head(rooted)))
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        out["arcs"] = (d @ self.arc.to(x.dtype)) @ h.transpose(1, 2)
        out["dependents"], out["heads"] = (
            self._drop(functional.gelu(self.rel_dependent(syntax))),
            self._drop(functional.gelu(self.rel_head(rooted))),
        )
        out["names"] = self.name(self._drop(functional.gelu(self.name_inner(naming))))
        return out

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, 0.2 if self.p else 0.0, self.training)

    def relations(self, out: dict[str, torch.Tensor], heads: torch.Tensor) -> torch.Tensor:
        """Scores [batch, words, relations] for given heads [batch, words] (0 is the root)."""
        d = out["dependents"]
        h = out["heads"].gather(1, heads[..., None].expand(-1, -1, RELATION))
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        h = torch.cat([h, torch.ones_like(h[..., :1])], -1)
        b, w, _ = d.shape
        u = self.relation.to(d.dtype)
        left = (d.reshape(b * w, -1) @ u.permute(1, 0, 2).reshape(RELATION + 1, -1)).view(b * w, len(u), RELATION + 1)
        return torch.bmm(left, h.reshape(b * w, -1, 1)).view(b, w, len(u))


def crf_loss(scores: torch.Tensor, transitions: torch.Tensor, allowed: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """-log of the share of allowed paths, summed over the batch; scores [b, w, labels] float32, allowed [b, w, labels] bool."""
    inner, start = transitions[:-1], transitions[-1]
    free = scores
    kept = scores.masked_fill(~allowed, -1e4)
    both = torch.cat([free, kept])
    lengths = torch.cat([lengths, lengths])
    alpha = both[:, 0] + start
    for i in range(1, scores.shape[1]):
        step = torch.logsumexp(alpha[:, :, None] + inner, 1) + both[:, i]
        alpha = torch.where((i < lengths)[:, None], step, alpha)
    total = torch.logsumexp(alpha, 1)
    n = len(scores)
    return (total[:n] - total[n:]).sum()
