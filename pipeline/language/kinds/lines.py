"""What each line of a text is, without a parse: ``classify(text, context)``; no spaCy, any text, no exception.

The dataset layer may call it on raw text to find what belongs to ``articles``: the line of kind ``headline`` is the
title, ``byline`` names the writers, ``dateline`` has the day.

A line that stands in other articles of the publisher (``context.repeated``) is boilerplate if it is short, says
nothing in quotation marks, and stands in the text's first or last quarter; else repetition says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.coreference.lexicon import fold, given_names
from pipeline.language.records import BOILERPLATE_KINDS, Context
from pipeline.language.sentences.boundaries import starts
from pipeline.language.sentences.lines import logical_lines

from . import patterns as p


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line (hard wraps joined), characters ``start`` to ``end``, without white space at its ends."""

    start: int
    end: int
    kind: str


def classify(text: str, context: Context | None = None) -> list[Line]:
    """Every line that is not blank, in order, with its kind (``records.SENTENCE_KINDS``)."""
    context = context or Context()
    spans = logical_lines(text)
    strings = [text[start:end] for start, end in spans]
    kinds = [kind_of_line(string) for string in strings]
    body = [i for i, s in enumerate(strings) if kinds[i] == "prose" and is_prose(s) and (i or s[-1] != ";")]
    first, last = (body[0], body[-1]) if body else (len(spans), -1)
    mark_top(text, spans, kinds, first, last, context)
    loud = 2 * sum(strings[i].isupper() for i in body) > len(body)
    for i in range(max(1, first), last):
        if kinds[i] == "prose" and (is_heading(strings[i]) or (not loud and is_label(strings[i]))):
            kinds[i] = "heading"
    mark_link_lists(strings, kinds, last)
    mark_repeated(text, spans, kinds, context)
    return [Line(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True)]


def mark_top(
    text: str, spans: list[tuple[int, int]], kinds: list[str], first: int, last: int, context: Context
) -> None:
    """Headlines and writers among the lines above the first paragraph."""
    lines = [text[start:end] for start, end in spans[: first + 1]]
    above = 0  # lines so far that are nothing else by themselves: of these the first two may be section and headline
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else ""
        named = is_title(line, context) or (i == 0 and (is_title_cased(line) or line[-1] == ";")) or before[-1:] == ";"
        at_top = i < first or (i == first < last and named)
        if kinds[i] != "prose" or not at_top:
            continue
        if i and (is_writer(line, context) or (kinds[i - 1] == "byline" and is_paper(text, spans[i - 1], spans[i]))):
            kinds[i] = "byline"
            continue
        if is_headline(line, above, len(spans), context, before):
            kinds[i] = "headline"
        above += not (above == 0 and is_section(line))


def kind_of_line(line: str) -> str:
    """What a line says it is by itself."""
    if len(line) <= 60 and is_button(line):
        return "button"
    if (len(line) <= 60 and p.LINK_HEADING.fullmatch(line)) or (len(line) <= 200 and p.LINK_PREFIX.match(line)):
        return "links"
    if p.ADDRESS.match(line) or (len(line) <= 160 and is_filed(line)):
        return "links"
    if len(line) <= 240 and p.NOTICE.fullmatch(line):
        return "prompt"
    if p.MARKUP.match(line):
        return "button"
    if len(line) <= 160 and (p.BYLINE.match(line) or p.STAFF.fullmatch(line) or p.HANDLE.match(line)):
        return "byline"
    if len(line) <= 100 and (is_stamp(line) or p.PLACE_LINE.match(line)):
        return "dateline"
    if (kind := kind_of_sentence(line)) != "prose":
        return kind
    if len(line) <= 300 and p.CAPTION.match(line):
        return "caption"
    if p.LIST_ITEM.match(line):
        return "list"
    if len(line) <= 80 and p.SPEAKER.match(line) and not p.NO_SPEAKER.match(line):
        return "speaker"
    return "prose"


def kind_of_sentence(sentence: str) -> str:
    """What may stand at the end of a paragraph of prose: a prompt, a credit, a correction."""
    if len(sentence) <= 240 and is_prompt(sentence):
        return "prompt"
    if len(sentence) <= 200 and is_credit(sentence):
        return "credit"
    return "correction" if p.CORRECTION.match(sentence) else "prose"


def is_credit(sentence: str) -> bool:
    """ "Contributing: Ann Marl", "Marl reported from Tarn.", "[Tarn Herald]": who made it or had it first."""
    return any(pattern.match(sentence) for pattern in (p.CREDIT, p.APPEARED, p.PLACED, p.SOURCE))


def is_button(line: str) -> bool:
    """ "Load More", "Share on Facebook", "LikeReply": few words, all of them a button's; no sentence ends; "* * *"."""
    if not re.search(r"[^\W_]", line):
        return True
    line = re.sub(r"\s*(?:[:…]|\.\.\.)$", "", line)
    if line.lower().strip(" .!|") in p.BUTTON_PHRASES:
        return True
    if p.ENDED.search(line) or re.search(r"\d{3}", line):
        return False
    for apart in (line, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", line)):
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", apart.lower())
        if 1 <= len(words) <= 8 and all(w in p.BUTTON for w in words) and any(w in p.SURE for w in words):
            return True
    return False


def is_filed(line: str) -> bool:
    """ "Tags: tram, council", "Posted in News", "Home > News > Politics", "Home | News | Sport": ways about a site."""
    return bool(
        p.BREADCRUMB.match(line) or p.MENU.match(line) or (p.FILED.match(line) and not p.FILED_PROSE.match(line))
    )


def is_prompt(sentence: str) -> bool:
    """ "Follow Ann Tarn on Twitter.": an invitation opens it, and a channel is what it is about; nobody speaks."""
    invites = (p.PROMPT_START.match(sentence) and p.CHANNEL.search(sentence)) or p.POINTS_HERE.match(sentence)
    return bool(invites and not p.REPORTS.search(sentence) and not p.COMPARES.match(sentence))


def is_stamp(line: str) -> bool:
    """ "Updated: May 4, 2020 10:15 a.m.", "Tarnport, 4 May 2020", "Posted at 9:15 p.m.": a day, a time, no more."""
    if p.ONLY_CLOCK.fullmatch(line):
        return True
    if not (day := p.HAS_DAY.search(line) or p.HAS_CLOCK.search(line)):
        return False
    head = re.sub(r",[\s,]+$", ",", p.STAMP.sub("", line[: day.start()]))
    rest = p.STAMP.sub("", line[day.end() :])
    bare = not re.search(r"\w", head)
    return not re.search(r"\w", rest) and (bare or (day.re is p.HAS_DAY and bool(p.PLACE_HEAD.fullmatch(head.strip()))))


def is_writer(line: str, context: Context) -> bool:
    """ "Inga Marlowe", "Ann Marl and Joe Fenn in Tarnport" below a headline: the byline as given, or names alone."""
    if context.byline and squeeze(line) == squeeze(context.byline):
        return True
    found = p.BARE_NAMES.fullmatch(line) if len(line) <= 80 else None
    return bool(found and fold(found["given"]) in given_names())


def is_prose(line: str) -> bool:
    """A line long enough to be a paragraph, ending as sentences do."""
    return (len(line) > 60 and bool(p.ENDED.search(line))) or len(line) > 180


def is_headline(line: str, index: int, count: int, context: Context, before: str = "") -> bool:
    """The title as given, or a first line that ends as no sentence does.

    "Toll to rise;" goes on in the line below, whose full stop is no sentence's; nor is that of "Old Bridge of Tarn
    Will Never Again Be Opened.", which has capitals all along.
    """
    if is_title(line, context):
        return True
    if index > 1 or len(line) > 180 or count < 2 or line[-1] in ",:" or (" " not in line and not is_section(line)):
        return False
    if line[-1] == ".":
        return before.endswith(";") or (index == 0 and is_title_cased(line, 1))
    return line[-1] != ";" or index == 0


def is_section(line: str) -> bool:
    """ "LOCAL NEWS", "World": the part of the paper, above the headline."""
    return len(line) <= 30 and line.count(" ") <= 2 and (line.isupper() or line.isalpha()) and not p.ENDED.search(line)


def is_paper(text: str, byline: tuple[int, int], line: tuple[int, int]) -> bool:
    """ "Hollin Bay Gazette", "Staff Writer" in the line below a byline."""
    words = re.findall(r"[^\W\d_]+", text[line[0] : line[1]])
    below = not re.search(r"\n\s*\n", text[byline[1] : line[0]])
    return below and 1 <= len(words) <= 6 and all(w[0].isupper() or len(w) < 4 for w in words)


def is_title(line: str, context: Context) -> bool:
    """The title as given, marks aside; it may be as long as a paragraph and end as one does."""
    return bool(context.title) and squeeze(line) == squeeze(context.title)


def is_title_cased(line: str, share: float = 0.8) -> bool:
    """ "Will the Old Bridge of Tarn Ever Be Opened to the Carts of the Valley Again?": capitals all along."""
    words = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 3]
    return len(line) <= 140 and len(words) > 3 and sum(w[0].isupper() for w in words) >= share * len(words)


def squeeze(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def is_heading(line: str) -> bool:
    """A short line between paragraphs that ends as no sentence does: "What comes next"."""
    return (
        len(line) <= 80
        and any(map(str.isalpha, line))
        and not re.search(r"(?:[.!?…:;,][\"'”’)\]»]*| ?[-–—]+)$", line)
        and line[:1] not in "\"“'‘"
        and line.count(" ") < 12
        and len(starts(line)[0]) == 1
    )


def is_label(line: str) -> bool:
    """ "WHAT COMES NEXT.": in capitals and short, where the text around it is not."""
    return line.isupper() and len(line) <= 50 and line[0].isalpha() and line.count(" ") < 5 and line[-1] in ".:"


def mark_link_lists(lines: list[str], kinds: list[str], last: int) -> None:
    """Below the last paragraph, short lines without a full stop after "In Other News", and headlines, are links."""
    for i in range(last + 1 if last >= 0 else len(lines), len(lines)):
        told = p.ENDED.search(lines[i]) or p.HAS_DAY.search(lines[i])
        if kinds[i] == "prose" and is_title_cased(lines[i]) and not told:
            kinds[i] = "links"
    for i, kind in enumerate(kinds):
        if kind == "links" and p.LINK_HEADING.fullmatch(lines[i]):
            for j in range(i + 1, len(lines)):
                if kinds[j] not in ("prose", "heading", "list") or p.ENDED.search(lines[j]) or len(lines[j]) > 140:
                    break
                if j > last:
                    kinds[j] = "links"


def mark_repeated(text: str, spans: list[tuple[int, int]], kinds: list[str], context: Context) -> None:
    """A short line that other articles of the publisher have too, above or below the story, is a prompt."""
    repeated = [(r.start, r.end) for r in context.repeated]
    for i, (start, end) in enumerate(spans):
        inside = 2 < i < len(spans) - 3 and len(text) / 4 < start < len(text) * 3 / 4
        if kinds[i] not in ("prose", "heading") or end - start > 200 or inside:
            continue
        if any(a <= start and end <= b for a, b in repeated) and not may_be_news(text[start:end]):
            kinds[i] = "prompt"


def may_be_news(line: str) -> bool:
    """ "It takes nine votes to close a bridge.": a sentence that is no label and does not speak to the reader."""
    if re.search('[“”"]', line):
        return True
    label = all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3 or line.count(" ") == 0)
    return bool(re.search(r"[.!?…][\"'”’)\]»]*$", line)) and not label and not p.SPOKEN_TO.search(line)


def is_boilerplate(kind: str) -> bool:
    return kind in BOILERPLATE_KINDS
