"""Numbers in words: 'two hundred and five', 'half a million', 'three-quarters', 'hundreds of thousands', 'twice', 'no'."""

# ruff: noqa: E501  (a pattern of words is read best as one line)
from __future__ import annotations

import re

from .numerals import DENOMINATORS, ORDINALS, SCALE, SCALES, SUFFIXES, TENS, TIMES, UNITS, VAGUE, Number

_SMALL = "|".join([*TENS, *sorted(UNITS, key=len, reverse=True)])
_WORD = rf"(?:{_SMALL}|hundred|{SCALE}|dozen)"
_DENOMINATOR = "|".join(f"{d}s?" if d not in ("half", "halves") else d for d in DENOMINATORS)
_PLURAL = rf"(?:hundred|dozen|{SCALE})s"
_DIGIT = "zero|oh|nought|one|two|three|four|five|six|seven|eight|nine"
PATTERN = re.compile(
    rf"""(?ix)\b(?=[abcdefhlmnoqstz])
    (?: (?P<vague>(?:tens|hundreds|dozens|thousands|scores)\ of\ (?:thousands|millions|billions|trillions)
           |(?:tens|dozens|scores|hundreds|thousands|lakhs|crores|millions|billions|trillions)\b)
      | (?P<words>(?:(?:a|an|(?:a\ )?half\ an?|a\ half(?=\ (?:dozen|hundred|{SCALE}))|a\ couple(?:\ of)?(?=\ (?:dozen|hundred|{SCALE})\b)
             |a\ quarter(?=\ (?:{SCALE})\b)|(?:an?\ )?quarter(?:\ of)?\ an?|several|a\ few)[ ]|half[ -]|quarter[ -])?
           {_WORD}\b(?:(?:-|[ ]|,\ (?!and\b)|,?\ and\ |\ and\ a\ )(?:{_WORD})\b)*(?:[ ]{_PLURAL}\b)?
           (?:[ -]and[ -](?:a|one)[ -](?P<plus>half|quarter|third)\b(?:[ ](?P<plusscale>{SCALE})\b)?)?)
      | (?P<times>once|twice|thrice)\b
      | (?P<part>(?:(?:a|one)[ -])?(?:half|quarter|third|fifth|tenth)\b)
      | (?P<none>no(?=[ ][a-z]))
    )"""
)
SHORT = re.compile(r"(?i) (mln|mn|bln|bn|trn|tn|cr)\b")
POINTED = re.compile(
    rf"(?i)\b(?P<whole>(?:nought|(?:{_SMALL}|hundred)(?:[- ](?:and )?(?:{_SMALL}|hundred))*)) point "
    rf"(?P<decimals>(?:{_DIGIT})(?:[- ](?:{_DIGIT}))*)\b(?:[- ](?P<pointscale>{SCALE})\b)?"
)
SCORES = re.compile(rf"(?i)\b(?P<score>{_SMALL})[- ]score\b(?= (?:years|and|of)\b)")


def in_words(text: str) -> list[Number]:
    """Numbers in words, in order; 'two point five' and 'four score' are looked for where these words are at all."""
    special = []
    if " point " in text:
        special += [_pointed(match) for match in POINTED.finditer(text)]
    if "score" in text:
        special += [_scores(match) for match in SCORES.finditer(text)]
    found = [number for match in PATTERN.finditer(text) for number in from_words(match, text)]
    for number in found:  # "six mln dlrs"
        if number.kind in ("words", "one") and (short := SHORT.match(text, number.end)) and number.scaled == 1:
            number.scaled, number.kind, number.end = float(SUFFIXES[short[1].lower()]), "words", short.end()
            number.value *= number.scaled
    if not special:
        return found
    apart = [n for n in found if not any(n.start < s.end and s.start < n.end for s in special)]
    return sorted(special + apart, key=lambda number: number.start)


def from_words(match: re.Match, text: str) -> list[Number]:
    start, end = match.span()
    if match["vague"]:
        if match["vague"].lower() in ("scores", "tens") and text[end : end + 4] != " of ":
            return []  # "settling scores"
        return [_vague(match["vague"].lower().split(" of "), start, end)]
    if match["times"]:
        return [Number(start, end, float(TIMES[match["times"].lower()]), "times")]
    if match["none"]:
        return [Number(start, end, 0.0, "none")]
    if match["part"]:
        return _fraction_word(match["part"], start, end, text)
    return _word_numbers(match, text)


def _scores(match: re.Match) -> Number:
    """'four score years'."""
    word = match["score"].lower()
    return Number(*match.span(), 20.0 * (UNITS.get(word) or TENS.get(word) or 0), "words", scaled=20)


def _pointed(match: re.Match) -> Number:
    """'zero point six', 'two point five million'."""
    words = [(w.group().lower(), w.start(), w.end()) for w in re.finditer(r"[a-z]+", match["whole"], re.I)]
    words = [word for word in words if word[0] != "and"]
    value = 0.0 if words[0][0] == "nought" else float(_cardinal(words, 0, match["whole"])[0])
    digits = [str(UNITS.get(word, 0)) for word in re.split("[- ]", match["decimals"].lower())]
    value = float(f"{value:.0f}.{''.join(digits)}")
    scale = float(SCALES[match["pointscale"].lower()]) if match["pointscale"] else 1.0
    return Number(*match.span(), round(value * scale, 9), "words", scaled=scale)


def _vague(words: list[str], start: int, end: int) -> Number:
    low, high = VAGUE[words[0]]
    for word in words[1:]:
        low, high = low * VAGUE[word][0], high and high * VAGUE[word][0]
    return Number(start, end, None, "vague", float(low), high and float(high))


def _fraction_word(words: str, start: int, end: int, text: str) -> list[Number]:
    """'half of the staff', 'a third of voters', 'quarter of' (not 'the third', 'the first half', 'third quarter')."""
    parts = re.split("[ -]", words.lower())
    name, lead = parts[-1], len(parts) > 1
    after = text[end : end + 20].lower()
    before = text[max(0, start - 12) : start].lower()
    previous = re.search(r"([\w.]+)[ -]$", before)
    previous = previous[1] if previous else ""
    if re.match(r"[- ](?:percentage[- ])?points?\b", after) and previous not in ORDINALS:
        return [Number(start, end, 1 / DENOMINATORS[name], "fraction")]  # "a quarter point", "a half-point"
    if re.match(r"-(?!(an?|price|time|hour|day|year|mile)\b)", after) or after.startswith("time"):
        return []
    if name == "half":
        ordinal = previous in ORDINALS or previous in ("latter", "other", "better", "opening", "closing", "the", "this")
        if (ordinal and not after.startswith(" of ")) or previous in ORDINALS:
            return []
        return [Number(start, end, 0.5, "fraction")]
    if previous in ("the", "every") and not lead:
        return []
    if lead and re.search(r"(?i)\b(?:an?|one) [a-z]+ and $", text[max(0, start - 24) : start]):
        return [Number(start, end, 1 / DENOMINATORS[name], "fraction")]  # "an hour and a quarter"
    hedged = lead and previous in (
        "by",
        "about",
        "nearly",
        "almost",
        "over",
        "than",
        "roughly",
        "around",
        "only",
        "just",
    )
    hedged = hedged and re.match(
        r"[.,;)]|$| (?:to|from|in|on|since|by|at|as|last|this|more|less|over|between|while|and|after|compared)\b", after
    )
    if not re.match(r" of (?!19|20)", after) and parts[0] != "one" and not hedged:
        return []
    if not lead and previous not in ("about", "only", "nearly", "almost", "than", "roughly"):
        return []
    if name == "quarter" and re.match(r" of (?:19|20|next|last|the (?:fiscal|year|financial))", text[end : end + 20]):
        return []
    return [Number(start, end, 1 / DENOMINATORS[name], "fraction")]


def _word_numbers(match: re.Match, text: str) -> list[Number]:
    """Numbers of a run of number words; a run may hold several ('between one hundred and two hundred')."""
    words = [
        (_one_of(w.group().lower()), match.start() + w.start(), match.start() + w.end())
        for w in re.finditer(r"[A-Za-z]+", match.group())
    ]
    lead = 1.0
    at = 0
    while words[at][0] in ("a", "an", "half", "quarter", "of", "several", "few", "couple"):
        lead *= {"half": 0.5, "quarter": 0.25, "couple": 2.0}.get(words[at][0], 1.0)
        at += 1
    leads = {w[0] for w in words[:at]}
    words = words[:at] + [
        w
        for w in words[at:]
        if w[0] in UNITS or w[0] in TENS or w[0] in SCALES or w[0] in ("hundred", "dozen") or match["plus"]
    ]
    if leads & {"a", "an"} and words[at][0] in UNITS | TENS and not leads & {"half", "quarter", "couple"}:
        words, at = words[at:], 0  # "a two-day trip", "a thirty minute wait": the article belongs to the noun
    first, plus, scale = at, None, None
    if match["plus"]:
        scale = words.pop() if match["plusscale"] else None  # "one and a half million"
        plus, words = words[-1], [w for w in words[:-3] if w[0] not in ("and", "a") or w in words[:at]]
    found = []
    while at < len(words):
        value, size, after = _cardinal(words, at, text)
        if after == at or value > 10**300:  # past what a float holds: "billion billion billion ..."
            at = max(after, at + 1)
            continue
        start = words[0][1] if at == first else words[at][1]
        end = words[after - 1][2]
        kind = "one" if after - at == 1 and words[at][0] == "one" else "words"
        exact = value * lead if at == first else value
        if leads & {"several", "few"} and at == first:
            found.append(Number(start, end, None, "vague", 2.0 * value, None))
        else:
            found.append(Number(start, end, float(exact), kind, scaled=size))
        at = after
    if plus and found and found[-1].value is not None:
        last = found[-1]
        last.value, last.end, last.kind = last.value + last.scaled / DENOMINATORS[plus[0]], plus[2], "words"
        if scale:
            last.scaled, last.end = float(SCALES[scale[0]]), scale[2]
            last.value *= last.scaled
    return _with_fractions(found, text)


def _one_of(word: str) -> str:
    """'lakhs', 'dozens' behind a number are so many lakhs, so many dozens."""
    return word[:-1] if word.endswith("s") and (word[:-1] in SCALES or word[:-1] in ("dozen", "hundred")) else word


def _cardinal(words: list, at: int, text: str) -> tuple[int, float, int]:
    """``(value, size of its last scale, position after)`` of the number that begins at ``words[at]``."""
    total, ceiling, size = 0, float("inf"), 1
    here = at
    while here < len(words):
        bridge = text[words[here - 1][2] : words[here][1]].lower() if here > at else ""
        if here > at and ceiling == 1:
            break
        group, after = _below_thousand(words, here, text)
        if after == here and not (words[here][0] in SCALES or words[here][0] == "dozen"):
            break
        if after < len(words) and words[after][0] in SCALES and text[words[after - 1][2] : words[after][1]] in " -":
            scale, after = SCALES[words[after][0]], after + 1
        elif after < len(words) and words[after][0] == "dozen" and text[words[after - 1][2] : words[after][1]] in " -":
            scale, after = 12, after + 1
        else:
            scale = 1
        while (
            scale > 1
            and after < len(words)
            and words[after][0] in SCALES
            and text[words[after - 1][2] : words[after][1]] in " -"
        ):
            scale, after = scale * SCALES[words[after][0]], after + 1
        if after == here:
            break  # "a million, dozen"
        value = (group or 1) * scale if group is not None else scale
        if group == 0 and scale == 1:
            value = 0
        if here > at and (value >= ceiling or ("and" in bridge and "," not in bridge and ceiling < 100)):
            break
        if here > at and not value:
            break
        total, here = total + value, after
        size = (
            scale
            if scale > 1
            else size
            if here > at and ceiling != float("inf")
            else (100 if group and group >= 100 and group % 100 == 0 else 1)
        )
        ceiling = scale if scale > 1 else 1
        if scale == 12:
            ceiling = 1
    return total, size, here


def _below_thousand(words: list, at: int, text: str) -> tuple[int | None, int]:
    """'two hundred and five', 'eleven hundred', 'forty-two', 'hundred'; None where the next word is a scale."""

    def tens(here: int) -> tuple[int | None, int]:
        if here >= len(words):
            return None, here
        word = words[here][0]
        if word in UNITS:
            return UNITS[word], here + 1
        if word not in TENS:
            return None, here
        joined = here + 1 < len(words) and text[words[here][2] : words[here + 1][1]] in ("-", " ")
        if joined and 0 < UNITS.get(words[here + 1][0], 0) < 10:
            return TENS[word] + UNITS[words[here + 1][0]], here + 2
        return TENS[word], here + 1

    value, here = tens(at)
    if (
        here < len(words)
        and words[here][0] == "hundred"
        and (here == at or text[words[here - 1][2] : words[here][1]] in " -")
    ):
        value, here = (1 if value is None else value) * 100, here + 1
        if here < len(words) and text[words[here - 1][2] : words[here][1]].lower() in (" and ", " ", "-"):
            rest, after = tens(here)
            bigger = after < len(words) and words[after][0] == "hundred"
            if rest and not bigger:
                value, here = value + rest, after
    return value, here


SCALED = re.compile(rf"(?i)(?: of an?)? ({SCALE})\b")
FRACTION_TAIL = re.compile(rf"(?i)[- ](?P<d>{_DENOMINATOR})\b")


def _with_fractions(found: list[Number], text: str) -> list[Number]:
    """'two-thirds', 'three quarters', 'one-fifth of'; 'three quarters billion' is scaled by the caller's next number."""
    kept = []
    for number in found:
        tail = FRACTION_TAIL.match(text, number.end)
        if tail and number.value is not None and 0 < number.value < 20 and number.scaled == 1:
            name = tail["d"].lower()
            plural = name.endswith("s")
            singular = name if name in DENOMINATORS else name[:-1]
            after = text[tail.end() : tail.end() + 4]
            fits = plural == (number.value > 1) and (number.value > 1 or after == " of " or tail.group()[0] == "-")
            scaled = (
                SCALED.match(text, tail.end()) is not None
            )  # "three quarters billion", but not "three quarters later"
            bare = singular in ("quarter", "half") and plural and after != " of " and tail.group()[0] == " "
            if fits and (scaled or not bare):
                number.value /= DENOMINATORS[singular]
                number.end, number.kind = tail.end(), "fraction"
                scale = SCALED.match(text, number.end)
                if scale:  # "three quarters billion"
                    number.scaled = SCALES[scale[1].lower()]
                    number.value, number.end, number.kind = number.value * number.scaled, scale.end(), "words"
        kept.append(number)
    return kept
