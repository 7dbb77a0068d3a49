"""Where sentences start, from the text alone: every logical line, and within it what follows an ending mark.

``starts(text)`` gives sure starts and those the parser is to decide ("the U.S. Trump ...").
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from .items import items
from .lines import logical_lines

WORDS = {k: frozenset(v) for k, v in tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text()).items()}
CLOSING = "\"'”’»)\\]}"
OPENING = "\"'“‘«(\\[{¿¡*_#@$£€•●▪|"
EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d"
ENDING = re.compile(
    r"(?P<mark>(?<![.!?…])[.!?…]++(?P<omission>(?:[ \xa0]{1,2}+[.…]++(?!\d)){0,9}+)|[。！？])"
    rf"(?P<close>[{CLOSING}*]*(?:\[\d{{1,3}}\])*(?:\s[{CLOSING}]+(?=\s))?(?:\s?[{EMOJI}]+)*)(?P<space>\s*)(?=\S)"
)
LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\]{}«»—–/]+$")
NEXT = re.compile(rf"(?P<open>[{OPENING}]*)(?P<word>[^\W_]+)?")
NUMBERED = re.compile(r"(?:step|stage|tip|rule|reason|lesson|part|chapter|section)[ \xa0]$", re.I)
UNGLUED = re.compile(r"(?<![\w.@/])(?:[A-Za-z]?[a-z]{2,}|[12]\d{3})$")
WORD = re.compile(r"[^\W_]")
WORD_NEAR = 300  # characters behind an ending in which the next sentence has a word
QUESTION = re.compile(r"\?[\"”’)]?\s$")
DOTTED = re.compile(r"(?:[A-Za-z]\.&?)+[A-Za-z]$")
INITIALS = re.compile(r"[A-Z]\.-?[A-Z]")
NICKNAME = re.compile(r"[\"“'‘][A-Z]\w+[\"”'’] [A-Z]")
PARENTHESIS = re.compile(r"[(\[][^\s()\[\]]+(?: [^\s()\[\]]+){0,3}[)\]]")
TITLES = "|".join(w.capitalize() for w in sorted(WORDS["before_name"] | WORDS["titles"], key=len, reverse=True))
SHORTENED = rf"(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|{TITLES.replace('.', '[.]')}|[A-Z]\w*(?=\.,)|Jr|Sr)\."
NAME_WORDS = rf"(?:(?:[\w’'-]+|{SHORTENED})[ \xa0])"
SAYS = "|".join(sorted(WORDS["says"], key=len, reverse=True))
CUE_NEAR = re.compile(
    rf"{NAME_WORDS}{{1,4}}?(?:{SAYS})\b"
    rf"|{NAME_WORDS}{{0,3}}(?-i:[A-Z])[\w’'-]+, (?:[^.?!“”\"\n]|\.(?=,)){{3,80}}, (?:{SAYS})\b"
)
OPENING_TIME = re.compile(
    r"(?:^|[.!?…][\"'”’)]*\s)(?:(?:At|By|Before|After|Around|About|Since|Until|From|On|Just) (?:\w+ ){0,2})?"
    r"\d{1,2}(?:[:.]\d\d)? ?[AaPp]\.?[Mm]$"
)
BARE_CUE = re.compile(rf"{NAME_WORDS}{{1,4}}?(?:{SAYS})\.(?!\w)")


def starts(text: str) -> tuple[list[int], list[int]]:
    """Offsets of sure sentence starts and of possible ones, each in order."""
    sure, possible = [], []
    for start, end in logical_lines(text):
        opens, numbering = items(text, start, end)
        found = {start, *opens}
        for match in ENDING.finditer(text, start, end):
            if match.start() in numbering:
                continue
            verdict = ends_sentence(text, match, start)
            if verdict is not False:
                (found.add if verdict else possible.append)(match.end())
            elif (omission := omission_starts(text, match, start)) is not None:
                found.add(omission)
        sure += sorted(found)
    return sure, possible


def ends_sentence(text: str, match: re.Match, line_start: int) -> bool | None:
    """True or False; None where the words do not tell."""
    after = NEXT.match(text, match.end())
    word = after["word"] or ""
    if not match["space"]:
        return is_glued(text, match, word, after["open"])
    if match["mark"] == "." and text.startswith(("...", "…"), match.end()):
        return None
    if not word and not (after["open"] and WORD.search(text, match.end(), min(match.endpos, match.end() + WORD_NEAR))):
        return False
    if word.islower():
        return small_letter_starts(text, match, after["open"])
    if not word and match["mark"] != ".":
        return None
    before = LAST_WORD.search(text, max(line_start, match.start() - 40), match.start())
    before = before[0] if before else ""
    if match["mark"] == ".":
        return full_stop_ends(text, match, before, word, after["open"], line_start)
    if match["mark"].strip(" \xa0.…") == "":
        return ellipsis_ends(text, match, word, line_start)
    return exclamation_ends(text, match, before, word, after["open"])


def is_abbreviation(before: str) -> bool:
    """Whether the word takes a full stop that may end nothing: "Gov", "calif", "U.S", but not "ill" or "reps"."""
    key = before.lower()
    lists = ("before_name", "before_digit", "either", *(("titles", "either_capital") if before[:1].isupper() else ()))
    return any(key in WORDS[k] for k in lists) or bool(DOTTED.search(before))


def small_letter_starts(text: str, match: re.Match, opening: str) -> bool | None:
    """ "It closed. (see the map)" ends; "It closed. we left" may; "at 5 p.m. sharp", "“Go!” they cried" go on."""
    if match["mark"] != "." or match["close"].strip():
        return False
    before = LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    key = before[0].lower() if before else ""
    if not key.isalpha() or len(key) < 2 or is_abbreviation(before[0]):
        return False
    return True if opening == "(" else None if len(key) > 2 else False


def omission_starts(text: str, match: re.Match, line_start: int) -> int | None:
    """Where the dots of "The fair closed. ... and nobody came" start a sentence of their own."""
    if not match["omission"] or not match["mark"].startswith((". ", ".\xa0")) or match["close"].strip():
        return None
    if not WORD.search(text, match.end(), min(match.endpos, match.end() + WORD_NEAR)):
        return None  # "less complex. . . .”" ends the line
    before = LAST_WORD.search(text, max(line_start, match.start() - 40), match.start())
    if not before or len(before[0]) < 2 or is_abbreviation(before[0]) or dots(match["mark"]) < 4:
        return None
    return match.start() + len(match["mark"]) - len(match["mark"][1:].lstrip(" \xa0"))


def is_glued(text: str, match: re.Match, word: str, opening: str) -> bool | None:
    """A missing space: "It was late.They left." and "late.”They", but not "Node.Js", "Tarn.Com" or "U.S.Steel"."""
    if match["mark"] not in (".", "?", "!", "...", "…") or (opening not in ("", "“") and not match["close"]):
        return False
    before = UNGLUED.search(text[max(0, match.start() - 30) : match.start()])
    follows = text[match.end() + len(opening) + len(word) :][:1]
    capital = word in ("A", "I") or (word[:1].isupper() and word[1:].islower())
    if not before or not capital or follows not in (" ", ",", "’", "'") or word.lower() in WORDS["suffixes"]:
        return False
    return None if match["mark"] in ("...", "…") or is_abbreviation(before[0]) else True


def full_stop_ends(text: str, match: re.Match, before: str, word: str, opening: str, line_start: int) -> bool | None:
    """One full stop: of an abbreviation, an initial, a list number, or the end."""
    key, starter, closed = before.lower(), word.lower() in WORDS["starters"], match["close"].strip()
    is_title = key in WORDS["before_name"] or (before[:1].isupper() and key in WORDS["titles"])
    single = len(before) == 1 and before.isupper() and before.isalpha()
    if closed and not is_title and not single:
        return closed_stop_ends(text, match, before, starter)
    if is_title:
        return key == "st" and starter and len(word) > 1
    if word[:1].isdigit() and not opening and key in WORDS["before_digit"]:
        return False
    if is_list_number(before) and is_at_list_start(text, match.start() - len(before), line_start):
        return False
    if NICKNAME.match(text, match.end()) and (single or INITIALS.fullmatch(before)):
        return False
    if single or (INITIALS.fullmatch(before) and key not in WORDS["dotted"]):
        return initial_ends(text, match.start() - len(before), before, word, starter)
    if is_abbreviation(before) and key not in WORDS["before_digit"] - WORDS["either"] - WORDS["either_capital"]:
        if word.lower() in WORDS["courtesy"] and word[0].isupper() and not opening:
            return not (key in WORDS["times"] and OPENING_TIME.search(text, line_start, match.start()))
        return abbreviation_ends(text, match, key, word, opening, starter)
    return True


def abbreviation_ends(text: str, match: re.Match, key: str, word: str, opening: str, starter: bool) -> bool | None:
    """ "He left the U.S. The rest" ends; "5 p.m. Monday", "TARN, Pa. (AP)" go on; "the U.S. Tarn Service" may."""
    if key in WORDS["times"] and word.lower() in WORDS["after_time"] and not opening:
        return False
    if opening in ("(", "[") and not starter and PARENTHESIS.match(text, match.end()):
        return False
    if starter or opening in ("“", '"'):
        return True
    return None if word[:1].isupper() else False


def closed_stop_ends(text: str, match: re.Match, before: str, starter: bool) -> bool | None:
    """ "“We lost.” Nobody" ends; "“We lost.” Marl said." goes on; "Ann Marl (D-Pa.) Monday" may."""
    closed = match["close"].strip()
    if closed[-1] in "\"'”’" and not starter and BARE_CUE.match(text, match.end()):
        return False
    in_brackets = closed in (")", "]") and is_abbreviation(before.rpartition("-")[2])
    return None if in_brackets and not starter else True


def is_list_number(before: str) -> bool:
    """The "1" of "1. Open the lid." and the "b" of "b. Close it."."""
    return bool(re.fullmatch(r"\d{1,3}|[A-Za-z]|[ivx]{1,4}", before))


def is_at_list_start(text: str, start: int, line_start: int) -> bool:
    """At the start of a line ("1. Open it.", "Step 1. Open it.") or of a list in it.

    Such lists: "two things: 1. Open the lid."; the "A" of "Who? A. The mayor.".
    """
    if text[start].isdigit() and NUMBERED.fullmatch(text, line_start, start):
        return True
    head = text[max(line_start, start - 3) : start]
    return not head.strip() or bool(re.search(r"[:—–]\s?$", head) or (text[start].isalpha() and QUESTION.search(head)))


def initial_ends(text: str, start: int, letters: str, word: str, starter: bool) -> bool:
    """ "John F. Doe", "J.K. Doe" go on; "They chose plan B. Marl" and "She knew more than I. Nobody" end."""
    named = re.search(r"(\w+)\s$", text[max(0, start - 20) : start])
    if len(letters) == 1 and named and named[1].lower() in WORDS["lettered"]:
        return True
    return starter and len(word) > 1


def dots(mark: str) -> int:
    return mark.count(".") + 3 * mark.count("…")


def ellipsis_ends(text: str, match: re.Match, word: str, line_start: int) -> bool | None:
    """ "They left ... The door", "They left. ... Marl" end; "We ... Nora and I ..." may not; "“... Nora" does not."""
    head = text[max(line_start, match.start() - 3) : match.start()].rstrip()
    if not head or re.search(r"(?:^|\s)[\"'“‘(\[]$|[“‘]$", head):
        return False
    if match["close"].strip()[-1:] in tuple("\"'”’") and CUE_NEAR.match(text, match.end()):
        return False
    if dots(match["mark"]) > 3 or re.search(r"[.?!][\"”’']$", head):
        return True
    return True if word.lower() in WORDS["starters"] and word != "I" else None


def exclamation_ends(text: str, match: re.Match, before: str, word: str, opening: str) -> bool | None:
    """ "“Why now?” Doe asked." goes on, "Yahoo! News" may; others end."""
    if match["mark"] == "!" and before.lower() in WORDS["marked_names"] and not match["close"]:
        return True if word.lower() in WORDS["starters"] else None
    closed = match["close"].strip()
    may_go_on = closed and closed[-1] in "\"'”’" and word.lower() not in WORDS["starters"] and not opening
    return not (may_go_on and CUE_NEAR.match(text, match.end()))
