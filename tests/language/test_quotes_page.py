"""The examples of docs/quotes.md are run: a table below a text is what the text gives, or the page is wrong.

``python -m tests.language.test_quotes_page`` writes the tables anew, for a person to read and judge.
"""

import re
from pathlib import Path

import pytest

from pipeline import language
from pipeline.language.records import Context

PAGE = Path(__file__).parents[2] / "docs" / "quotes.md"
EXAMPLE = re.compile(r"```text\n(?P<text>.*?)\n```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.S)
COLUMNS = ("quote_type", "attribution_kind", "speaker", "cue", "via", "content", "rule")


def table_of(nlp, text):
    """The rows of a text as a Markdown table."""
    doc = language.make_doc(nlp, text, Context())
    doc = nlp(doc)
    lines = [f"| {' | '.join(COLUMNS)} |", "|" + " --- |" * len(COLUMNS)]
    for quote in doc._.quotes:
        cut = lambda s: "" if s is None else " ".join(doc.text[s.start : s.end].split())  # noqa: E731
        speaker = cut(quote.speaker)
        if quote.speaker_mention is not None:
            name = doc._.entities[doc._.mentions[quote.speaker_mention].entity].name
            speaker += f" → {name}" if name not in speaker else ""
        content = " … ".join(map(cut, quote.spans))
        cue = cut(quote.cue) + (" (negated)" if quote.is_negated else "")
        kind = quote.attribution_kind if quote.quote_type != "scare" else ""
        lines.append(f"| {' | '.join([quote.quote_type, kind, speaker, cue, cut(quote.via), content, quote.rule])} |")
    return "\n".join(lines) + "\n"


def examples():
    return [(match["text"], match["table"]) for match in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("text", [text for text, _ in examples()])
def test_the_page_shows_what_comes_out(nlp, text):
    assert table_of(nlp, text) == dict(examples())[text]


def test_the_page_has_examples():
    assert len(examples()) > 20


def main():
    nlp = language.load()
    page = PAGE.read_text(encoding="utf-8")
    made = lambda m: f"```text\n{m['text']}\n```\n\n{table_of(nlp, m['text'])}"  # noqa: E731
    PAGE.write_text(EXAMPLE.sub(made, page), encoding="utf-8")


if __name__ == "__main__":
    main()
