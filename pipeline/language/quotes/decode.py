"""From the model's scores to attributions as tokens: which cues are kept, with what content and speaker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .arrays import Arrays
from .model import Candidate, Model
from .network import CONTENT, CUE, GOES_ON, OUTSIDE, SPEAKER

THRESHOLD = -1.7  # log odds that a row is right; chosen once by joint F1


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
    scored = [(model.score(candidate), candidate) for candidate in model.candidates(arrays)]
    last = arrays.doc.vocab.strings["accord"]
    taken: set[int] = set()
    cues: set[int] = set()
    kept = []
    for score, candidate in sorted(scored, key=lambda pair: _rank(arrays, last, *pair)):
        at = candidate.cue
        if score < THRESHOLD or at in taken or at in cues:
            continue
        proposal = _tagged(arrays, score, candidate)
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


def _rank(arrays: Arrays, last: int, score: float, candidate: Candidate) -> tuple[bool, float, int]:
    return int(arrays.lemma[candidate.cue]) == last, -score, candidate.cue


def passed_on(said: Proposal, according: Proposal) -> Proposal:
    """``"A," a spokesman said, according to the Courier``: who is accorded with passed on what another said."""
    if said.speaker and len(set(said.content).intersection(according.content)) * 2 > len(according.content):
        return replace(said, via=according.speaker)
    return said


def _labelled(arrays: Arrays, candidate: Candidate) -> list[tuple[int, int]]:
    """The words that are not outside, each with its label."""
    places = np.flatnonzero(candidate.labels != OUTSIDE)
    places = places[~arrays.space[places + candidate.low]]
    return list(zip((places + candidate.low).tolist(), candidate.labels[places].tolist(), strict=True))


def _part(labelled: list[tuple[int, int]], cue: int, label: int) -> list[int]:
    """The words of a label that stand nearest to the cue."""
    return _nearest_run([token for token, its in labelled if its == label], cue)


def _tagged(arrays: Arrays, score: float, candidate: Candidate) -> Proposal | None:
    at, labelled = candidate.cue, _labelled(arrays, candidate)
    content = [token for token, label in labelled if label in (CONTENT, GOES_ON)]
    content = _without_gaps(arrays, _in_marks_beyond(arrays, at, content))
    if at in content or not any(arrays.is_alpha[token] or arrays.like_num[token] for token in content):
        return None
    cue = _part(labelled, at, CUE) or [at]
    return Proposal(score, at, tuple(content), tuple(_part(labelled, at, SPEAKER)), tuple(cue))


def _in_marks_beyond(arrays: Arrays, at: int, content: list[int]) -> list[int]:
    """Beyond the sentence of the cue, only quoted words go on, and only with what is quoted there as well: ``“A,” she
    said. It rained. “B.”``; ``She said that A. “B.”``"""
    own = arrays.sent[content] == arrays.sent[at]
    quoted = arrays.quote[content] >= 0
    if not quoted.any():
        return content
    kept = own if own.any() and not quoted[own].any() else own | quoted
    return [token for token, keeps in zip(content, kept.tolist(), strict=True) if keeps]


def _without_gaps(arrays: Arrays, tokens: list[int]) -> list[int]:
    """Punctuation and white space between two words of the content belong to it."""
    filled = tokens[:1]
    for before, after in pairwise(tokens):
        between = range(before + 1, after)
        if between and all(arrays.is_punct[token] or arrays.space[token] for token in between):
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
