"""The network of ``network.py`` in torch, with the same names of weights, so that it can be fitted."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F

from pipeline.language.quotes.model.inputs import COLUMNS
from pipeline.language.quotes.model.network import LABELS, PAIR_STEPS, STEPS
from pipeline.language.quotes.model.paths import RELATIONS

WIDTH, LEMMA, PAIR, HIDDEN = 80, 48, 48, 48
DROPOUT = 0.2


def first_weights(
    tables: dict[str, int], relations: dict[str, int], deps: int, lemmas: int, vectors: int, context: int = 0
):
    """Random weights. ``tables`` and ``relations``: number of codes of each; ``vectors``, ``context``: width of given
    ones, of lemmas and (0: none) of tokens in their context."""
    made = {"own": (lemmas, LEMMA), "project": (vectors, LEMMA), "lemma": (LEMMA, WIDTH)}
    made |= {name: (tables[name], WIDTH) for name in COLUMNS} | {name: (relations[name], PAIR) for name in RELATIONS}
    for number in range(len(STEPS)):
        made |= {f"up{number}": (deps, WIDTH), f"down{number}": (deps, WIDTH), f"layer{number}": (5 * WIDTH, WIDTH)}
    for number in range(len(PAIR_STEPS)):
        made[f"pair{number}"] = (3 * PAIR, PAIR)
    made |= {"cue_hidden": (WIDTH, HIDDEN), "cue": (HIDDEN,), "label": (PAIR, LABELS)}
    made |= dict.fromkeys(("token", "of", "token_by", "of_by"), (WIDTH, PAIR))
    scales = dict.fromkeys(("own", *COLUMNS, *RELATIONS), 0.1)
    if context:
        made["context"] = (context, WIDTH)
    weights = {}
    for name, size in made.items():
        if name.startswith(("up", "down")):
            weights[name] = torch.ones(size) + 0.1 * torch.randn(size)
        else:
            weights[name] = torch.randn(size) * scales.get(name, (2 / size[0]) ** 0.5)
    norms = ["norm", *(f"norm{number}" for number in range(len(STEPS)))]
    weights |= {name: torch.stack([torch.ones(WIDTH), torch.zeros(WIDTH)]) for name in norms}
    biases = {f"bias{number}": WIDTH for number in range(len(STEPS))} | {"cue_hidden_bias": HIDDEN, "of_bias": PAIR}
    biases |= {f"pair_bias{number}": PAIR for number in range(len(PAIR_STEPS))} | {"label_bias": LABELS}
    weights |= {name: torch.zeros(size) for name, size in biases.items()}
    weights |= {"cue_bias": torch.tensor(-3.0), "first": torch.zeros(LABELS)}
    weights["transition"] = torch.zeros(LABELS, LABELS)
    return {name: weight.requires_grad_() for name, weight in weights.items()}


def dropped(h: torch.Tensor, training: bool) -> torch.Tensor:
    return F.dropout(h, DROPOUT, training)


def normed(h: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    return F.layer_norm(h, h.shape[1:], scale[0], scale[1])


def encode(w, text, group: torch.Tensor, training: bool) -> torch.Tensor:
    """``text``: codes as tensors, and ``before``, ``after``: neighbours' positions by step, the last row's for none;
    ``context``, if any: vectors of tokens that a transformer gives."""
    h = dropped(w["own"][text["own"]] + group, training) @ w["lemma"]
    if "context" in text:
        h = h + text["context"] @ w["context"]
    for number, name in enumerate(COLUMNS):
        h = h + w[name][text["columns"][number]]
    h = dropped(normed(h, w["norm"]), training)
    child, parent, dep = text["child"], text["head"][text["child"]], text["dep"]
    for number, step in enumerate(STEPS):
        padded = torch.cat([h, h.new_zeros(1, WIDTH)])
        up = h[text["head"]] * w[f"up{number}"][dep]
        down = torch.zeros_like(h).index_add(0, parent, h[child] * w[f"down{number}"][dep[child]])
        seen = torch.cat([padded[text["before"][step]], h, padded[text["after"][step]], up, down], dim=1)
        new = torch.relu(seen @ w[f"layer{number}"] + w[f"bias{number}"])
        h = normed(h + dropped(new, training), w[f"norm{number}"])
    return h


def cue_scores(w, h: torch.Tensor, training: bool) -> torch.Tensor:
    hidden = dropped(torch.relu(h @ w["cue_hidden"] + w["cue_hidden_bias"]), training)
    return hidden @ w["cue"] + w["cue_bias"]


def pair_scores(w, h: torch.Tensor, pairs, training: bool) -> torch.Tensor:
    z = (h @ w["token"])[pairs["token"]] + (h @ w["of"] + w["of_bias"])[pairs["cue"]]
    z = z + (h @ w["token_by"])[pairs["token"]] * (h @ w["of_by"])[pairs["cue"]]
    for number, name in enumerate(RELATIONS):
        z = z + w[name][pairs["relations"][number]]
    z = dropped(torch.relu(z), training)
    for number, step in enumerate(PAIR_STEPS):
        padded = torch.cat([z, z.new_zeros(1, PAIR)])
        seen = torch.cat([padded[pairs["before"][step]], z, padded[pairs["after"][step]]], dim=1)
        z = z + dropped(torch.relu(seen @ w[f"pair{number}"] + w[f"pair_bias{number}"]), training)
    return z @ w["label"] + w["label_bias"]


class Chain(torch.autograd.Function):
    """Negative log likelihood of label sequences; the gradient is what forward and backward sums give.

    ``scores`` (windows, tokens, labels), padded behind ``lengths``; ``gold`` (windows, tokens). One loss per window.
    """

    @staticmethod
    def forward(ctx, scores, first, transition, gold, lengths):
        u, t, f = (x.detach().double().numpy() for x in (scores, transition, first))
        count, longest, _ = u.shape
        inside = np.arange(longest)[None] < lengths[:, None]
        step, top = np.exp(t), u.max(axis=2, keepdims=True)
        unary = np.exp(u - top)
        alpha, scale = np.zeros_like(u), np.ones((count, longest))
        for at in range(longest):
            reached = unary[:, at] * (np.exp(f)[None] if at == 0 else alpha[:, at - 1] @ step)
            scale[:, at] = np.where(inside[:, at], reached.sum(axis=1), 1)
            alpha[:, at] = np.where(inside[:, at, None], reached / scale[:, at, None], alpha[:, at - 1] if at else 0)
        beta = np.ones_like(u)
        pairs = np.zeros((count, LABELS, LABELS))
        for at in range(longest - 2, -1, -1):
            live = inside[:, at + 1, None]
            ahead = unary[:, at + 1] * beta[:, at + 1] / scale[:, at + 1, None]
            beta[:, at] = np.where(live, ahead @ step.T, 1)
            pairs += np.where(live[..., None], alpha[:, at, :, None] * step[None] * ahead[:, None, :], 0)
        marginal = np.where(inside[..., None], alpha * beta, 0)
        total = np.where(inside, np.log(scale) + top[..., 0], 0).sum(axis=1)
        wanted = f[gold[:, 0]] + np.where(inside, np.take_along_axis(u, gold[..., None], 2)[..., 0], 0).sum(axis=1)
        follow = inside[:, 1:]
        wanted += np.where(follow, t[gold[:, :-1], gold[:, 1:]], 0).sum(axis=1)
        hot = np.zeros_like(u)
        np.put_along_axis(hot, gold[..., None], 1, axis=2)
        ctx.unary = marginal - np.where(inside[..., None], hot, 0)
        ctx.first = marginal[:, 0] - hot[:, 0]
        which, at = np.nonzero(follow)
        np.subtract.at(pairs, (which, gold[which, at], gold[which, at + 1]), 1)
        ctx.pairs = pairs
        return torch.from_numpy(total - wanted).float()

    @staticmethod
    def backward(ctx, upstream):
        by = upstream.double().numpy()
        unary = torch.from_numpy(ctx.unary * by[:, None, None]).float()
        first = torch.from_numpy((ctx.first * by[:, None]).sum(axis=0)).float()
        pairs = torch.from_numpy((ctx.pairs * by[:, None, None]).sum(axis=0)).float()
        return unary, first, pairs, None, None
