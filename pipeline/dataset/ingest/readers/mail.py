"""Newsletters as e-mail messages."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from ..decode import decode
from ..records import Delivered, Found, Origin, Rejected, read_all
from .html import plain

FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)


def read_mail(stream: BinaryIO, origin: Origin) -> Found:
    """One message as one article: the plain part, else the words of the HTML part. Attachments are not opened."""
    raw = read_all(stream, origin.bounds)
    message = message_from_bytes(raw, policy=policy.default)
    text = _body(message)
    if not text.strip():
        raise Rejected("missing_text", "The message has no text, only attachments or pictures.", len(raw))
    name, address = parseaddr(_header(message, "From") or "")
    yield Delivered(
        text=text,
        title=FORWARDED.sub("", _header(message, "Subject") or "") or None,
        guid=_header(message, "Message-ID"),
        publisher=name or address or None,
        published=_sent(message),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # the parser raises many kinds on headers that are none
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _sent(message: EmailMessage) -> str | None:
    written = _header(message, "Date")
    try:
        return parsedate_to_datetime(written).date().isoformat() if written else None
    except (ValueError, TypeError, OverflowError):
        return None


def _body(message: EmailMessage) -> str:
    texts = {"text/plain": "", "text/html": ""}
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number > 200:
            break
        if kind not in texts or texts[kind] or part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True) or b""
        charset = part.get_content_charset()
        try:
            texts[kind] = payload.decode(charset or "utf-8")
        except (LookupError, UnicodeError):
            texts[kind] = decode(payload)
    written, marked_up = texts["text/plain"], texts["text/html"]
    if len(written.split()) >= 25 or not marked_up:
        return written
    return plain(marked_up) or written
