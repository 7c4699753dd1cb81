"""A text's language is told by its script where that is enough, else by a detector that is sure."""

from __future__ import annotations

from index.analysis.language import UNKNOWN, detect, likely
from tests.support.cases import every_case


@every_case(
    ("text", "language"),
    [
        ("The inspectorate said that rescue teams were still unable to reach the gallery.", "en"),
        ("Die Behörden sagten am Montag, dass die Menschen zurückkehren dürfen.", "de"),
        ("Las autoridades evacuaron a miles de personas por la erupción.", "es"),
        ("Поезд столкнулся с грузовиком на переезде, пострадали люди.", "ru"),
        ("Cumhurbaşkanı bugün Ankara'da yeni hükümeti açıkladı.", "tr"),
        ("Thủ tướng đã công bố kế hoạch mới vào ngày thứ Hai.", "vi"),
        ("考古队在北岭发现两千年前的大型粮仓遗址。", "zh"),
        ("東京で大きな地震がありました。", "ja"),
        ("서울에서 열린 회의에서 장관이 말했다.", "ko"),
        ("นายกรัฐมนตรีกล่าวเมื่อวันจันทร์", "th"),
        ("प्रधानमंत्री ने सोमवार को नई योजना की घोषणा की।", "hi"),
        ("قال الوزير يوم الاثنين إن الحكومة ستعلن خطة جديدة.", "ar"),
        ("رئیس جمهور روز دوشنبه گفت که دولت برنامه تازه‌ای دارد.", "fa"),
        ("ראש הממשלה אמר ביום שני כי הממשלה תכריז על תוכנית.", "he"),
        ("Ο πρωθυπουργός ανακοίνωσε τη Δευτέρα νέο σχέδιο.", "el"),
    ],
)
def test_a_sentence_is_enough_to_tell(text: str, language: str) -> None:
    assert detect(text) == language


@every_case("text", ["", " ", "😀😀", "12 345", "\0", "\ud800", "ok"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert detect(text) == UNKNOWN


@every_case("unit", ["a", "米", "😀", "\u200b", "\ud800", "א "])
def test_a_megabyte_is_not_read_to_its_end(unit: str) -> None:
    begins = "The harbour was closed after the storm. " * 200
    assert detect(begins + unit * (1_000_000 // len(unit))) == "en"


def test_a_question_is_searched_under_the_languages_it_may_be_in() -> None:
    assert likely("wer hat die Bombe entschärft", ["en", "de"]) == ["de"]
    assert likely("поезд", ["en", "ru"])[0] == "ru"
    assert likely("Reuters", ["de"]) == ["de"]
    assert set(likely("", ["de", "en"])) == {"de", "en"}
    assert likely("anything", []) == []


@every_case(
    ("question", "language"),
    [
        ("Wie is afgetreden?", "nl"),
        ("Welke brug is dicht?", "nl"),
        ("wer zahlt", "de"),
        ("quem renunciou", "pt"),
        ("kiedy otwarcie mostu", "pl"),
        ("köprü ne zaman açılıyor", "tr"),
        ("коли відкриють міст", "uk"),
        ("경제成長率 國會 議員 발표했다", "ko"),
    ],
)
def test_a_short_question_is_in_a_language_that_many_read(question: str, language: str) -> None:
    assert detect(question) == language


def test_an_article_is_in_the_language_of_most_of_its_paragraphs() -> None:
    quoted = (
        "“We will close the bridge in May and open it again when the work is done, because safety comes first for all "
        "of us, and nobody should doubt that we mean what we say,” the minister told the crowd on Monday morning."
    )
    told = (
        "Der Minister sagte am Montag in Nordhaven, dass die Brücke im Mai geschlossen wird und dass die Arbeiten bis "
        "zum Herbst dauern sollen, weil kein Ersatz für die alten Seile zu finden ist."
    )
    assert detect("\n\n".join([quoted, quoted, told, told, told])) == "de"
    assert detect("\n\n".join([told, quoted, quoted, quoted])) == "en"
