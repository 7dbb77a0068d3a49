"""Tables of what was found in the articles: sentences, mentions, entities, quotes, figures."""

from __future__ import annotations

from pipeline.language.records import (
    ATTRIBUTION_KINDS,
    CHANGES,
    ENTITY_TYPES,
    FIGURE_ROLES,
    MENTION_TYPES,
    MODIFIERS,
    QUANTITY_TYPES,
    QUOTE_TYPES,
    SENTENCE_KINDS,
)

from .columns import (
    SPANS,
    STRINGS,
    Column,
    Table,
    across,
    count,
    day,
    enum,
    flag,
    foreign,
    key,
    number,
    part,
    text,
    whole,
)

POSITION = ("article_id", "start_char", "end_char")

SENTENCES = Table(
    "sentences",
    "One row per sentence or line; together they cover every character of an article but white space.",
    (
        key("sentence_id", "Hash of the article and the sentence's place."),
        foreign("article_id", "articles", "The article."),
        count("paragraph_index", "Paragraph within the article, from 0."),
        count("sentence_index", "Sentence within the article, from 0."),
        *whole("The sentence as it stands in the article."),
        enum("kind", SENTENCE_KINDS, "What the line is."),
        flag("is_boilerplate", "Buttons, prompts and lists of links: kept and marked, nothing is extracted from them."),
    ),
    key="sentence_id",
    order=POSITION,
    preview=("text", "kind"),
)

MENTIONS = Table(
    "mentions",
    "One row per expression that names, describes or stands for an entity.",
    (
        key("mention_id", "Hash of the article and the mention's place."),
        foreign("article_id", "articles", "The article."),
        foreign("sentence_id", "sentences", "The sentence it begins in."),
        foreign("entity_id", "entities", "The entity it refers to."),
        *whole("The name itself, without its title; or the nominal or pronoun."),
        enum("entity_type", ENTITY_TYPES, "Type of the entity (labels of OntoNotes)."),
        enum("mention_type", MENTION_TYPES, "How it refers."),
        text("role", "Title, office or profession that the text gives here ('Secretary of Defense')."),
    ),
    key="mention_id",
    order=(*POSITION, "mention_id"),
    preview=("text", "entity_type", "mention_type", "role"),
)

ENTITIES = Table(
    "entities",
    "One row per real-world thing across all articles.",
    (
        key("entity_id", "Hash of type and normalized key name, and of what tells apart two that share it."),
        text("name", "Fullest canonical form.", nullable=False),
        enum("entity_type", ENTITY_TYPES, "Type (labels of OntoNotes)."),
        Column("aliases", STRINGS, "Its other names in the articles, sorted."),
        text("merge_rule", "Why its articles' entities are one: the rule that joined them.", nullable=False),
        text("country_code", "ISO 3166-1 alpha-2, for countries and nationalities."),
        text("wikidata_id", "Wikidata item, where a packaged source gives it."),
        count("mention_count", "Mentions in all articles."),
        count("article_count", "Articles with a mention."),
        foreign("first_article_id", "articles", "The earliest article with a mention, by day of publication, then id."),
    ),
    key="entity_id",
    order=("entity_id",),
    preview=("name", "entity_type", "mention_count", "article_count", "aliases"),
)

QUOTES = Table(
    "quotes",
    "One row per attribution: who said, wrote, thought or wanted what.",
    (
        key("quote_id", "Hash of the article and the quote's place."),
        foreign("article_id", "articles", "The article."),
        foreign("sentence_id", "sentences", "The sentence it begins in."),
        enum("quote_type", QUOTE_TYPES, "direct (in marks), indirect, mixed, or scare (marks around nobody's words)."),
        enum("attribution_kind", ATTRIBUTION_KINDS, "What its source does with the content."),
        *whole("From the first to the last span, and what stands between them."),
        Column("spans", SPANS, "The pieces of the content without outer quotation marks, as offsets."),
        text("content", "The spans' text, joined by ' … '.", nullable=False),
        *part("speaker", "The words that name the source of the content."),
        foreign("speaker_mention_id", "mentions", "The speaker's mention.", nullable=True),
        foreign("speaker_entity_id", "entities", "The speaker, through pronouns and descriptions.", nullable=True),
        text("speaker_name", "The speaker's canonical name."),
        text("speaker_role", "The speaker's role as this article gives it."),
        number(
            "speaker_confidence",
            "Estimated probability that the speaker's words mean speaker_entity_id, 0 to 1; a person's word is 1.",
            nullable=True,
        ),
        *part("cue", "The words that attribute ('said', 'according to')."),
        text("cue_lemma", "Lemma of the cue's head."),
        *part("via", "The words that name who passed it on ('told the Post', 'according to Reuters')."),
        foreign("via_entity_id", "entities", "Who passed it on.", nullable=True),
        flag("is_negated", "The attribution is denied or only supposed ('did not say', 'if she says')."),
        number("confidence", "Estimated probability that the row is right, 0 to 1."),
        text("rule", "What proposed the row.", nullable=False),
    ),
    key="quote_id",
    order=(*POSITION, "quote_id"),
    preview=("speaker_text", "cue_text", "content", "quote_type", "attribution_kind", "confidence"),
)

FIGURES = Table(
    "figures",
    "One row per numeric fact: how many of what, since when, according to whom.",
    (
        key("figure_id", "Hash of the article and the figure's place."),
        foreign("article_id", "articles", "The article."),
        foreign("sentence_id", "sentences", "The sentence it begins in."),
        *whole("The number with its unit or scale as written."),
        number(
            "value", "In base scale ('$5 million' is 5000000, '5 %' is 5); null for a range or a score.", nullable=True
        ),
        number("value_low", "Lower end of what the text allows; for a score the first number.", nullable=True),
        number("value_high", "Upper end of what the text allows; for a score the second number.", nullable=True),
        enum("modifier", MODIFIERS, "How the words around bound the number."),
        flag("is_approximate", "The text says that it is not exact."),
        enum("change", CHANGES, "The number is, or ends, a rise or a fall.", nullable=True),
        enum("role", FIGURE_ROLES, "Which end of a change from one number to another.", nullable=True),
        flag("is_negated", "A count of none ('no soldiers'), or a denied number."),
        foreign("of_figure_id", "figures", "The whole that this is a part of ('12 of the 30').", nullable=True),
        foreign("restates_figure_id", "figures", "The figure that this says again in another unit.", nullable=True),
        enum("quantity_type", QUANTITY_TYPES, "What kind of quantity; of a rate, what stands above the line."),
        text(
            "unit",
            "Canonical singular name; of a count the lemma of what is counted; else 'dimensionless'.",
            nullable=False,
        ),
        *part("unit", "The words the unit was read from."),
        text("currency", "ISO 4217 code of money."),
        text("per_unit", "What stands below the line of a rate ('hour' in '$20 an hour')."),
        number("value_base", "value in unit_base; null without a physical dimension.", nullable=True),
        text("unit_base", "SI unit of value_base."),
        *part("item", "What is counted, measured, paid for, or bears the age."),
        *part("concept", "What the figure is about ('sales', 'the index')."),
        text("predicate", "Lemma of the governing verb."),
        *part("subject", "Subject of that verb."),
        foreign("subject_entity_id", "entities", "The subject's entity.", nullable=True),
        *part("time", "The words that say when."),
        day("period_start", "First day of that time; null where open or unknown."),
        day("period_end", "Last day of that time, included; null where open or unknown."),
        *part("place", "The words that say where."),
        foreign("place_entity_id", "entities", "That place.", nullable=True),
        foreign("quote_id", "quotes", "The quote that asserts the figure.", nullable=True),
        *part("source", "The words that name the figure's source."),
        foreign("source_entity_id", "entities", "The source.", nullable=True),
        text("source_name", "The source's canonical name."),
        across("series_id", "series", "The measured thing; null where the figure measures nothing that could return."),
        number("confidence", "Estimated probability that the row is right, 0 to 1."),
        text("rule", "What made the row.", nullable=False),
    ),
    key="figure_id",
    order=(*POSITION, "figure_id"),
    preview=("text", "value", "unit", "modifier", "item_text", "concept_text", "time_text", "source_text"),
)
