"""A sentence without a number, a time or a price answers no question for one."""

from __future__ import annotations

from functools import reduce
from operator import or_

from index.analysis.questions.answer_types import asking_words
from index.analysis.tokenizer import analyse
from index.search.tone.evidence import lacks
from tests.support.cases import every_case

# A language, a question, a sentence that may answer it, and one that cannot.
TOLD = [
    ("en", "How long did the strike last?", "It went on until Easter.", "The drivers walked out at the depot."),
    ("en", "How many people were hurt?", "Nobody was hurt.", "The injured were taken to the clinic."),
    ("en", "How much does a ticket cost?", "Tickets are free.", "Tickets are sold at the harbour office."),
    ("en", "When does the pool open?", "It opens in spring.", "The pool belongs to the town."),
    ("de", "Wie lange dauerte der Streik?", "Er dauerte den ganzen Sommer.", "Die Fahrer blieben im Depot."),
    ("de", "Wie viele wurden verletzt?", "Niemand wurde verletzt.", "Die Verletzten kamen in die Klinik."),
    ("de", "Was kostet eine Karte?", "Der Eintritt ist kostenlos.", "Karten gibt es am Hafen."),
    ("fr", "Combien de temps dure la grève ?", "Elle dure jusqu'à Noël.", "Les chauffeurs sont restés au dépôt."),
    ("fr", "Combien de blessés ?", "Aucun passager n'a été blessé.", "Les blessés ont été conduits à la clinique."),
    ("fr", "Quand ouvre la piscine ?", "Elle ouvre au printemps.", "La piscine appartient à la ville."),
    ("es", "¿Cuánto tiempo dura la huelga?", "Durará hasta Navidad.", "Los conductores siguen en la cochera."),
    ("es", "¿Cuántos heridos hubo?", "Nadie resultó herido.", "Los heridos fueron llevados a la clínica."),
    ("es", "¿Cuánto cuesta la entrada?", "La entrada es gratuita.", "Las entradas se venden en el puerto."),
    ("pt", "Quantos feridos houve?", "Ninguém ficou ferido.", "Os feridos foram levados à clínica."),
    ("pt", "Quando abre a piscina?", "Abre na primavera.", "A piscina pertence à cidade."),
    ("ru", "Как долго длилась забастовка?", "Она длилась всю зиму.", "Водители остались в депо."),
    ("ru", "Сколько человек пострадало?", "Никто не пострадал.", "Пострадавших отвезли в больницу."),
    ("ru", "Когда откроют бассейн?", "Его откроют в апреле.", "Бассейн принадлежит городу."),
    ("uk", "Скільки людей постраждало?", "Ніхто не постраждав.", "Постраждалих відвезли до лікарні."),
    ("uk", "Коли відкриють басейн?", "Його відкриють у квітні.", "Басейн належить місту."),
    ("ar", "متى يفتح المسبح؟", "يفتح المسبح في الربيع.", "المسبح ملك للبلدية."),
    ("ar", "كم عدد الجرحى؟", "لم يصب أحد.", "نقل الجرحى إلى العيادة."),
    ("hi", "पूल कब खुलेगा?", "पूल अप्रैल में खुलेगा।", "पूल शहर का है।"),
    ("hi", "कितने लोग घायल हुए?", "कोई घायल नहीं हुआ।", "घायलों को अस्पताल ले जाया गया।"),
    ("tr", "Havuz ne zaman açılıyor?", "Havuz ilkbaharda açılıyor.", "Havuz belediyeye ait."),
    ("tr", "Kaç kişi yaralandı?", "Kimse yaralanmadı.", "Yaralılar kliniğe götürüldü."),
    ("zh", "泳池什么时候开放？", "泳池春天开放。", "泳池属于市政府。"),
    ("zh", "多少人受伤？", "没有人受伤。", "伤者被送往诊所。"),
]


def asked(question: str, language: str) -> int:
    """The types of answer that it asks for, as flags."""
    return reduce(or_, asking_words([term.word for term in analyse(question, language)], [language]).values(), 0)


@every_case("language, question, holds, without", TOLD)
def test_a_sentence_lacks_what_is_asked_only_if_it_names_none(
    language: str, question: str, holds: str, without: str
) -> None:
    kinds = asked(question, language)
    assert not lacks(kinds, question, holds, language)
    assert lacks(kinds, question, without, language)


def test_a_number_alone_says_neither_how_long_nor_what_it_costs() -> None:
    how_long, how_much = "How long did the vote take?", "How much does a pot cost?"
    assert lacks(asked(how_long, "en"), how_long, "Councillors decided by nine to six.", "en")
    assert lacks(asked(how_much, "en"), how_much, "About 38,000 pots were delivered.", "en")
    assert not lacks(asked(how_much, "en"), how_much, "Shops pay 35 florins.", "en")


def test_the_words_of_the_question_are_no_answer_to_it() -> None:
    sentence = "The 40 drivers of the night buses walked out."
    for question in ("When did the night buses stop?", "How long did the night buses stand still?"):
        assert lacks(asked(question, "en"), question, sentence, "en")
    how_many = "How many of the 40 drivers came back?"
    assert lacks(asked(how_many, "en"), how_many, sentence, "en")
    assert not lacks(asked("How many drivers left?", "en"), "How many drivers left?", sentence, "en")


def test_nothing_is_missed_in_other_questions_and_other_languages() -> None:
    why, when = "Why did the wall break?", "Quando apre la piscina?"
    assert not lacks(asked(why, "en"), why, "The wall gave way at a trench.", "en")
    assert not lacks(asked(when, "it"), when, "La piscina appartiene al comune.", "it")
