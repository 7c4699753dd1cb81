"""How a question leans on what was said before: whether it names anything, and whether it opens as one more."""

from __future__ import annotations

from index import Leaning
from index.analysis.questions.leaning import leaning
from tests.support.cases import every_case

NAMES_NOTHING = {
    "en": ["why?", "when was that?", "how many on it?", "who was it", "where is she now?", "what time"],
    "de": ["warum?", "wann war das?", "und um wie viel Uhr?", "wo ist sie jetzt?"],
    "es": ["¿por qué?", "¿cuándo fue eso?", "¿dónde está?"],
    "fr": ["pourquoi ?", "c'était quand ?", "et où ?"],
    "pt": ["por quê?", "quando foi isso?", "e onde?"],
    "ru": ["почему?", "когда это было?", "а где?"],
    "uk": ["чому?", "коли це було?", "а де?"],
    "tr": ["neden?", "ne zaman oldu?", "nerede?"],
    "ar": ["لماذا؟", "متى كان ذلك؟", "وأين؟"],
    "hi": ["क्यों?", "यह कब हुआ?", "और कहाँ?"],
    "zh": ["为什么？", "什么时候？", "在哪里？"],
}
NAMES_SOMETHING = {
    "en": ["why did the ferry sink?", "when does the library open?", "the mayor", "will it rain tomorrow?"],
    "de": ["warum sank die Fähre?", "die Bürgermeisterin"],
    "es": ["¿por qué cerró el puente?"],
    "fr": ["pourquoi le pont est fermé ?"],
    "pt": ["por que fechou a ponte?"],
    "ru": ["почему закрыли мост?"],
    "uk": ["чому закрили міст?"],
    "tr": ["köprü neden kapandı?"],
    "ar": ["لماذا أغلق الجسر؟"],
    "hi": ["पुल क्यों बंद हुआ?"],
    "zh": ["大桥为什么关闭？"],
}
GOES_ON = {
    "en": ["and who lost?", "but what did the mayor say"],
    "de": ["und wer hat verloren?", "aber was sagte der Bürgermeister"],
    "es": ["¿y quién perdió?"],
    "fr": ["et qui a perdu ?", "mais que dit le maire"],
    "pt": ["e quem perdeu?"],
    "ru": ["а кто проиграл?", "и что сказал мэр"],
    "uk": ["а хто програв?"],
    "tr": ["peki kim kaybetti?", "ya belediye başkanı?"],
    "ar": ["ومن خسر المباراة؟", "ولماذا استقال الوزير؟"],
    "hi": ["और कौन हारा?"],
    "zh": ["那谁输了？", "还有失踪的吗"],
}


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, question) for language, questions in table.items() for question in questions]


@every_case(("language", "question"), pairs(NAMES_NOTHING))
def test_only_words_that_ask_and_function_words_name_nothing(language: str, question: str) -> None:
    assert leaning(question, [language]).names_nothing


@every_case(("language", "question"), pairs(NAMES_SOMETHING))
def test_a_question_with_a_subject_stands_by_itself(language: str, question: str) -> None:
    assert not leaning(question, [language])


@every_case(("language", "question"), pairs(GOES_ON))
def test_one_that_opens_with_and_or_but_goes_on_and_may_name_something(language: str, question: str) -> None:
    assert leaning(question, [language]) == Leaning(names_nothing=False, goes_on=True)


@every_case("question", ["", "???", "and", "👍", "12"])
def test_what_asks_nothing_leans_on_nothing(question: str) -> None:
    assert not leaning(question, ["en"])


def test_a_language_without_question_words_tells_nothing() -> None:
    assert not leaning("why?", ["xx", "und"])


def test_a_long_text_of_function_words_is_read_in_no_time_and_names_something() -> None:
    assert not leaning("why and when " * 100_000, ["en"]).names_nothing
    assert not leaning("为什么的" * 100_000 + "大桥", ["zh"]).names_nothing
