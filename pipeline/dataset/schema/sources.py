"""Tables about what came in: articles, rejects, changes, history."""

from __future__ import annotations

import pyarrow as pa

from .columns import INSTANT, Column, Table, across, count, day, enum, foreign, key, text

DATE_SOURCES = ("metadata", "url", "dateline", "text")
REJECT_REASONS = (
    "empty",
    "only_boilerplate",
    "not_text",
    "undecodable",
    "unreadable",
    "not_a_regular_file",
    "outside_source",
    "too_large",
    "line_too_long",
    "too_many_members",
    "truncated",
    "malformed",
    "missing_text",
    "too_deep",
    "time_limit",
    "memory_limit",
    "extraction_failed",
    "purged",
    "bytes_left_over",
    "address_left_out",
)
MARKS = frozenset({"bytes_left_over", "address_left_out"})  # what came with it was taken in all the same
CHANGES_OF_ROWS = ("added", "removed", "changed", "renamed")
REVISIONS = ("added", "changed", "withdrawn")

ARTICLES = Table(
    "articles",
    "One row per article as it was delivered; copies are kept and marked.",
    (
        key("article_id", "Hash of the canonical URL, else the feed's GUID, else the source-relative path."),
        text("source_uri", "Where the article came from, relative to its source.", nullable=False),
        text("publisher", "Name of the publisher, where the source tells it."),
        text("title", "Headline."),
        text("byline", "Names of the authors as printed, without 'By'."),
        text("url", "Canonical address of the article."),
        day("published_on", "Day of publication; null when nothing tells it."),
        enum("published_on_source", DATE_SOURCES, "What told published_on.", nullable=True),
        day("reference_on", "Day against which 'Thursday' or 'last January' in the text is resolved."),
        enum("reference_on_source", DATE_SOURCES, "What told reference_on.", nullable=True),
        text("language", "ISO 639-1 code of the text's language; null if it cannot be told."),
        text("text", "The whole cleaned text, headline included; every offset points into it.", nullable=False),
        text("content_sha256", "SHA-256 of the text in UTF-8, hexadecimal.", nullable=False),
        foreign(
            "duplicate_of",
            "articles",
            "The article this one is an exact or near copy of; copies are not extracted again.",
            nullable=True,
        ),
        across("story_id", "stories", "The event it is about; null where no other article is about it."),
    ),
    key="article_id",
    order=("article_id",),
    preview=("title", "publisher", "published_on", "language", "source_uri"),
)

REJECTS = Table(
    "rejects",
    "One row per input that gave no article, or not all that it holds, with the reason.",
    (
        key("reject_id", "Hash of source, member and reason."),
        text("source_uri", "The input, relative to its source.", nullable=False),
        text("member", "The part of it that was rejected: a path inside an archive, a record's number."),
        enum("reason", REJECT_REASONS, "What was wrong with it."),
        text("message", "The same for a person, with what to do.", nullable=False),
        Column("bytes", pa.int64(), "Size of the input in bytes; -1 if it could not be told."),
    ),
    key="reject_id",
    order=("source_uri", "reject_id"),
    preview=("source_uri", "member", "reason", "message"),
)

CHANGES = Table(
    "changes",
    "What differs between this release and the one before it; everything is 'added' in the first.",
    (
        key("change_id", "Hash of what changed."),
        text("table", "Table in which rows differ.", nullable=False),
        text("article_id", "Article whose rows differ (it may be withdrawn); null for rows of no one article."),
        enum("change", CHANGES_OF_ROWS, "What happened: 'renamed' is an entity whose id became another."),
        count("rows", "How many rows."),
        text("before", "For 'renamed': the entity_id in the release before."),
        text("after", "For 'renamed': the entity_id now."),
    ),
    key="change_id",
    order=("table", "article_id", "change", "before", "after"),
)

HISTORY = Table(
    "history",
    "Every revision of every article that was ever published; the one table that carries clock times.",
    (
        key("revision_id", "Hash of the article and its revision."),
        text("article_id", "The article; it has no row in articles after it was withdrawn.", nullable=False),
        count("revision", "Counts an article's revisions from 1."),
        Column("first_seen_at", INSTANT, "When a run first published this revision (UTC)."),
        text("content_sha256", "SHA-256 of the text; null when withdrawn."),
        enum("change", REVISIONS, "What this revision is."),
        count("release", "Number of the release that published it first."),
    ),
    key="revision_id",
    order=("article_id", "revision"),
)
