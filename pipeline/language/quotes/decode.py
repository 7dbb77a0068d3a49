"""From the model's scores to attributions as tokens: which cues are kept, with what content and speaker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from .arrays import Arrays
from .model import CONTENT, CUE, SPEAKER, Model, candidates

THRESHOLD = -0.3  # log odds; chosen once by joint F1


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution as tokens, before they become slices."""

    score: float
    cue_head: int
    content: tuple[int, ...]
    speaker: tuple[int, ...]
    cue: tuple[int, ...]
    via: tuple[int, ...] = ()


def propose(arrays: Arrays, model: Model) -> list[Proposal]:
    """Attributions that the model finds, best first, none of whose cues lies in the content of a better one."""
    tokens = candidates(arrays, model.lemmas)
    scored = zip(model.cue_scores(arrays, tokens), tokens, strict=True)
    last = arrays.doc.vocab.strings["accord"]
    taken: set[int] = set()
    cues: set[int] = set()
    kept = []
    for score, at in sorted(scored, key=lambda pair: (int(arrays.lemma[pair[1]]) == last, -pair[0], pair[1])):
        if score < THRESHOLD or at in taken or at in cues:
            continue
        proposal = _tagged(arrays, model, score, at)
        if proposal is None or cues.intersection(proposal.content) or taken.intersection(proposal.cue):
            continue
        if len(taken.intersection(proposal.content)) * 2 > len(proposal.content):
            if int(arrays.lemma[at]) == last:
                kept = [passed_on(one, proposal) for one in kept]
            continue
        taken.update(proposal.content)
        cues.update(proposal.cue)
        kept.append(proposal)
    return kept


def passed_on(said: Proposal, according: Proposal) -> Proposal:
    """``"A," a spokesman said, according to the Courier``: who is accorded with passed on what another said."""
    if said.speaker and len(set(said.content).intersection(according.content)) * 2 > len(according.content):
        return replace(said, via=according.speaker)
    return said


def _tagged(arrays: Arrays, model: Model, score: float, at: int) -> Proposal | None:
    low, labels = model.labels(arrays, at)
    found: dict[int, list[int]] = {CONTENT: [], SPEAKER: [], CUE: []}
    for place, label in enumerate(labels, low):
        if label in found and not arrays.space[place]:
            found[label].append(place)
    content = _without_gaps(arrays, found[CONTENT])
    if not any(arrays.doc[token].is_alpha or arrays.doc[token].like_num for token in content) or at in content:
        return None
    cue = _nearest_run(found[CUE], at) or [at]
    return Proposal(score, at, tuple(content), tuple(_nearest_run(found[SPEAKER], at)), tuple(cue))


def _without_gaps(arrays: Arrays, tokens: list[int]) -> list[int]:
    """Punctuation and white space between two words of the content belong to it."""
    filled = tokens[:1]
    for before, after in pairwise(tokens):
        between = range(before + 1, after)
        if all(arrays.doc[token].is_punct or arrays.space[token] for token in between):
            filled.extend(between)
        filled.append(after)
    return filled


def runs_of(tokens: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for token in tokens:
        if runs and token == runs[-1][-1] + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _nearest_run(tokens: list[int], at: int) -> list[int]:
    return min(runs_of(tokens), key=lambda run: min(abs(run[0] - at), abs(run[-1] - at)), default=[])
