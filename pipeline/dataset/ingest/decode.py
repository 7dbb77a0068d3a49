"""From bytes to characters. UTF-8 first; what is not UTF-8 is told by how it looks, Windows-1252 before the rest."""

from __future__ import annotations

import codecs
import re

from .records import Rejected

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,30})""")
BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"\xd0\xcf\x11\xe0", b"OggS", b"fLaC")
CONTROLS = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
SAMPLE = 1 << 16
MANY_NON_ASCII = 0.3
MAC_QUOTES = re.compile(rb"(?:^|[\s(])\xd2[A-Z]|[a-z.,!?]\xd3(?:\s|$)|[a-z]\xd5[a-z]")
CP1252_QUOTES = re.compile(rb"[\x91-\x97]")


def decode(raw: bytes, declared: bool = False) -> str:
    """Text of ``raw``; raises Rejected (``not_text``, ``undecodable``).

    With ``declared``, an encoding named in the first bytes (HTML, XML) is tried after UTF-8.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict_or_nothing(raw[len(mark) :], encoding)
    if raw.startswith(BINARY):
        raise Rejected("not_text", "It is a binary file, not text.", len(raw))
    if encoding := _wide(raw):
        return _strict_or_nothing(raw, encoding)
    if not raw.isascii() or b"\0" in raw[:SAMPLE]:
        _refuse_binary(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (named := DECLARED.search(raw[:2048])):
        try:
            name = codecs.lookup(named[1].decode()).name
            return raw.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
        except (LookupError, UnicodeError):
            pass  # the page is wrong about itself
    return _guess(raw)


def _strict_or_nothing(raw: bytes, encoding: str) -> str:
    if encoding.startswith("utf-16"):
        raw = raw[: len(raw) // 2 * 2]
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _mixed(raw)
        raise Rejected("undecodable", f"It is marked as {encoding} but is not: {error.reason}.", len(raw)) from None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of English is zero."""
    sample = raw[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _refuse_binary(raw: bytes) -> None:
    sample = raw[:SAMPLE]
    strange = len(sample) - len(sample.translate(None, CONTROLS))
    if strange > max(2, 0.02 * len(sample)):
        raise Rejected("not_text", "It holds control characters as only binary files do.", len(raw))


def _guess(raw: bytes) -> str:
    non_ascii = len(raw.translate(None, bytes(range(128))))
    valid = _valid_multibyte(raw)
    if valid and valid >= 0.5 * non_ascii:
        return _mixed(raw)
    if non_ascii <= MANY_NON_ASCII * len(raw):
        if MAC_QUOTES.search(raw) and not CP1252_QUOTES.search(raw):
            return raw.decode("mac_roman")
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as error:
            message = f"It is neither UTF-8 nor Windows-1252 (byte {raw[error.start]:#04x} at {error.start:,})."
            raise Rejected("undecodable", message, len(raw)) from None
    return _foreign(raw)


def _valid_multibyte(raw: bytes) -> int:
    """Number of bytes outside ASCII that are part of valid UTF-8."""
    return len(raw.decode("utf-8", "ignore").encode().translate(None, bytes(range(128))))


def _mixed(raw: bytes) -> str:
    """UTF-8 with stray Windows-1252 bytes, as pasted together; a character cut off at the end is dropped."""
    text = raw.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]+", lambda stray: _stray(stray[0], stray.end() == len(text)), text)


def _stray(stray: str, last: bool) -> str:
    if last:
        return ""
    return stray.encode("ascii", "surrogateescape").decode("cp1252", "replace")


def _foreign(raw: bytes) -> str:
    """Most characters are not ASCII: another script in an old encoding, as charset-normalizer sees it."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SAMPLE]).best()
    if best is not None:
        text = raw.decode(best.encoding, "replace")
        letters = sum(map(str.isalpha, text[:SAMPLE])) + text[:SAMPLE].count(" ")
        if letters > 0.7 * len(text[:SAMPLE]) and text.count("\ufffd") < 0.01 * len(text) and best.coherence > 0:
            return text
    raise Rejected("undecodable", "No known encoding makes sense of its bytes.", len(raw))
