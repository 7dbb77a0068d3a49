"""Tables for readers: quotes and figures with what one looks up first, so that a question needs no join; and who speaks
of whom. All is taken from the other tables when publishing."""

from __future__ import annotations

from .columns import Column, Table, foreign, key, text
from .extracted import FIGURES, MENTIONS, QUOTES
from .sources import ARTICLES

OF_ARTICLE = ("published_on", "title", "publisher", "url", "story_id")
OF_QUOTE = ("quote_type", "attribution_kind", "content", "speaker_name", "speaker_role", "speaker_text",
            "speaker_entity_id", "cue_text", "cue_lemma")  # fmt: skip
OF_FIGURE = ("text", "value", "value_low", "value_high", "modifier", "is_approximate", "change", "role", "is_negated",
             "quantity_type", "unit", "currency", "per_unit", "value_base", "unit_base", "item_text", "concept_text",
             "predicate", "subject_text")  # fmt: skip
LAST = ("confidence", "rule")


def _same(table: Table, *names: str) -> tuple[Column, ...]:
    """Columns of another table, as they are there."""
    made = []
    for name in names:
        of = table.column(name)
        made.append(Column(of.name, of.type, of.description, of.nullable, of.values, of.references))
    return tuple(made)


STATEMENTS = Table(
    "statements",
    "The quotes for readers: who said what, when and where it was printed; a row for each row of quotes.",
    (
        foreign("quote_id", "quotes", "The row of quotes."),
        foreign("article_id", "articles", "The article."),
        *_same(ARTICLES, *OF_ARTICLE),
        *_same(QUOTES, *OF_QUOTE, "via_text"),
        text("via_name", "Canonical name of who passed it on."),
        *_same(QUOTES, "via_entity_id", "is_negated"),
        text("sentence", "The sentence it begins in.", nullable=False),
        *_same(QUOTES, "start_char", "end_char", *LAST),
    ),
    key="quote_id",
    order=("article_id", "start_char", "end_char", "quote_id"),
    preview=("speaker_name", "content", "published_on", "title"),
    is_view=True,
)

FACTS = Table(
    "facts",
    "The figures for readers: how many of what, of whom, where, when and says who; a row for each row of figures.",
    (
        foreign("figure_id", "figures", "The row of figures."),
        foreign("article_id", "articles", "The article."),
        *_same(ARTICLES, *OF_ARTICLE),
        *_same(FIGURES, *OF_FIGURE),
        text("subject_name", "Canonical name of the subject's entity."),
        *_same(FIGURES, "subject_entity_id", "time_text", "period_start", "period_end", "place_text"),
        text("place_name", "Canonical name of the place."),
        *_same(FIGURES, "place_entity_id", "source_text", "source_name", "source_entity_id"),
        text("quote", "The words of the quote that asserts the figure."),
        *_same(FIGURES, "quote_id"),
        text("sentence", "The sentence it begins in.", nullable=False),
        *_same(FIGURES, "series_id", "start_char", "end_char", *LAST),
    ),
    key="figure_id",
    order=("article_id", "start_char", "end_char", "figure_id"),
    preview=("text", "value", "unit", "concept_text", "source_name", "published_on", "title"),
    is_view=True,
)

ABOUT = Table(
    "about",
    "Who speaks of whom: a row for each mention inside the words of a quote (but scare quotes, which nobody said).",
    (
        key("about_id", "Hash of the quote and the mention."),
        foreign("quote_id", "quotes", "The quote."),
        foreign("mention_id", "mentions", "A mention within its spans, the speaker's own 'I' included."),
        *_same(MENTIONS, "entity_id", "article_id"),
    ),
    key="about_id",
    order=("article_id", "quote_id", "mention_id"),
    preview=("quote_id", "mention_id", "entity_id"),
)
