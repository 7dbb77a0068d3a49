"""Web pages: the story by trafilatura; title, author, date and address from what the page declares of itself.

Nothing is fetched and no script is run. Pages are made of title, standfirst and body; what the page declares
(JSON-LD of an article, then meta elements) goes before what trafilatura guesses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Rejected, read_all
from .text import as_text

ARTICLE_TYPES = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|LiveBlogPosting|\w+NewsArticle)$")
META = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "byline": ("author", "article:author_name", "byl", "parsely-author", "dc.creator", "sailthru.author"),
    "published": (
        *("article:published_time", "article:published", "og:published_time", "datepublished", "date", "pubdate"),
        *("publish-date", "publishdate", "dc.date.issued", "dc.date", "dcterms.created", "parsely-pub-date"),
        *("sailthru.date", "cxenseparse:recs:publishtime"),
    ),
    "publisher": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url", "parsely-link"),
}
MAX_DEPTH = 2_000
MAX_JSON_LD = 500_000
LONG_CELL = 600  # characters
DROPPED = re.compile(r"<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
DATA_URI = re.compile(r"""(?:data|javascript):[^"'\s>]{200,}""")
OPEN_OR_CLOSE = re.compile(r"<(/?)(?:div|span|section|table|ul|ol|b|i|em|font|blockquote|article)\b", re.IGNORECASE)
BLOCK = "p|div|li|h[1-6]|blockquote|tr|figcaption|section|article|pre|dd|dt|br"


def read_html(stream: BinaryIO, origin: Origin) -> Found:
    """One page as one article; raises Rejected for one without a story."""
    raw = read_all(stream, origin.bounds)
    yield page(decode(raw, declared=True), len(raw))


def page(markup: str, size: int = -1) -> Delivered:
    """The article in a page's markup."""
    tree = parse(markup)
    known = _meta(tree) | _json_ld(tree)
    text = story(tree) or _declared_body(tree)
    if not text.strip():
        raise Rejected("missing_text", "There is no story in the page, only what stands around one.", size)
    known.setdefault("title", _heading(tree))
    byline = known.get("byline") or _marked_byline(tree)
    return Delivered(
        text=text,
        title=known.get("title"),
        byline=None if byline and ("://" in byline or len(byline) > 200) else byline,
        url=_canonical(tree) or _address(known.get("url")),
        publisher=known.get("publisher"),
        published=known.get("published") or _time(tree),
    )


def parse(markup: str) -> Any:
    """An lxml tree; raises Rejected for what is nested too deep or is no markup at all."""
    from lxml import etree, html

    if _depth(markup) > MAX_DEPTH:
        raise Rejected("too_deep", f"Its elements are nested more than {MAX_DEPTH:,} deep.")
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", DATA_URI.sub("", markup).replace("\0", ""))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(re.sub("[\ud800-\udfff]", "\ufffd", markup), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejected("malformed", f"It is no page that can be read: {str(error)[:100]}.") from None
    if tree is None:
        raise Rejected("missing_text", "The page is empty.")
    return tree


def _depth(markup: str) -> int:
    """How deep elements are nested, of those that only an end tag closes."""
    depth = deepest = 0
    for found in OPEN_OR_CLOSE.finditer(markup if markup.count("<") > MAX_DEPTH else ""):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def story(tree: Any) -> str:
    """Paragraphs of the story, without navigation, comments and advertisements; "" if there are none."""
    from trafilatura import extract

    _open_layout_tables(tree)
    text = extract(
        tree, output_format="txt", include_comments=False, include_tables=True, include_formatting=False, fast=False,
        deduplicate=False,
    )  # fmt: skip
    return "\n\n".join(re.split(r"\n+", text)) if text else ""


def _open_layout_tables(tree: Any) -> None:
    """A table with a story in one of its cells holds the page together, and no data."""
    for cell in list(tree.iter("td")):
        if cell.tag == "td" and len(cell.text_content()) > LONG_CELL and cell.find(".//table") is None:
            for element in (cell, *cell.iterancestors("td", "tr", "tbody", "table")):
                if element.tag == "tr":
                    for other in element.iterchildren("td", "th"):
                        other.tag = "div"
                element.tag = "div"


def plain(markup: str) -> str:
    """Words of a fragment that is known to be a story (a feed's content, a field of a record), by paragraph."""
    if "<" not in markup:
        return markup
    tree = parse(re.sub(rf"(?i)(<(?:{BLOCK})\b[^>]*>|</(?:{BLOCK})\s*>)", r"\n\n\1", DROPPED.sub("", markup)))
    return tree.text_content()


def _elements(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            yield name.lower(), element.get("content").strip()


def _meta(tree: Any) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, content in _elements(tree):
        values.setdefault(name, content)
    found = {column: next((values[name] for name in names if values.get(name)), None) for column, names in META.items()}
    return {column: value for column, value in found.items() if value}


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text or len(element.text) > MAX_JSON_LD:
            continue
        try:
            waiting = [json.loads(element.text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(1000):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                yield value
                waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    for value in _objects(tree):
        types = value.get("@type")
        if any(
            isinstance(kind, str) and ARTICLE_TYPES.search(kind)
            for kind in (types if isinstance(types, list) else [types])
        ):
            yield value


def _json_ld(tree: Any) -> dict[str, str]:
    for value in _articles(tree):
        found = {
            "title": as_text(value.get("headline")),
            "byline": as_text(value.get("author")) or as_text(value.get("creator")),
            "published": as_text(value.get("datePublished")) or as_text(value.get("dateCreated")),
            "publisher": as_text(value.get("publisher")),
            "url": _address(as_text(value.get("url"))),
        }
        if isinstance(value.get("author"), list):
            found["byline"] = ", ".join(filter(None, map(as_text, value["author"][:20]))) or None
        return {column: text for column, text in found.items() if text}
    return {}


def _declared_body(tree: Any) -> str:
    return next((body for value in _articles(tree) if (body := as_text(value.get("articleBody")))), "")


def _heading(tree: Any) -> str | None:
    headings = [" ".join(found.text_content().split()) for found in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = tree.find(".//title")
    if title is None or not title.text:
        return None
    return re.sub(r"\s+[|–—-]\s+[^|–—]{1,40}$", "", " ".join(title.text.split()))


def _marked_byline(tree: Any) -> str | None:
    for query in (".//*[@rel='author']", ".//*[@itemprop='author']", ".//*[contains(@class, 'byline')]"):
        for element in tree.xpath(query)[:1]:
            text = " ".join(element.text_content().split())
            if 3 < len(text) < 100:
                return re.split(r"\s*[|•·]\s*", text)[0]
    return None


def _time(tree: Any) -> str | None:
    times = [element.get("datetime") for element in tree.iter("time") if element.get("datetime")]
    return times[0] if times else None


def _canonical(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (address := _address(element.get("href"))):
            return address
    return None


def _address(url: str | None) -> str | None:
    """An absolute web address, or None."""
    url = (url or "").strip()
    return url if re.match(r"https?://[^\s/]+\.[^\s/]+/?\S*$", url) and len(url) < 2000 else None
