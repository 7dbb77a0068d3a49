"""What lines that are no prose look like, as regular expressions; the words they are made of stand in words.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

WORDS = {k: tuple(v) for k, v in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()}
BUTTON, SURE = frozenset(WORDS["button"]), frozenset(WORDS["button_sure"])
BUTTON_PHRASES = frozenset(WORDS["button_phrases"])


def _any(name: str) -> str:
    return "|".join(re.escape(w) for w in sorted(WORDS[name], key=len, reverse=True))


PROMPT_START = re.compile(rf"\W*(?:{_any('invites')})\b", re.I)
CHANNEL = re.compile(rf"\b(?:{_any('channels')})(?!\w)|(?<!\w)@\w{{3,}}|\w@[\w-]+\.\w|\bwww\.\w|https?://", re.I)
# "Like her brother, Marden sang in the choir on Channel 4": a comparison opens a sentence about somebody.
COMPARES = re.compile(
    r"\W*like (?:(?:her|his|their|its|my|many|most|some|several|other|so|all|every|any|a|an|these|those|no|much)\b"
    r"|[^,.!?]{2,60}, (?:(?-i:[A-Z])|he|she|they|it|we|the|his|her|their)\b)",
    re.I,
)
POINTS_HERE = re.compile(
    r"\W*(?:(?:view|read|see|find|watch|listen|shop|buy|order|pre-order)\b[^.!?]{0,60}[: ]https?://\S+$"
    r"|the (?:full|complete|entire) .{3,40} (?:can be|is|are) (?:found|read|seen|viewed|heard|available) here\W*$)"
    r"|\W*(?:read|watch|listen|hear the|subscribe|sign up"
    r"|see the|download|register|for more|donate|click|shop|buy|order)\b"
    r".*\b(?:here|below|above)\W*$",
    re.I,
)
LINK_HEADING = re.compile(
    rf"\W*(?:{_any('link_headings')}|(?:also|more) (?:on|from|in) (?-i:[A-Z])[\w.&’' ]{{1,30}}:?)\W*", re.I
)
NOTICE = re.compile(rf"\W*(?:{'|'.join(WORDS['notices'])})\W*", re.I)
FILED = re.compile(
    r"(?:(?:tags|tagged|topics|filed under|categories):? |(?:posted|filed|tagged) (?:in|under|with):? )"
    r"(?:#?[\w&’'-]+[,|/ ]*){1,12}$",
    re.I,
)
FILED_PROSE = re.compile(r"(?:posted|filed|tagged) (?:in|under|with) .*\b[a-z]{4,}\b")
MENU = re.compile(r"\W*[^\W\d][^\d|•·.!?:]{1,25}(?: ?[|•·] ?[^\d|•·.!?:]{2,25}){2,}$")
BREADCRUMB = re.compile(r"[A-Z][\w&’' ]{1,25}(?: ?[>›»] ?[A-Z][\w&’' ]{1,40}){1,4}$")
NO_SPEAKER = re.compile(rf"(?:{_any('no_speaker')})\b", re.I)
LINK_PREFIX = re.compile(
    r"\W*(?:related(?: (?:story|stories|articles?|coverage))?|don['’]t miss|you (?:may|might) also like|icymi|must read"
    r"|in case you missed it|shop(?: now)?|buy (?:now|it)|see also"
    r"|read (?:more|also|next)|also read|more from [\w .&]{2,40}|(?-i:READ|MORE|ALSO))"
    r" ?[:|»>] ?\S|(?-i:WATCH|VIDEO|VIDEOS|PHOTOS|LISTEN|GALLERY|PODCAST|QUIZ): ?[^.!]*$",
    re.I,
)
NAME = r"(?:[A-Z][\w.'’-]*|de|la|van|von|der|den|el|al|bin|da|dos)"
BYLINE = re.compile(
    rf"(?:Written |Reported |Words )?[Bb][Yy]:? {NAME}(?:,? (?:(?:and|AND|&) )?{NAME}){{0,11}}"
    r"(?:\s*[,|•·/–—-].{0,70})?$"
)
HANDLE = re.compile(r"@\w{3,}\W*$")
STAFF = re.compile(
    rf"{NAME}(?: {NAME}){{1,3}}(?:, | \| )[\w ]{{0,30}}"
    r"(?:staff|correspondent|reporter|writer|editor)\b[\w ]{0,20}$",
    re.I,
)
BARE_NAMES = re.compile(
    rf"(?P<given>[A-Z][\w'’-]+)(?: {NAME}){{1,3}}(?:(?:,| and|, and| &) {NAME}(?: {NAME}){{1,3}}){{0,3}}"
    rf"(?: in {NAME}(?: {NAME}){{0,2}})?$"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = (
    rf"{MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
)
CLOCK = r"\d{1,2}(?:[:.]\d\d){1,2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
STAMP = re.compile(
    rf"(?<!\w)(?:{DAY}|{CLOCK}|(?:(?:first|last) )?(?:published|posted|updated|created|modified|date)|at|on"
    r"|\d+ (?:hours?|minutes?|mins?|days?) ago|\d+ min(?:ute)?s? read"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:E|C|M|P)[SD]?T|GMT|UTC|BST|CES?T|IST|AES?T|JST|T|Z"
    r"|(?:local|eastern|central|pacific|mountain) time)(?!\w)\.?",
    re.I,
)
HAS_CLOCK = re.compile(rf"(?<!\w)(?:{CLOCK})(?!\w)", re.I)
HAS_DAY = re.compile(rf"(?<!\w)(?:{DAY})(?!\w)", re.I)
ONLY_CLOCK = re.compile(rf"(?:{CLOCK})(?: [A-Z]{{2,4}}| \w+ time)?\W*$", re.I)
PLACE_HEAD = re.compile(r"(?:[A-Z][\w.'’-]* ?){1,4}(?:,|[–—-]|\()")
PLACE_LINE = re.compile(r"[A-Z][A-Z. ]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: \([A-Z][\w. ]{1,20}\))? ?[–—-]{1,2}$")
CREDIT = re.compile(
    r"\W*(?:©|\(c\) \d{4}|copyright(?:ed)?(?: ?©| ?\(c\)| (?:by )?(?-i:[A-Z])|:| \d{4})"
    r"|(?:photo|photograph|image|picture|illustration|graphic)s?"
    r"(?: credit| courtesy)?(?:: | by )(?-i:[A-Z])"
    r"|(?:additional )?(?:reporting|writing|editing|compiled|translated) by\b"
    r"|with (?:reporting|files) (?:by|from)\b)"
    r"|\W*contribut(?:ing|ors?): ?(?-i:[A-Z])|\W*(?:h/t|hat tip)\b/?(?-i:[: ]+[A-Z@])"
    r"|\W*(?:podcast|video|audio|film|map|chart)s? (?:produced|edited|filmed|shot|recorded|made) by\b(?-i: [A-Z])"
    r"|\W*reprinted (?:courtesy|with permission|from|by permission)\b"
    r"|[—–-] ?.{2,60} \(@\w{2,}\) (?-i:[A-Z])\w+ \d{1,2}, \d{4}\W*$"
    r"|image source, |\W*sources?: (?-i:[A-Z])|.{2,60}\bvia (?:Getty(?: Images)?|AP|AFP|Reuters|Flickr)\W*$"
    r"|.{0,90}\ball rights reserved\b|.{3,120}\bcontributed to this (?:report|story|article|piece)\b"
    r"|\W*(?:AP|Reuters|Getty(?: Images)?|AFP|EPA|PA)(?: Photo)?\W*$|\W*(?:AP Photo|Getty Images)\b",
    re.I,
)
APPEARED = re.compile(
    r"\W*(?:(?:this|the) (?:article|story|column|piece|post|essay|interview)(?: was| is| has been)? |as )?"
    r"(?:(?:first|originally) )?(?:published|appeared|appears|syndicated) (?:first |originally )?"
    r"(?:in|on|at|by)(?: the)?(?-i:(?: (?:[A-Z0-9][\w.,’'&-]*|of|and|the|on|for|&)){1,12})\W*$",
    re.I,
)
NAMES = rf"{NAME}(?: {NAME}){{0,3}}(?:(?:,| and|, and) {NAME}(?: {NAME}){{0,3}}){{0,4}}"
PLACED = re.compile(
    rf"\W*{NAMES} (?:contributed(?: reporting)?"
    rf"|(?:reported|contributed) from {NAMES}(?:[,;] (?:and )?{NAMES} from {NAMES}){{0,4}})\W*$"
)
SOURCE = re.compile(rf"\[{NAME}(?:[ /]{NAME}){{0,3}}(?:, {NAME}(?:[ /]{NAME}){{0,3}}){{0,3}}\.?\]$")
CORRECTION = re.compile(
    r"\W*(?:correction|clarification|erratum)s?(?: appended)?\W*$"
    r"|\W*(?:(?:correction|clarification|editor['’]s note|update|erratum)"
    r"(?: ?\([^)]{1,40}\)|,? [A-Z][\w ,.]{2,30})?:"
    r"|(?:an )?earlier version of this\b"
    r"|this (?:article|story|post|piece) (?:has been|was) (?:updated|corrected|amended))",
    re.I,
)
CAPTION = re.compile(
    r"[^\w\"“‘']*(?:file (?:photo|image|picture)\b|pictured\b|(?:photo|image|caption|video|watch) ?: |image caption, )"
    r"|(?!.*[.!?]$).{3,120}\b(?:is|are) (?:pictured|shown|seen)\b.*"
    r"|.{10,200}\((?:AP Photo|Photo|Image|Reuters|Getty)\b[^)]*\)$",
    re.I,
)
LIST_ITEM = re.compile(
    r"(?:[-*•–·●▪⁃]|#\d{1,2}[.):]|\(?\d{1,2}(?:\.\)|[.)])|\(?[a-z]\))\s+\S|[-•·●▪](?=[A-Z“\"])|\(?\d{1,2}[.)]$"
)
SPEAKER = re.compile(rf"(?:{NAME}(?: {NAME}){{0,4}}(?: \([^)]{{1,40}}\))?|[QA])(?:: ?$)|[QA]\.?$")
REPORTS = re.compile('[“”"]|\\b(?:said|told|tweeted|asked|was|were|had|wrote)\\b')
SPOKEN_TO = re.compile(r"\b(?:you|your|us|our|we)\b|https?:|www\.", re.I)
ADDRESS = re.compile(r"\W*(?:twitter: ?@\w{3,}|(?:https?://|www\.)\S+)\W*$", re.I)
MARKUP = re.compile(r"(?:<[^<>]{1,400}>\W*)+$|[.#@]?[\w-]+[^.!?]{0,80} ?\{$|[a-z-]{3,30}: ?[^.!?:]{1,80};$")
ENDED = re.compile(r"[.!?…:;,][\"'”’)\]»]*$")
