"""What each line of a text is, without a parse: ``classify(text, context)``; no spaCy, any text, no exception.

The dataset layer may call it on raw text to find what belongs to ``articles``: the line of kind ``headline`` is the
title, ``byline`` names the writers, ``dateline`` has the day.

A line that stands in other articles of the publisher (``context.repeated``) is boilerplate if it is short, says
nothing in quotation marks, and stands in the text's first or last quarter; else repetition says nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.language.records import BOILERPLATE_KINDS, Context
from pipeline.language.sentences.lines import logical_lines

WORDS = {k: tuple(v) for k, v in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()}
BUTTON, SURE = frozenset(WORDS["button"]), frozenset(WORDS["button_sure"])
BUTTON_PHRASES = frozenset(WORDS["button_phrases"])


def _any(name: str) -> str:
    return "|".join(re.escape(w) for w in sorted(WORDS[name], key=len, reverse=True))


PROMPT_START = re.compile(rf"\W*(?:{_any('invites')})\b", re.I)
CHANNEL = re.compile(rf"\b(?:{_any('channels')})(?!\w)|(?<!\w)@\w{{3,}}", re.I)
POINTS_HERE = re.compile(
    r"\W*(?:read|watch|listen|hear the|subscribe|sign up|see the|download|register|for more|donate|click)\b"
    r".*\b(?:here|below|above)\W*$",
    re.I,
)
LINK_HEADING = re.compile(rf"\W*(?:{_any('link_headings')})\W*", re.I)
LINK_PREFIX = re.compile(
    r"\W*(?:related|see also|read (?:more|also|next)|also read|more from [\w .&]{2,40}|(?-i:READ|MORE|ALSO))"
    r" ?[:|»>] ?\S",
    re.I,
)
NAME = r"(?:[A-Z][\w.'’-]*|de|la|van|von|der|den|el|al|bin)"
BYLINE = re.compile(
    rf"(?:Written )?(?:By|BY):? {NAME}(?:,? (?:(?:and|AND|&) )?{NAME}){{0,11}}(?:\s*[,|•·/–—-].{{0,70}})?$"
)
STAFF = re.compile(
    rf"{NAME}(?: {NAME}){{1,3}}(?:, | \| )[\w ]{{0,30}}"
    r"(?:staff|correspondent|reporter|writer|editor)\b[\w ]{0,20}$",
    re.I,
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = (
    rf"(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{MONTH} \d{{1,2}}$)"
)
DATELINE = re.compile(
    rf"(?:(?:published|posted|updated|last updated|created|modified)[:,]? ?(?:on |at )?|[A-Z][\w.,' ]{{1,30}}[,–—-] ?)?"
    rf"(?:\w+day,? )?{DAY}[\w:.,| ()–+-]{{0,40}}$",
    re.I,
)
PLACE_LINE = re.compile(r"[A-Z][A-Z. ]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: \([A-Z][\w. ]{1,20}\))? ?[–—-]{1,2}$")
CREDIT = re.compile(
    r"\W*(?:©|\(c\) \d{4}|copyright\b|(?:photo|photograph|image|picture|illustration|graphic)s?"
    r"(?: credit| courtesy)?(?:: | by )(?-i:[A-Z])"
    r"|(?:additional )?(?:reporting|writing|editing|compiled) by\b|with (?:reporting|files) (?:by|from)\b)"
    r"|\W*contribut(?:ing|ors?): ?(?-i:[A-Z])|\W*(?:h/t|hat tip)\b(?-i:[: ]+[A-Z@])"
    r"|.{0,90}\ball rights reserved\b|.{3,120}\bcontributed to this (?:report|story|article|piece)\b"
    r"|\W*(?:AP|Reuters|Getty Images?|AFP)(?: Photo)?\W*$|\W*(?:AP Photo|Getty Images)\b",
    re.I,
)
NAMES = rf"{NAME}(?: {NAME}){{0,3}}(?:(?:,| and|, and) {NAME}(?: {NAME}){{0,3}}){{0,4}}"
PLACED = re.compile(
    rf"\W*{NAMES} (?:reported|contributed) from {NAMES}(?:[,;] (?:and )?{NAMES} from {NAMES}){{0,4}}\W*$"
)
SOURCE = re.compile(rf"\[{NAME}(?: {NAME}){{0,2}}\]$")
CORRECTION = re.compile(
    r"\W*(?:(?:correction|clarification|editor['’]s note|update|erratum)"
    r"(?: ?\([^)]{1,40}\)|,? [A-Z][\w ,.]{2,30})?:"
    r"|(?:an )?earlier version of this\b"
    r"|this (?:article|story|post|piece) (?:has been|was) (?:updated|corrected|amended))",
    re.I,
)
CAPTION = re.compile(
    r"[^\w\"“‘']*(?:file (?:photo|image|picture)\b|pictured\b|(?:photo|image|caption|video|watch) ?: )"
    r"|.{10,200}\((?:AP Photo|Photo|Image|Reuters|Getty)\b[^)]*\)$",
    re.I,
)
LIST_ITEM = re.compile(r"(?:[-*•–·●▪]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
SPEAKER = re.compile(rf"(?:{NAME}(?: {NAME}){{0,4}}(?: \([^)]{{1,40}}\))?|[QA])(?:: ?$)|[QA]\.?$")
REPORTS = re.compile('[“”"]|\\b(?:said|told|tweeted|asked|was|were|had|wrote)\\b')
ENDED = re.compile(r"[.!?…:;,][\"'”’)\]»]*$")


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
    body = [i for i, s in enumerate(strings) if kinds[i] == "prose" and is_prose(s)]
    first, last = (body[0], body[-1]) if body else (len(spans), -1)
    above = 0  # lines so far that are nothing else by themselves: of these the first two may be section and headline
    for i, string in enumerate(strings):
        at_top = i < first or (i == first < last and (is_title(string, context) or (i == 0 and is_title_cased(string))))
        if kinds[i] == "prose" and at_top:
            if is_headline(string, above, strings, context):
                kinds[i] = "headline"
            above += 1
        elif kinds[i] == "prose" and i and first <= i < last and is_heading(string):
            kinds[i] = "heading"
    mark_link_lists(strings, kinds, last)
    mark_repeated(text, spans, kinds, context)
    return [Line(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True)]


def kind_of_line(line: str) -> str:
    """What a line says it is by itself."""
    if len(line) <= 60 and is_button(line):
        return "button"
    if (len(line) <= 60 and LINK_HEADING.fullmatch(line)) or (len(line) <= 200 and LINK_PREFIX.match(line)):
        return "links"
    if len(line) <= 160 and (BYLINE.match(line) or STAFF.fullmatch(line)):
        return "byline"
    if len(line) <= 100 and (DATELINE.match(line) or PLACE_LINE.match(line)):
        return "dateline"
    if (kind := kind_of_sentence(line)) != "prose":
        return kind
    if len(line) <= 300 and CAPTION.match(line):
        return "caption"
    if LIST_ITEM.match(line):
        return "list"
    if len(line) <= 80 and SPEAKER.match(line):
        return "speaker"
    return "prose"


def kind_of_sentence(sentence: str) -> str:
    """What may stand at the end of a paragraph of prose: a prompt, a credit, a correction."""
    if len(sentence) <= 240 and is_prompt(sentence):
        return "prompt"
    if len(sentence) <= 200 and is_credit(sentence):
        return "credit"
    return "correction" if CORRECTION.match(sentence) else "prose"


def is_credit(sentence: str) -> bool:
    """ "Contributing: Ann Marl", "Marl reported from Tarn.", "[Tarn Herald]": who made it or had it first."""
    return bool(CREDIT.match(sentence) or PLACED.match(sentence) or SOURCE.match(sentence))


def is_button(line: str) -> bool:
    """ "Load More", "Share on Facebook", "LikeReply": few words, all of them a button's; no sentence ends."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", line)
    if apart.lower().strip(" .|") in BUTTON_PHRASES:
        return True
    words = re.findall(r"[a-z-]+", apart.lower())
    if not words or len(words) > 8 or ENDED.search(line) or re.search(r"\d{3}", line):
        return False
    return all(w in BUTTON for w in words) and any(w in SURE for w in words)


def is_prompt(sentence: str) -> bool:
    """ "Follow Ann Tarn on Twitter.": an invitation opens it, and a channel is what it is about; nobody speaks."""
    invites = (PROMPT_START.match(sentence) and CHANNEL.search(sentence)) or POINTS_HERE.match(sentence)
    return bool(invites and not REPORTS.search(sentence))


def is_prose(line: str) -> bool:
    """A line long enough to be a paragraph, ending as sentences do."""
    return (len(line) > 60 and bool(ENDED.search(line))) or len(line) > 180


def is_headline(line: str, index: int, lines: list[str], context: Context) -> bool:
    """The title as given, or a first line that ends as no sentence does."""
    if is_title(line, context):
        return True
    return index <= 1 and len(line) <= 180 and len(lines) > 1 and line[-1] not in ".,;:" and line.count(" ") >= 1


def is_title(line: str, context: Context) -> bool:
    """The title as given, marks aside; it may be as long as a paragraph and end as one does."""
    return bool(context.title) and squeeze(line) == squeeze(context.title)


def is_title_cased(line: str) -> bool:
    """ "Will the Old Bridge of Tarn Ever Be Opened to the Carts of the Valley Again?": capitals all along."""
    words = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 3]
    return len(line) <= 140 and len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def squeeze(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def is_heading(line: str) -> bool:
    """A short line between paragraphs that ends as no sentence does: "What comes next"."""
    return (
        len(line) <= 80
        and any(map(str.isalpha, line))
        and not re.search(r"[.!…:;,][\"'”’)\]»]*$", line)
        and line[:1] not in "\"“'‘"
        and line.count(" ") < 12
        and not line.endswith("?")
    )


def mark_link_lists(lines: list[str], kinds: list[str], last: int) -> None:
    """Short lines without a full stop after "In Other News" and below the last paragraph are links too."""
    for i, kind in enumerate(kinds):
        if kind == "links" and LINK_HEADING.fullmatch(lines[i]):
            for j in range(i + 1, len(lines)):
                if kinds[j] not in ("prose", "heading", "list") or ENDED.search(lines[j]) or len(lines[j]) > 140:
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
        if any(a <= start and end <= b for a, b in repeated) and not re.search('[“”"]', text[start:end]):
            kinds[i] = "prompt"


def is_boilerplate(kind: str) -> bool:
    return kind in BOILERPLATE_KINDS
