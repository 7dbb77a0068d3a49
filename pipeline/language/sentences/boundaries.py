"""Where sentences start, from the text alone: every logical line, and within it what follows an ending mark.

``starts(text)`` gives sure starts and those the parser is to decide ("the U.S. Trump ...").
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from .lines import logical_lines

WORDS = {k: frozenset(v) for k, v in tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text()).items()}
CLOSING = "\"'”’»)\\]}"
OPENING = "\"'“‘«(\\[{¿¡*_#@$£€"
EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d"
ENDING = re.compile(
    r"(?P<mark>[.!?…]+(?: \.)*|[。！？])"
    rf"(?P<close>[{CLOSING}*]*(?:\s[{CLOSING}]+(?=\s))?(?:\s?[{EMOJI}]+)*)(?P<space>\s*)(?=\S)"
)
LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\]{}«»—–/]+$")
NEXT = re.compile(rf"(?P<open>[{OPENING}]*)(?P<word>[^\W_]+)?")
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
CUE_NEAR = re.compile(r"(?:[\w.’'-]+ ){1,4}?(" + "|".join(sorted(WORDS["says"])) + r")\b")


def starts(text: str) -> tuple[list[int], list[int]]:
    """Offsets of sure sentence starts and of possible ones, each in order."""
    sure, possible = [], []
    for start, end in logical_lines(text):
        sure.append(start)
        for match in ENDING.finditer(text, start, end):
            verdict = ends_sentence(text, match, start)
            if verdict is not False:
                (sure if verdict else possible).append(match.end())
    return sure, possible


def ends_sentence(text: str, match: re.Match, line_start: int) -> bool | None:
    """True or False; None where the words do not tell."""
    after = NEXT.match(text, match.end())
    word = after["word"] or ""
    if not match["space"]:
        return is_glued(text, match, word, after["open"])
    if match["mark"] == "." and text.startswith(("...", "…"), match.end()):
        return None
    if not word and not after["open"]:
        return False
    if word.islower():
        return small_letter_starts(text, match, after["open"])
    if not word and match["mark"] != ".":
        return None
    before = LAST_WORD.search(text, max(line_start, match.start() - 40), match.start())
    before = before[0] if before else ""
    if match["mark"] == ".":
        return full_stop_ends(text, match, before, word, after["open"], line_start)
    if match["mark"].strip(" .…") == "":
        return ellipsis_ends(match, word)
    return exclamation_ends(text, match, before, word, after["open"])


def small_letter_starts(text: str, match: re.Match, opening: str) -> bool | None:
    """ "It closed. (see the map)" ends; "It closed. we left" may; "at 5 p.m. sharp", "“Go!” they cried" go on."""
    if match["mark"] != "." or match["close"].strip():
        return False
    before = LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    key = before[0].lower() if before else ""
    if not key.isalpha() or len(key) < 3 or any(key in WORDS[k] for k in ("before_name", "before_digit", "either")):
        return False
    return True if opening == "(" else None


def is_glued(text: str, match: re.Match, word: str, opening: str) -> bool:
    """A missing space: "It was late.They left." and "late.”They", but not "Node.Js" or "U.S.Steel"."""
    if match["mark"] not in (".", "?", "!") or (opening and not match["close"]):
        return False
    before = re.search(r"(?<![\w.@/])[a-z]{3,}$", text[max(0, match.start() - 30) : match.start()])
    follows = text[match.end() + len(opening) + len(word) :][:1]
    return bool(before and word[:1].isupper() and word[1:].islower() and follows in (" ", ",", "’", "'"))


def full_stop_ends(text: str, match: re.Match, before: str, word: str, opening: str, line_start: int) -> bool | None:
    """One full stop: of an abbreviation, an initial, a list number, or the end."""
    key = before.lower()
    starter = word.lower() in WORDS["starters"]
    if match["close"].strip() and key not in WORDS["before_name"] and not (len(before) == 1 and before.isupper()):
        return True
    if key in WORDS["before_name"]:
        return False
    if word[:1].isdigit() and not opening and key in WORDS["before_digit"]:
        return False
    if match.start() - len(before) == line_start and is_list_number(before):
        return False
    if len(before) == 1 and before.isupper() and before.isalpha():
        return initial_ends(before, word, starter)
    if key in WORDS["either"] or DOTTED.search(before):
        if starter or opening in ("“", '"'):
            return True
        return None if word[:1].isupper() else False
    return True


def is_list_number(before: str) -> bool:
    """The "1" of "1. Open the lid." and the "b" of "b. Close it."."""
    return bool(re.fullmatch(r"\d{1,3}|[A-Za-z]|[ivx]{1,4}", before))


def initial_ends(letter: str, word: str, starter: bool) -> bool:
    """ "John F. Doe" goes on; "They chose plan B. The mayor" and "She knew more than I. Nobody" end."""
    return (starter and len(word) > 1) or (letter == "I" and word[:1].isupper() and len(word) > 1 and starter)


def ellipsis_ends(match: re.Match, word: str) -> bool | None:
    """ "They left ... The door stayed open." ends; "We ... Nora and I ..." may not."""
    if match["close"].strip() or word.lower() in WORDS["starters"]:
        return True
    return None


def exclamation_ends(text: str, match: re.Match, before: str, word: str, opening: str) -> bool | None:
    """ "“Why now?” Doe asked." goes on, "Yahoo! News" may; others end."""
    if match["mark"] == "!" and before.lower() in WORDS["marked_names"] and not match["close"]:
        return None
    closed = match["close"].strip()
    may_go_on = closed and closed[-1] in "\"'”’" and word.lower() not in WORDS["starters"] and not opening
    return not (may_go_on and CUE_NEAR.match(text, match.end()))
