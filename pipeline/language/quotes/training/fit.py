"""Fitting the network: examples, batches of them, and the steps of the optimizer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import torch
from torch.nn import functional as F

from pipeline.language.quotes.model import inputs, network, paths
from pipeline.language.quotes.model.arrays import Arrays
from pipeline.language.quotes.model.inputs import OTHER, Vocabulary
from pipeline.language.quotes.model.labels import pairs_of, text_of

from . import gold, learn

EPOCHS, BATCH, RATE, AVERAGED = 20, 3, 2.5e-3, 0.999
UNSEEN = 0.12  # share of lemmas whose own vector is hidden, so that rare ones are learned from their group
BLIND = 0.03  # share of single inputs that are hidden
CHAIN = 0.3  # weight of the loss of labels beside that of cues


@dataclass(slots=True)
class Example:
    """An article and its attributions; the rest is derived.

    Of what a teacher found: ``odds`` is how sure it is of each token that it heads a cue, and ``weights`` of each
    attribution (both from 0 to 1).
    """

    vocabulary: Vocabulary
    arrays: Arrays
    found: list[gold.Attribution]
    odds: np.ndarray | None = None
    weights: np.ndarray | None = None
    text: network.Text = field(init=False)
    child: np.ndarray = field(init=False)

    def __post_init__(self):
        self.text = text_of(self.vocabulary, self.arrays)
        self.child = np.flatnonzero(self.text.head != np.arange(len(self.text.head)))


def neighbours(starts: np.ndarray, total: int, steps: tuple[int, ...]) -> dict[str, dict[int, torch.Tensor]]:
    """Positions before and after within each piece; ``total`` where there is none."""
    place = np.arange(total)
    piece = np.searchsorted(starts, place, side="right")
    made: dict[str, dict[int, torch.Tensor]] = {"before": {}, "after": {}}
    for name, sign in (("before", -1), ("after", 1)):
        for step in steps:
            to = np.clip(place + sign * step, 0, total - 1)
            same = (to == place + sign * step) & (piece[to] == piece)
            made[name][step] = torch.from_numpy(np.where(same, to, total))
    return made


def codes_of(batch: list[Example], chance: np.random.Generator | None):
    """Codes of a batch's tokens, one article after another, some of them hidden; and where each article begins."""
    lengths = np.array([len(example.text.head) for example in batch])
    starts = np.cumsum(lengths) - lengths
    own = np.concatenate([example.text.own for example in batch])
    group = np.concatenate([example.text.group for example in batch]).astype(np.int64)
    columns = np.concatenate([example.text.columns for example in batch], axis=1)
    dep = np.concatenate([example.text.dep for example in batch])
    if chance is not None:
        own = np.where((own > inputs.NUMBER) & (chance.random(own.shape) < UNSEEN), OTHER, own)
        group = np.where(chance.random(group.shape) < BLIND, 0, group)
        columns = np.where(chance.random(columns.shape) < BLIND, 0, columns)
        dep = columns[1]
    made = {
        "own": own,
        "columns": columns,
        "dep": dep,
        "head": np.concatenate([example.text.head + start for example, start in zip(batch, starts, strict=True)]),
        "child": np.concatenate([example.child + start for example, start in zip(batch, starts, strict=True)]),
    }
    tensors = {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in made.items()}
    return tensors | neighbours(starts, int(lengths.sum()), network.STEPS), group, starts


def windows_of(batch: list[Example], starts: np.ndarray, odds: np.ndarray):
    """Pairs of the annotated cues and of half as many others that look like one, with their labels."""
    cues, tokens, found, labels, lengths, weights = [], [], [], [], [], []
    for example, start in zip(batch, starts, strict=True):
        heads = np.array([one.head for one in example.found], dtype=np.int64)
        mine = odds[start : start + len(example.text.head)].copy()
        mine[heads] = -99
        mine[example.arrays.space] = -99
        alike = np.argsort(-mine, kind="stable")[: len(heads) // 2 + 4]
        alike = alike[mine[alike] > -5]
        both = np.concatenate([heads, alike])
        if not len(both):
            continue
        low, high = paths.windows(example.arrays, both)
        pairs = pairs_of(example.vocabulary, example.arrays, example.text, both, low, high - low)
        cues.append(pairs.cue + start)
        tokens.append(pairs.token + start)
        found.append(pairs.relations)
        lengths.append(high - low)
        each = zip(example.found, low.tolist(), high.tolist(), strict=False)
        labels += [gold.labels(one, first, end) for one, first, end in each]
        labels += [np.zeros(n, dtype=np.int64) for n in (high - low)[len(heads) :].tolist()]
        own = np.ones(len(heads)) if example.weights is None else example.weights
        weights.append(np.concatenate([own, np.ones(len(alike))]))
    if not labels:
        return None
    lengths = np.concatenate(lengths)
    ends = np.cumsum(lengths)
    made = {"cue": np.concatenate(cues), "token": np.concatenate(tokens), "relations": np.concatenate(found, axis=1)}
    pairs = {name: torch.from_numpy(array) for name, array in made.items()}
    padded = np.zeros((len(lengths), int(lengths.max())), dtype=np.int64)
    mask = np.arange(padded.shape[1]) < lengths[:, None]
    padded[mask] = np.concatenate(labels)
    weights = torch.from_numpy(np.concatenate(weights).astype(np.float32))
    return pairs | neighbours(ends - lengths, int(ends[-1]), network.PAIR_STEPS), padded, mask, lengths, weights


def losses(
    w,
    batch: list[Example],
    given: torch.Tensor,
    chance: np.random.Generator | None,
    context: torch.Tensor | None = None,
):
    """Loss of cues and of labels, per annotated attribution; ``context``: vectors of the batch's tokens."""
    training = chance is not None
    text, group, starts = codes_of(batch, chance)
    if context is not None:
        text["context"] = context
    which, back = np.unique(group, return_inverse=True)
    vectors = (given[torch.from_numpy(which)] @ w["project"])[torch.from_numpy(back)]
    h = learn.encode(w, text, vectors, training)
    odds = learn.cue_scores(w, h, training)
    wanted = torch.zeros(len(odds))
    for example, start in zip(batch, starts, strict=True):
        if example.odds is not None:
            wanted[int(start) : int(start) + len(example.odds)] = torch.from_numpy(example.odds)
        else:
            wanted[[one.head + int(start) for one in example.found]] = 1
    cue_loss = F.binary_cross_entropy_with_logits(odds, wanted, reduction="sum")
    count = max(1, sum(len(example.found) for example in batch))
    made = windows_of(batch, starts, odds.detach().numpy())
    if made is None:
        return cue_loss / count, torch.zeros(())
    pairs, labels, mask, lengths, weights = made
    flat = learn.pair_scores(w, h, pairs, training)
    scores = torch.zeros(*labels.shape, network.LABELS).masked_scatter(torch.from_numpy(mask)[..., None], flat)
    chain = learn.Chain.apply(scores, w["first"], w["transition"], labels, lengths)
    return cue_loss / count, (chain * weights).sum() / count


def weights_for(vocabulary: Vocabulary, vectors: int, context: int = 0) -> dict[str, torch.Tensor]:
    """Random weights for a vocabulary; ``vectors`` and ``context``: width of given ones."""
    deps = len(vocabulary.deps.known) + 1
    lists = {name.removesuffix("s"): len(getattr(vocabulary, name).known) + 1 for name in ("tags", "deps", "ents")}
    lemmas = len(vocabulary.frequent) + inputs.NUMBER + 1
    return learn.first_weights(inputs.SIZES | lists, paths.sizes(deps), deps, lemmas, vectors, context)


def fit(
    vocabulary: Vocabulary,
    examples: list[Example],
    given: np.ndarray,
    epochs: int,
    begun: dict[str, np.ndarray] | None = None,
    top: float = RATE,
):
    """Weights as arrays, averaged over the last steps; ``given``: vectors of groups of lemmas; ``begun``: weights to
    begin with, those of which ``given`` are the groups' vectors already; ``top``: the highest rate."""
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    w = weights_for(vocabulary, given.shape[1])
    if begun is not None:
        with torch.no_grad():
            for name, weight in begun.items():
                if name in w:
                    w[name].copy_(torch.from_numpy(weight))
            w["project"].copy_(torch.eye(given.shape[1]) * float(np.linalg.norm(given, axis=1).mean()))
    average = {name: weight.detach().clone() for name, weight in w.items()}
    vectors = torch.from_numpy(given)
    vectors = vectors / vectors.norm(dim=1).mean()
    optimizer = torch.optim.AdamW(w.values(), lr=RATE, weight_decay=0.01)
    total, step = epochs * -(-len(examples) // BATCH), 0
    for epoch in range(epochs):
        order, seen, began = chance.permutation(len(examples)).tolist(), [], time.monotonic()
        for first in range(0, len(order), BATCH):
            rate = min(1, (step + 1) / 100) * max(0.02, 1 - step / total)
            for settings in optimizer.param_groups:
                settings["lr"] = top * rate
            cue, chain = losses(w, [examples[number] for number in order[first : first + BATCH]], vectors, chance)
            optimizer.zero_grad()
            (cue + CHAIN * chain).backward()
            torch.nn.utils.clip_grad_norm_(w.values(), 5.0)
            optimizer.step()
            step += 1
            keep = min(AVERAGED, step / (step + 10))
            with torch.no_grad():
                for name, weight in w.items():
                    average[name].lerp_(weight, 1 - keep)
            seen.append((float(cue.detach()), float(chain.detach())))
        print(epoch, np.mean(seen, axis=0).round(4), f"{time.monotonic() - began:.0f} s", flush=True)
    weights = {name: weight.numpy() for name, weight in average.items()}
    weights["group"] = (vectors @ average["project"]).numpy()
    del weights["project"]
    return weights
