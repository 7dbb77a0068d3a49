"""From the model's scores to attributions as tokens: which cues are kept, with what content and speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, count, pairwise

from pipeline.language.quotes.rules.spans import Page
from pipeline.language.quotes.rules.words import hashes

from .labels import Candidate, Model
from .network import CONTENT, CUE, GOES_ON, SPEAKER

SAID = frozenset({CONTENT, GOES_ON})
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


def propose(page: Page, model: Model) -> list[Proposal]:
    """Attributions that the model finds, best first, none of whose cues lies in the content of a better one."""
    last = page.doc.vocab.strings["accord"]
    taken: set[int] = set()
    cues: set[int] = set()
    kept: list[Proposal] = []
    for candidate in sorted(model.candidates(page.arrays), key=lambda candidate: _rank(page, last, candidate)):
        at = candidate.cue
        if candidate.score < THRESHOLD or at in cues or (proposal := _tagged(page, candidate)) is None:
            continue
        according = page.doc[at].lemma == last
        if according and (lesser := [one for one in kept if _is_outdone(page, one, proposal)]):
            kept = [one for one in kept if one not in lesser]
            taken = {token for one in kept for token in one.content}
            cues = {token for one in kept for token in one.cue}
        if at in taken or cues.intersection(proposal.content) or taken.intersection(proposal.cue):
            continue
        if len(taken.intersection(proposal.content)) * 2 > len(proposal.content):
            if according:
                kept = [passed_on(one, proposal) for one in kept]
            continue
        taken.update(proposal.content)
        cues.update(proposal.cue)
        kept.append(proposal)
    return kept


def _is_outdone(page: Page, one: Proposal, according: Proposal) -> bool:
    """``The council is weighing a toll, according to Brandt``: a surer source of all of it, and no words of the
    council's that Brandt passed on."""
    tells = page.doc[one.cue_head].lemma in hashes("saying", "writing", "telling")
    return one.score < according.score and not tells and not set(one.cue).isdisjoint(according.content)


def _rank(page: Page, last: int, candidate: Candidate) -> tuple[bool, float, int]:
    return page.doc[candidate.cue].lemma == last, -candidate.score, candidate.cue


def passed_on(said: Proposal, according: Proposal) -> Proposal:
    """``"A," a spokesman said, according to the Courier``: who is accorded with passed on what another said."""
    if said.speaker and len(set(said.content).intersection(according.content)) * 2 > len(according.content):
        return replace(said, via=according.speaker)
    return said


def _labelled(page: Page, candidate: Candidate) -> list[tuple[int, int]]:
    """The words that are not outside, each with its label."""
    labels = candidate.labels.tolist()
    inside = zip(compress(count(candidate.low), labels), filter(None, labels), strict=True)  # the label outside is 0
    return [(token, label) for token, label in inside if token not in page.spaces]


def _part(labelled: list[tuple[int, int]], cue: int, label: int) -> Sequence[int]:
    """The words of a label that stand nearest to the cue."""
    runs = runs_of([token for token, its in labelled if its == label])
    if len(runs) < 2:
        return runs[0] if runs else []
    return min(runs, key=lambda run: min(abs(run[0] - cue), abs(run[-1] - cue)))


def _tagged(page: Page, candidate: Candidate) -> Proposal | None:
    at, labelled = candidate.cue, _labelled(page, candidate)
    content = [token for token, label in labelled if label in SAID]
    content = _without_gaps(page, _in_marks_beyond(page, at, content))
    if at in content or not any(page.doc[token].is_alpha or page.doc[token].like_num for token in content):
        return None
    cue = _part(labelled, at, CUE) or [at]
    return Proposal(candidate.score, at, tuple(content), tuple(_part(labelled, at, SPEAKER)), tuple(cue))


def _in_marks_beyond(page: Page, at: int, content: list[int]) -> list[int]:
    """Beyond the sentence of the cue, only quoted words go on, and only with what is quoted there as well: ``“A,” she
    said. It rained. “B.”``; ``She said that A. “B.”``"""
    if not content or not page.is_quoted(range(content[0], content[-1] + 1)):
        return content
    sentence = page.sentence(at)
    own = [token for token in content if token in sentence]
    if own and not any(page.quote[token] >= 0 for token in own):
        return own
    return [token for token in content if page.quote[token] >= 0 or token in sentence]


def _without_gaps(page: Page, tokens: list[int]) -> list[int]:
    """Punctuation and white space between two words of the content belong to it."""
    filled: list[int] = []
    for run in runs_of(tokens):
        between = range(filled[-1] + 1, run[0]) if filled else ()
        if all(page.doc[token].is_punct or token in page.spaces for token in between):
            filled.extend(between)
        filled.extend(run)
    return filled


def runs_of(tokens: Sequence[int]) -> list[Sequence[int]]:
    """Tokens that follow each other, together."""
    if tokens and tokens[-1] - tokens[0] < len(tokens):
        return [tokens]
    cuts = [at for at in range(1, len(tokens)) if tokens[at] != tokens[at - 1] + 1]
    return [tokens[first:last] for first, last in pairwise([0, *cuts, len(tokens)]) if first < last]
