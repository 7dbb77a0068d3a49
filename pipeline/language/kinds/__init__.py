"""What each sentence is: prose, headline, dateline, button ... written to ``doc._.sentences``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.records import Sentence


@Language.factory("kinds", requires=["token.is_sent_start"], assigns=["doc._.sentences"])
def make_kinds(nlp: Language, name: str) -> Kinds:
    return Kinds()


class Kinds:
    """Turns the Doc's sentences into records without white space at their ends."""

    def __call__(self, doc: Doc) -> Doc:
        sentences, paragraph, last = [], -1, 0
        for sent in doc.sents:
            text = sent.text
            if not text.strip():
                continue
            start = sent.start_char + len(text) - len(text.lstrip())
            end = start + len(text.strip())
            if paragraph < 0 or "\n" in doc.text[last:start]:
                paragraph += 1
            sentences.append(Sentence(start, end, paragraph, "prose"))
            last = end
        doc._.sentences = tuple(sentences)
        return doc
