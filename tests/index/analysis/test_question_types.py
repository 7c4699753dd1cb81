"""A question asks for a type of answer by its words and by where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.questions.answer_types import MONEY, NAME, NUMBER, PLACE, REASON, TIME, YES_NO, asking_words
from index.ranking.query.query import read_words
from tests.support.cases import every_case

LANGUAGES = ["en", "de", "es", "fr", "pt", "ru", "uk", "ar", "hi", "tr", "zh", "ja", "ko", "th", "vi", "it", "und", ""]

WHERE = PLACE | NAME
PRICE = MONEY | NUMBER


def asked(question: str, *languages: str) -> int:
    """The flags that the words of ``question`` have together."""
    flags = 0
    for word in read_words(question, languages or ["en"])[0]:
        flags |= word.asks
    return flags


@every_case(
    ("language", "question", "kinds"),
    [
        ("en", "Who built the lighthouse?", NAME),
        ("en", "when did the lighthouse burn down", TIME),
        ("en", "how many keepers lived there", NUMBER),
        ("en", "how long is the tunnel", NUMBER),
        ("en", "how much does a berth cost", PRICE),
        ("en", "how much snow fell", NUMBER),
        ("en", "where is the lighthouse", WHERE),
        ("en", "why was the ferry late", REASON),
        ("en", "is the lighthouse open to visitors", YES_NO),
        ("en", "did the ferry sink", YES_NO),
        ("de", "Wer hat den Leuchtturm gebaut?", NAME),
        ("de", "wann brannte der leuchtturm", TIME),
        ("de", "wie viele wärter wohnten dort", NUMBER),
        ("de", "wie teuer ist die überfahrt", PRICE),
        ("de", "wo steht der leuchtturm", WHERE),
        ("de", "warum fiel die fähre aus", REASON),
        ("de", "ist der leuchtturm noch offen", YES_NO),
        ("es", "¿Quién construyó el faro?", NAME),
        ("es", "cuando ardio el faro", TIME),
        ("es", "¿Cuántos guardianes vivían allí?", NUMBER),
        ("es", "¿Cuánto cuesta el billete?", PRICE),
        ("es", "¿Dónde está el faro?", WHERE),
        ("es", "¿Por qué se retrasó el barco?", REASON),
        ("es", "¿Está abierto el faro hoy?", YES_NO),
        ("fr", "Qui a construit le phare ?", NAME),
        ("fr", "Quand le phare a-t-il brûlé ?", TIME),
        ("fr", "Combien de gardiens y vivaient ?", NUMBER),
        ("fr", "Combien coûte la traversée ?", PRICE),
        ("fr", "Où se trouve le phare ?", WHERE),
        ("fr", "Pourquoi le bac était-il en retard ?", REASON),
        ("fr", "Est-ce que le phare est ouvert ?", YES_NO),
        ("fr", "Le phare est-il ouvert ?", YES_NO),
        ("pt", "Quem construiu o farol?", NAME),
        ("pt", "Quando ardeu o farol?", TIME),
        ("pt", "Quantos faroleiros moravam ali?", NUMBER),
        ("pt", "Quanto custa o bilhete?", PRICE),
        ("pt", "Onde fica o farol?", WHERE),
        ("pt", "Por que o barco atrasou?", REASON),
        ("pt", "O farol", 0),
        ("pt", "Foi o farol reconstruído?", YES_NO),
        ("ru", "Кто построил маяк?", NAME),
        ("ru", "когда сгорел маяк", TIME),
        ("ru", "Сколько смотрителей там жило?", NUMBER),
        ("ru", "Сколько стоит билет?", PRICE),
        ("ru", "Где стоит маяк?", WHERE),
        ("ru", "Из-за чего опоздал паром?", REASON),
        ("ru", "Правда ли, что маяк закрыт?", YES_NO),
        ("uk", "Хто збудував маяк?", NAME),
        ("uk", "Коли згорів маяк?", TIME),
        ("uk", "Скільки доглядачів там жило?", NUMBER),
        ("uk", "Скільки коштує квиток?", PRICE),
        ("uk", "Де стоїть маяк?", WHERE),
        ("uk", "Чому запізнився пором?", REASON),
        ("uk", "Чи відкритий маяк сьогодні?", YES_NO),
        ("ar", "من بنى المنارة؟", NAME),
        ("ar", "متى احترقت المنارة؟", TIME),
        ("ar", "كم حارسا عاش هناك؟", NUMBER),
        ("ar", "ما هو سعر التذكرة؟", PRICE),
        ("ar", "أين تقع المنارة؟", WHERE),
        ("ar", "لماذا تأخرت العبارة؟", REASON),
        ("ar", "هل المنارة مفتوحة؟", YES_NO),
        ("hi", "मीनार किसने बनाई?", NAME),
        ("hi", "मीनार कब जली?", TIME),
        ("hi", "वहाँ कितने लोग रहते थे?", NUMBER),
        ("hi", "टिकट की कीमत क्या है?", PRICE),
        ("hi", "मीनार कहाँ है?", WHERE),
        ("hi", "नाव देर से क्यों आई?", REASON),
        ("hi", "क्या मीनार आज खुली है?", YES_NO),
        ("tr", "Feneri kim yaptı?", NAME),
        ("tr", "Fener ne zaman yandı?", TIME),
        ("tr", "Orada kaç bekçi yaşıyordu?", NUMBER),
        ("tr", "Bilet kaç lira?", PRICE),
        ("tr", "Fener nerede?", WHERE),
        ("tr", "Vapur neden gecikti?", REASON),
        ("tr", "Fener açık mı?", YES_NO),
        ("zh", "灯塔是谁建的？", NAME),
        ("zh", "灯塔什么时候烧毁？", TIME),
        ("zh", "那里住过几个人？", NUMBER),
        ("zh", "船票多少钱？", PRICE),
        ("zh", "票价是多少", PRICE),
        ("zh", "岛上有多少居民", NUMBER),
        ("zh", "灯塔在哪里", WHERE),
        ("zh", "渡轮为什么晚点", REASON),
        ("zh", "灯塔是不是关了", YES_NO),
        ("zh", "灯塔开放吗？", YES_NO),
        ("ja", "灯台を建てたのは誰ですか", NAME),
        ("ja", "灯台はいつ焼けましたか", TIME),
        ("ja", "なぜ船は遅れたのですか", REASON),
        ("ja", "灯台は開いていますか", YES_NO),
        ("ko", "등대는 어디에 있습니까", WHERE),
        ("th", "ทำไมเรือมาช้า", REASON),
        ("it", "quanto costa il biglietto", PRICE),
        ("it", "quanti guardiani vivevano lì", NUMBER),
    ],
)
def test_question_words_ask_for_a_type_of_answer(language: str, question: str, kinds: int) -> None:
    assert asked(question, language) == kinds


@every_case(
    ("language", "text"),
    [
        ("en", "what happened at the harbour"),
        ("en", "how was the lighthouse rebuilt"),
        ("en", "which crew won"),
        ("en", "a long time ago"),
        ("en", "old harbour far north"),
        ("en", "the keeper who never slept"),
        ("en", "what did the crew do when the storm came"),
        ("en", "will storm edda"),
        ("de", "was geschah im hafen"),
        ("de", "wie wurde der turm gebaut"),
        ("de", "der hohe alte turm"),
        ("es", "que hizo el capitan cuando llego la tormenta"),
        ("fr", "que faisait le capitaine quand la tempête est venue"),
        ("pt", "o que fez o capitão quando veio a tempestade"),
        ("ru", "что делал капитан когда пришёл шторм"),
        ("uk", "що робив капітан коли прийшов шторм"),
        ("ar", "خبر من الميناء"),
        ("ar", "كيف أعيد بناء المنارة"),
        ("hi", "तूफ़ान के बाद क्या हुआ"),
        ("tr", "kaptan ne yaptı"),
        ("zh", "几乎沉没的渡轮"),
        ("zh", "灯塔如何重建"),
        ("ja", "いつも遅れる船"),
    ],
)
def test_other_words_ask_for_no_type(language: str, text: str) -> None:
    assert asked(text, language) == 0


@every_case(
    ("question", "kinds"),
    [
        ("in what year did it open", TIME),
        ("what is the average price of a ticket", PRICE),
        ("what was the name of the keeper", NAME),
        ("in which town does she live", WHERE),
        ("what was the cause of the fire", REASON),
        ("the lighthouse burnt down in what year", TIME),
        ("what happened in the year of the fire", 0),
        ("what the price rise did to fishermen", PRICE),
    ],
)
def test_what_and_which_leave_it_to_the_noun_beside_them(question: str, kinds: int) -> None:
    assert asked(question) == kinds


@every_case(
    ("text", "kinds"),
    [
        ("price opera tickets", PRICE),
        ("opera tickets price", PRICE),
        ("opera tickets", 0),
        ("the opera raised the price of its tickets last week again", 0),
        ("date harbour festival", TIME),
    ],
)
def test_a_search_for_bare_words_asks_by_a_noun_at_its_edge(text: str, kinds: int) -> None:
    assert asked(text) == kinds


@every_case(
    ("question", "kinds"),
    [
        ("in the great storm who saved the crew", NAME),
        ("tell me when the ferry leaves", TIME),
        ("do you know where the ferry lands", WHERE),
        ("and why was it late", REASON),
        ("the ferry left when", TIME),
        ("did anyone see who lit the lamp", YES_NO),
    ],
)
def test_a_question_may_open_behind_other_words(question: str, kinds: int) -> None:
    assert asked(question) == kinds


def test_a_word_that_two_languages_share_is_read_in_the_one_that_explains_the_question() -> None:
    assert asked("was kostet die überfahrt", "de", "en") == PRICE
    assert asked("was kostet die überfahrt", "en", "de") == PRICE
    assert asked("was the lighthouse open", "en", "de") == YES_NO


def test_capitals_and_marks_change_nothing() -> None:
    for question in ("How many keepers lived there?", "Where is it?", "Did the ferry sink?"):
        assert asked(question) == asked(question.lower().rstrip("?")) != 0


@given(st.text(), st.lists(st.sampled_from(LANGUAGES), max_size=4))
def test_any_text_can_be_read(question: str, languages: list[str]) -> None:
    words, _ = read_words(question, languages)
    assert all(0 <= word.asks < 256 for word in words)


@given(st.lists(st.sampled_from(["what", "who", "is", "the", "price", "year", "tell", "in", "storm"]), max_size=12))
def test_any_order_of_words_can_be_read(words: list[str]) -> None:
    assert all(0 < asked < 256 for asked in asking_words(words, ["en"]).values())
