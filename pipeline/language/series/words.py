"""Words of figures and of their sentences: plain stems, and the lists of what figures measure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
NEAR = 7  # words on each side of a figure that may tell what it measures


@cache
def lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))


@cache
def empty() -> frozenset[str]:
    return frozenset(lists()["empty"]["words"])


@cache
def anyone() -> frozenset[str]:
    return frozenset(lists()["anyone"]["nouns"])


@cache
def states() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Stem -> state; and phrases, and words to be met as they stand ("=missing": "miss" is another), with theirs."""
    pairs = [(word, state) for state, said in lists()["states"].items() for word in said]
    single = {stem(word): state for word, state in pairs if " " not in word and word[0] != "="}
    return single, tuple((word.lstrip("="), state) for word, state in pairs if " " in word or word[0] == "=")


@cache
def stem(word: str) -> str:
    """Without the endings of number and tense: ``injuries``, ``injuring`` and ``injured`` give ``injur``, ``dies`` and
    ``died`` give ``die``. Enough to meet the words of the lists; no lemma."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'-")
    if word in ("dying", "dies", "died"):
        return "die"
    for ending, kept in (
        ("ies", ""),
        ("ing", ""),
        ("ied", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("y", ""),
        ("e", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + kept
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


@cache
def _groups() -> dict[str, str]:
    return {stem(word): stem(group[0]) for group in lists()["alike"]["groups"] for word in group}


def alike(noun: str) -> str:
    """One stem for nouns that name the same thing to count ("home", "household")."""
    return _groups().get(noun, noun)


@cache
def no_heads() -> frozenset[str]:
    """Stems of nouns that do not tell what is counted: of states ("dead"), of counting ("toll"), of agents."""
    return frozenset(states()[0]) | {stem(noun) for group in ("counting", "agents") for noun in lists()[group]["nouns"]}


@cache
def pairs_of_states() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """State, stems of nouns, stems of words near them that tell it."""
    return tuple(
        (one["state"], frozenset(map(stem, one["nouns"])), frozenset(alike(stem(word)) for word in one["near"]))
        for one in lists()["together"]
    )


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for topic, said in lists()["topics"].items():
        for word in said:
            key = alike(stem(word))
            made[key] = (*made.get(key, ()), topic)
    return made


def topics_of(near: frozenset[str]) -> frozenset[str]:
    return frozenset(topic for word in near for topic in _topics().get(word, ()))


def words(text: str | None) -> list[str]:
    return WORD.findall(text) if text else []


def content(parts: Iterable[str | None]) -> list[str]:
    """Stems of the words that tell something, of several texts, each once, in order."""
    said = (word for part in parts for word in words(part))
    return list(dict.fromkeys(alike(stem(word)) for word in said if word.lower() not in empty() and len(word) > 1))


def clause_after(text: str) -> str:
    """What follows in the same clause, up to NEAR words or the next number."""
    cut = re.split(r"[;:.!?–—]|, (?!of )|\d|\band\b|\bwhile\b|\bbut\b", text, maxsplit=1)[0]
    return " ".join(cut.split()[:NEAR])


def clause_before(text: str) -> str:
    """What goes before in the same clause, as far as NEAR words."""
    cut = re.split(r"[;:.!?–—]|\d|\bwhile\b|\bbut\b", text)[-1]
    return " ".join(cut.split()[-NEAR:])
