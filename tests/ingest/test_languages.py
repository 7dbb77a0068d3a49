"""The language of short texts: what may be English is never taken for something else."""

import pytest

from pipeline.dataset.ingest.languages import language_of

ENGLISH = [
    "Fenwick Harbour shares close 4.5% lower",
    "ALDANY FERRIES REPORTS LOWER FIRST QUARTER NET PROFIT",
    "Bishop Tomaso Arrigo of Velluno dies",
    "the velm index gained 0.3% while the toran exchange lost 1.2%.",
    "Top Harbour scorers: Luca Ferro (12), Jan Teller (9), Milan Brodsky (7)",
]
OTHERS = {
    "de": "Die Ministerin sagte am Freitag, der Hafen werde erst im Mai wieder öffnen.",
    "fr": "La ministre a annoncé vendredi que le port ne rouvrirait qu'en mai.",
    "es": "La ministra dijo el viernes que el puerto no reabrirá hasta mayo.",
    "pl": "Minister powiedziała w piątek, że port zostanie otwarty dopiero w maju.",
    "fi": "Ministeri sanoi perjantaina, että satama avataan vasta toukokuussa.",
}


@pytest.mark.parametrize("line", ENGLISH)
def test_headlines_and_single_sentences_are_not_taken_for_another_language(line):
    assert language_of(line) in (None, "en")


@pytest.mark.parametrize("code", OTHERS)
def test_one_sentence_of_another_language_is_told(code):
    assert language_of(OTHERS[code]) == code
