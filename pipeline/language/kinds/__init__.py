"""What each sentence is: prose, headline, dateline, button ... written to ``doc._.sentences``."""

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.records import Sentence

from .lines import Line, classify, kind_of_sentence


class Kinds:
    """Turns the Doc's sentences into records: without white space at their ends, of their line's kind.

    A paragraph is a logical line; of a paragraph of prose a single sentence may be a prompt, credit or correction.
    """

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        lines = classify(text, doc._.context)
        line_starts = [line.start for line in lines]
        sentences = []
        for sent in doc.sents:
            slice_ = sent.text
            stripped = slice_.strip()
            if not stripped:
                continue
            start = sent.start_char + len(slice_) - len(slice_.lstrip())
            end = start + len(stripped)
            index = max(0, bisect_right(line_starts, start) - 1)
            sentences.append(Sentence(start, end, index, kind_in_line(stripped, start, end, lines[index])))
        doc._.sentences = tuple(sentences)
        return doc


@Language.factory("kinds", requires=["token.is_sent_start"], assigns=["doc._.sentences"])
def make_kinds(nlp: Language, name: str) -> Kinds:
    return Kinds()


def kind_in_line(sentence: str, start: int, end: int, line: Line) -> str:
    """The line's kind; in a line of several sentences a prompt or a credit is only the sentence that is one."""
    if line.kind in ("prose", "prompt", "credit") and (start, end) != (line.start, line.end):
        return kind_of_sentence(sentence)
    return line.kind
