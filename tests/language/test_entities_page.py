"""The examples of docs/entities.md are run: a table below a text is what the text gives, or the page is wrong.

``python -m tests.language.test_entities_page`` writes the tables anew, for a person to read and judge.
"""

import random
import re
from pathlib import Path

import pytest

from pipeline import language
from pipeline.language.canonical import LocalEntity, canonicalize, read_decisions
from pipeline.language.records import Context

PAGE = Path(__file__).parents[2] / "docs" / "entities.md"
EXAMPLE = re.compile(r"```text\n(?P<text>.*?)\n```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.S)
ARTICLES = re.compile(r"```articles\n(?P<text>.*?)\n```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.S)
SHORT = {"nominal": "{}", "pronoun": "*{}*", "name": "**{}**"}


def read(nlp, text):
    return nlp(language.make_doc(nlp, text, Context()))


def table_of(nlp, text):
    """The entities of a text as a Markdown table: names bold, pronouns in italics, roles in brackets."""
    doc = read(nlp, text)
    rows = [[] for _ in doc._.entities]
    for mention in doc._.mentions:
        words = " ".join(text[mention.start_char : mention.end_char].split())
        role = f" [{mention.role}]" if mention.role and mention.mention_type == "name" else ""
        rows[mention.entity].append(SHORT[mention.mention_type].format(words) + role)
    lines = ["| entity_type | name | mentions |", "| --- | --- | --- |"]
    for entity, mentions in zip(doc._.entities, rows, strict=True):
        lines.append(f"| {entity.entity_type} | {entity.name} | {', '.join(mentions)} |")
    return "\n".join(lines) + "\n"


def locals_of(nlp, text):
    """Entities of articles written one a line, "a: ...": the article is named by its letter."""
    out = []
    for line in text.splitlines():
        article, _, body = line.partition(": ")
        doc = read(nlp, body)
        for number, entity in enumerate(doc._.entities):
            count = sum(mention.entity == number for mention in doc._.mentions)
            out.append(
                LocalEntity(
                    f"{article}{number}", article, entity.name, entity.entity_type, entity.aliases,
                    entity.country_code, count, None, entity.within,
                )
            )  # fmt: skip
    return out


def canonical_table(entities, decisions=None):
    lines = ["| entity_type | name | aliases | merge_rule | articles |", "| --- | --- | --- | --- | --- |"]
    for entity in sorted(canonicalize(entities, decisions).entities, key=lambda e: (e.entity_type, e.name, e.members)):
        articles = "".join(sorted({member[0] for member in entity.members}))
        cells = [entity.entity_type, entity.name, ", ".join(entity.aliases), entity.merge_rule, articles]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def examples(pattern):
    return [(match["text"], match["table"]) for match in pattern.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("text", [text for text, _ in examples(EXAMPLE)])
def test_the_page_shows_what_comes_out(nlp, text):
    assert table_of(nlp, text) == dict(examples(EXAMPLE))[text]


@pytest.mark.parametrize("text", [text for text, _ in examples(ARTICLES)])
def test_the_page_shows_what_articles_give_in_any_order(nlp, text):
    entities = locals_of(nlp, text)
    assert canonical_table(entities) == dict(examples(ARTICLES))[text]
    ids = {entity.members: entity.entity_id for entity in canonicalize(entities).entities}
    for seed in range(5):
        random.Random(seed).shuffle(entities)
        assert {entity.members: entity.entity_id for entity in canonicalize(entities).entities} == ids


def test_the_page_has_examples():
    assert len(examples(EXAMPLE)) > 15 and len(examples(ARTICLES)) > 4


def test_the_decisions_of_the_page_can_be_read():
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    decisions = read_decisions(found[1])
    assert decisions.same and decisions.not_same and decisions.rename and decisions.type


def main():
    nlp = language.load()
    page = PAGE.read_text(encoding="utf-8")
    page = EXAMPLE.sub(lambda m: f"```text\n{m['text']}\n```\n\n{table_of(nlp, m['text'])}", page)
    page = ARTICLES.sub(
        lambda m: f"```articles\n{m['text']}\n```\n\n{canonical_table(locals_of(nlp, m['text']))}", page
    )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
