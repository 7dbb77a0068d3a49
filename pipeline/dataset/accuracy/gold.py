"""Verdicts on the texts of ``gold/``: run through the language layer, compared with their annotations.

What was measured is kept in ``gold/measured.json`` with the version of the code, so that a run need not parse it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.store.files import replacing
from pipeline.dataset.store.fingerprints import fingerprint
from pipeline.language import DEFAULT_MODEL

from .verdicts import Verdict

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MEASURED = "measured.json"
ALIKE = 0.5  # of the characters of two contents together, how many must be in both


def gold_version(model: str = DEFAULT_MODEL) -> str:
    """Of the code that makes quotes and figures."""
    return f"{fingerprint('quotes', model)} {fingerprint('figures', model)}"


def measured_gold(folder: Path) -> tuple[list[Verdict], str] | None:
    """What was last measured on a folder of gold, and with which version; None if nothing was."""
    try:
        told = json.loads((folder / MEASURED).read_text(encoding="utf-8"))
        return [Verdict(*row) for row in told["verdicts"]], told["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def measure_gold(folder: Path, model: str = DEFAULT_MODEL) -> list[Verdict]:
    """Run the language layer over all sets of a folder; the result is kept there."""
    from pipeline import language

    nlp = language.load(model)
    verdicts = list(verdicts_on(folder, nlp))
    rows = ",\n".join(json.dumps(list(asdict(verdict).values())) for verdict in verdicts)
    with replacing(folder / MEASURED) as hidden:
        hidden.write_text(f'{{"version": "{gold_version(model)}", "verdicts": [\n{rows}\n]}}\n', encoding="utf-8")
    return verdicts


def verdicts_on(folder: Path, nlp: Language) -> Iterator[Verdict]:
    sets = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["set"]
    for one in sets:
        path = folder / one["path"]
        if one["format"] == "figures":
            yield from _figures(nlp, path)
        elif one["format"] == "quotes":
            yield from _quotes(nlp, path)
        elif one["format"] == "facts":
            for file in sorted(path.glob("*.toml")):
                yield from _facts(nlp, tomllib.loads(file.read_text(encoding="utf-8")), folder / one["texts"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _made(nlp: Language, text: str, published_on: Any = None) -> Doc:
    from pipeline.language import make_doc
    from pipeline.language.records import Context

    return nlp(make_doc(nlp, text, Context(published_on=published_on, reference_on=published_on)))


def _figures(nlp: Language, path: Path) -> Iterator[Verdict]:
    for row in _rows(path):
        made = list(_made(nlp, row["text"])._.figures)
        for gold in row["figures"]:
            at = next((figure for figure in made if _meet((figure.start_char, figure.end_char), gold["span"])), None)
            if at is None:
                yield Verdict("figures", "gold", False, True)
                continue
            made.remove(at)
            yield Verdict("figures", "gold", True, _is_value(at, gold["value"]), at.rule, at.confidence)
        for figure in made:
            yield Verdict("figures", "gold", True, False, figure.rule, figure.confidence)


def _is_value(figure: Any, wanted: float | list[float]) -> bool:
    found = [figure.value_low, figure.value_high] if isinstance(wanted, list) else [figure.value]
    wanted = wanted if isinstance(wanted, list) else [wanted]
    return all(a is not None and isclose(a, b, rel_tol=1e-6) for a, b in zip(found, wanted, strict=True))


def _meet(a: Iterable[int], b: Iterable[int]) -> bool:
    (start, end), (first, last) = a, b
    return start < last and first < end


def _quotes(nlp: Language, path: Path) -> Iterator[Verdict]:
    """A row is right if its content is mostly a wanted one's, and its speaker's words touch; optional ones count
    neither way, nor turns of a conversation, which are not annotated."""
    for row in _rows(path):
        made = [
            quote for quote in _made(nlp, row["text"])._.quotes if quote.quote_type != "scare" and quote.rule != "turn"
        ]
        pairs = sorted(
            (
                (_likeness(_places(gold["content"]), _places((s.start, s.end) for s in quote.spans)), number, place)
                for number, gold in enumerate(row["quotes"])
                for place, quote in enumerate(made)
            ),
            reverse=True,
        )
        met: dict[int, int] = {}
        for alike, number, place in pairs:
            if alike >= ALIKE and number not in met and place not in met.values():
                met[number] = place
        for number, gold in enumerate(row["quotes"]):
            is_core = gold["level"] == "core" and not gold["nested"]
            if number in met:
                quote = made[met[number]]
                right = _is_speaker(quote, gold["speaker"])
                if is_core or right:
                    counts = "both" if is_core else "precision"
                    yield Verdict("quotes", "gold", True, right, quote.rule, quote.confidence, counts)
            elif is_core:
                yield Verdict("quotes", "gold", False, True)
        for place, quote in enumerate(made):
            if place not in met.values():
                yield Verdict("quotes", "gold", True, False, quote.rule, quote.confidence)


def _places(spans: Iterable[Iterable[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _likeness(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def _is_speaker(quote: Any, wanted: list[list[int]]) -> bool:
    if not wanted or quote.speaker is None:
        return not wanted and quote.speaker is None
    return any(_meet((quote.speaker.start, quote.speaker.end), span) for span in wanted)


def _facts(nlp: Language, golden: dict[str, Any], texts: Path) -> Iterator[Verdict]:
    """The list is not complete: what is found counts for recall only."""
    text = (texts / golden["article"]).read_text(encoding="utf-8")
    doc = _made(nlp, text, golden.get("published_on"))
    for fact in golden["figures"]:
        before, rest = fact["at"].split("[")
        number, after = rest.split("]")
        start = text.index(before + number + after) + len(before)
        at = [f for f in doc._.figures if _meet((f.start_char, f.end_char), (start, start + len(number)))]
        value = [fact["low"], fact["high"]] if "low" in fact else fact.get("value")
        right = [f for f in at if value is None or _is_value(f, value)]
        yield _found("figures", right)
    for fact in golden["quotes"]:
        first, last = text.index(fact["first"]), text.index(fact["last"]) + len(fact["last"])
        right = [
            quote
            for quote in doc._.quotes
            if quote.start_char <= first and last <= quote.end_char
            and quote.speaker
            and fact["speaker"] in text[quote.speaker.start : quote.speaker.end]
        ]  # fmt: skip
        yield _found("quotes", right)


def _found(table: str, right: list[Any]) -> Verdict:
    if not right:
        return Verdict(table, "gold", False, True, counts="recall")
    return Verdict(table, "gold", True, True, right[0].rule, right[0].confidence, "recall")
