"""What each rule of a component is worth: the rows it touches, and what sets of texts with known answers lose without.

The texts are parsed once; then the component, and those behind it, run again without one rule at a time. Sets stand in
a TOML file, one table a set, so that data and scorers may be anywhere:

    [newsquant]
    texts = "newsquant.dev.jsonl"       # JSON lines as ``extract`` reads them; relative to the TOML file
    command = "python score.py {texts} {rows}"      # {rows} is what ``extract`` writes; run in the TOML file's folder
    value = 'value +P.* F1 +([\\d.]+)'    # any other key: a measure, read from what is printed
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import language
from pipeline.dataset.extract.rows import article_rows
from pipeline.extract import inputs
from pipeline.language.rules import Rule, rules_of, without
from pipeline.settings import load_settings

MARKS = ("<!-- rules: begin -->", "<!-- rules: end -->")
NOT_MEASURES = frozenset({"texts", "command"})


@dataclass(frozen=True, slots=True)
class Set:
    """Texts with known answers, the command that scores rows of them, and what to read from what it prints."""

    name: str
    texts: Path
    command: str
    measures: dict[str, re.Pattern]

    def score(self, rows: Iterable[dict]) -> dict[str, float]:
        with tempfile.TemporaryDirectory() as made:
            target = Path(made) / "rows.jsonl"
            target.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
            command = self.command.format(texts=self.texts, rows=target)
            run = subprocess.run(command, shell=True, cwd=self.texts.parent, capture_output=True, text=True, check=True)
        found = {name: pattern.search(run.stdout) for name, pattern in self.measures.items()}
        return {f"{self.name} {name}".strip(): float(match[1]) for name, match in found.items() if match}


def read_sets(path: Path) -> list[Set]:
    made = []
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        measures = {key: re.compile(value) for key, value in table.items() if key not in NOT_MEASURES}
        made.append(Set(name, (path.parent / table["texts"]).resolve(), table["command"], measures))
    return made


class Texts:
    """Articles as the components before ``component`` leave them, from which the rest can be run again and again."""

    def __init__(self, nlp: Language, component: str, source: Path, every: int = 1):
        names = nlp.pipe_names
        later = names[names.index(component) :]
        self.again = [nlp.get_pipe(name) for name in later]
        articles = list(inputs(source))[::every]
        docs = ((language.make_doc(nlp, text, context), name) for name, text, context in articles)
        with nlp.select_pipes(disable=later):
            self.docs = list(nlp.pipe(docs, as_tuples=True, batch_size=16))
        self.before = [(dict(doc.user_data), doc.ents) for doc, _ in self.docs]

    def rows(self) -> list[dict[str, Any]]:
        """What ``extract`` writes of each article."""
        made = []
        for (doc, name), (data, entities) in zip(self.docs, self.before, strict=True):
            doc.user_data.clear()
            doc.user_data.update(data)
            doc.ents = entities
            made.append({"id": name} | article_rows(self._run(doc), name))
        return made

    def _run(self, doc: Doc) -> Doc:
        for component in self.again:
            doc = component(doc)
        return doc


@dataclass(frozen=True, slots=True)
class Worth:
    """Rows per 1,000 articles that are other or missing without the rule; change of each measure by the rule."""

    rule: Rule
    touched: float
    gains: dict[str, float]


def measure(component: str, corpus: Path, sets: Path | None, every: int = 1) -> list[Worth]:
    settings = load_settings()
    nlp = language.load(settings.model, quotes_model=settings.quotes_model)
    texts = Texts(nlp, component, corpus, every)
    known = [(found, Texts(nlp, component, found.texts)) for found in (read_sets(sets) if sets else [])]
    whole = texts.rows()
    scored = [(found, own, rows := own.rows(), found.score(rows)) for found, own in known]
    worth = []
    for rule in rules_of(component):
        with without(rule):
            touched = _differing(component, whole, texts.rows()) * 1000 / max(1, len(whole))
            gains: dict[str, float] = {}
            for found, own, rows, scores in scored:
                less = own.rows()
                if less != rows:
                    lower = found.score(less)
                    gains |= {name: round(scores[name] - lower[name], 2) for name in scores if name in lower}
        worth.append(Worth(rule, touched, {name: gain for name, gain in gains.items() if gain}))
    return worth


def _differing(component: str, whole: list[dict], less: list[dict]) -> int:
    """How many rows are changed, or are in one only."""
    differ = 0
    for one, other in zip(whole, less, strict=True):
        a, b = (Counter(json.dumps(row, default=str) for row in rows[component]) for rows in (one, other))
        differ += max((a - b).total(), (b - a).total())
    return differ


def table(worth: list[Worth]) -> str:
    """The measurement as a Markdown table."""
    lines = ["| rule | phenomenon | example | rows per 1,000 articles | what sets gain by it |", "| --- " * 5 + "|"]
    for row in worth:
        gains = ", ".join(f"{name} {gain:+g}" for name, gain in row.gains.items())
        cells = (row.rule.name, row.rule.phenomenon, row.rule.example, f"{row.touched:.0f}", gains or "none")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def report(component: str, corpus: Path, sets: Path | None, every: int = 1, page: Path | None = None) -> int:
    """Print the table; with ``page``, write it there between the two marks as well."""
    made = table(measure(component, corpus, sets, every))
    print(made, end="")
    if page is not None:
        text = page.read_text(encoding="utf-8")
        before, rest = text.split(MARKS[0], 1)
        page.write_text(f"{before}{MARKS[0]}\n{made}{MARKS[1]}{rest.split(MARKS[1], 1)[1]}", encoding="utf-8")
    return 0
