"""The store of parsed documents, addressed by content: one small file per text, model and sentence rules."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .files import replacing

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LOGGER = logging.getLogger(__name__)
ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START"]


class ParseStore:
    """``<folder>/<fingerprint>/<two digits>/<SHA-256 of the text>.spacy``."""

    def __init__(self, folder: Path, fingerprint: str):
        self.root = folder
        self.folder = folder / fingerprint

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.spacy"

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def get(self, sha256: str, text: str, vocab: Vocab) -> Doc | None:
        """The parse of a text; None if there is none or it is damaged (it is removed, to be made again)."""
        from spacy.tokens import DocBin

        path = self.path(sha256)
        try:
            (doc,) = DocBin().from_bytes(path.read_bytes()).get_docs(vocab)
            if doc.text != text:
                raise ValueError("it is the parse of another text")
        except FileNotFoundError:
            return None
        except Exception as error:  # whatever a damaged file makes the reader raise
            LOGGER.warning("%s cannot be read and is made again: %s", path, error)
            path.unlink(missing_ok=True)
            return None
        return doc

    def put(self, sha256: str, doc: Doc) -> None:
        from spacy.tokens import DocBin

        packed = DocBin(attrs=ATTRIBUTES)
        packed.add(doc)
        with replacing(self.path(sha256), durable=False) as hidden:
            hidden.write_bytes(packed.to_bytes())

    def collect(self, wanted: set[str]) -> int:
        """Remove parses of texts that are in no article, and of other models and rules; returns how many."""
        removed = 0
        for other in self.root.iterdir() if self.root.is_dir() else ():
            if other != self.folder:
                removed += sum(1 for _ in other.rglob("*.spacy"))
                shutil.rmtree(other, ignore_errors=True)
        for path in self.folder.rglob("*.spacy"):
            if path.stem not in wanted:
                path.unlink(missing_ok=True)
                removed += 1
        return removed
