"""Paragraphs and sentences: what a reader would mark with a pencil, as spans of the untouched text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.sentences.segmentation import pack, paragraphs, sentences, unpack
from index.models import Span
from tests.support.cases import every_case

PIECES = st.sampled_from(
    ["Ann came. ", "It rose 3.2%. ", "“Yes. No.” ", '"', "\n", "\r\n", "\n\n", " ", "\u2028", "中文。", "नमस्ते। ",
     "مرحبا؟ ", "\u200b", "😀", "\ud800", "\0", "a" * 50, "- item\n", "Dr. ", "(", "«"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


def parts(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


def split(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


def test_blank_lines_separate_paragraphs_and_lines_inside_stay_together() -> None:
    assert parts("One.\nStill one.\n \t\nTwo.") == ["One.\nStill one.", "Two."]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert parts("A title\nFirst paragraph. It goes on.\nSecond.") == [
        "A title", "First paragraph. It goes on.", "Second."
    ]  # fmt: skip


def test_lines_that_only_keep_a_margin_are_one_paragraph() -> None:
    text = (
        "This is a mail that is wrapped at some margin that is about\n"
        "sixty characters wide, so that lines end in the middle of a\n"
        "sentence. New sentence here. And so on.\n"
        "A new paragraph starts here and it goes on for quite long so\n"
        "that it wraps as well. Done."
    )
    assert [part.split()[0] for part in parts(text)] == ["This", "A"]
    assert split(parts(text)[0])[0].endswith("middle of a\nsentence.")


@every_case("separator", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_break_counts(separator: str) -> None:
    assert parts(f"One.{separator}Two.") == ["One.", "Two."]


def test_lines_of_a_list_are_sentences_of_their_own() -> None:
    assert split("We need:\n- bread\n- milk and honey\n- salt") == ["We need:", "- bread", "- milk and honey", "- salt"]


def test_what_shows_nothing_is_no_paragraph() -> None:
    assert parts(" \n\u200b\n\ufeff\n\t") == []
    assert sentences("", "en") == []
    assert sentences(" \n ", "en") == []


@every_case(
    ("text", "language", "expected"),
    [
        ("J. Smith paid 3.2% more. Dr. Who left.", "en", ["J. Smith paid 3.2% more.", "Dr. Who left."]),
        ("Le ministre M. de Rugy part. Il rit.", "fr", ["Le ministre M. de Rugy part.", "Il rit."]),
        ("“Yes. It is so.” She left.", "en", ["“Yes. It is so.”", "She left."]),
        ('He said "I go. I see. " They left.', "en", ['He said "I go. I see. "', "They left."]),
        ('It was over. "But I won," she said.', "en", ["It was over.", '"But I won," she said.']),
        ("今天很好。明天呢?", "zh", ["今天很好。", "明天呢?"]),
        ("यह अच्छा है। वह गया।", "hi", ["यह अच्छा है।", "वह गया।"]),
        ("ذهب الرجل. هل عاد؟ نعم!", "ar", ["ذهب الرجل.", "هل عاد؟", "نعم!"]),
        ("Am 3. Mai kam Dr. Roth. Er ging.", "de", ["Am 3. Mai kam Dr. Roth.", "Er ging."]),
        ("It is between you and I. Did she say so?", "en", ["It is between you and I.", "Did she say so?"]),
        ("I. Newton and C. Wren met.", "en", ["I. Newton and C. Wren met."]),
        ("Smith et al. [2004] agree. We do, too.", "en", ["Smith et al. [2004] agree.", "We do, too."]),
        ("លោក ស៊ុន បាននិយាយ។ ទូកថ្មីនឹងមក។", "km", ["លោក ស៊ុន បាននិយាយ។", "ទូកថ្មីនឹងមក។"]),
        ("One here. Two here.", "xx", ["One here.", "Two here."]),
    ],
)
def test_a_sentence_ends_where_a_reader_says_so(text: str, language: str, expected: list[str]) -> None:
    assert split(text, language) == expected


@every_case(
    ("text", "language"),
    [
        ("The bridge is 3.5 km long.", "en"),
        ("يبلغ طول الجسر ٢.٧ كيلومتر.", "ar"),
        ("يبلغ عدد السكان ١٢٫٤ مليون نسمة.", "ar"),
        ("طول پل ۲.۷ کیلومتر است.", "fa"),
        ("पुल की लंबाई २.७ किलोमीटर है।", "hi"),
        ("সেতুটি ২.৭ কিলোমিটার লম্বা।", "bn"),
        ("桥长２．７公里。", "zh"),
        ("橋の長さは２．７キロだ。", "ja"),
        ("တံတားသည် ၂.၇ ကီလိုမီတာ ရှည်သည်။", "my"),
    ],
)
def test_no_sentence_ends_inside_a_number_whatever_its_digits(text: str, language: str) -> None:
    assert split(text, language) == [text]


@every_case(
    ("text", "language"),
    [
        ("It weighs approx. 12 tonnes and belongs to Prof. Lund of St. Olav's, see e.g. Fig. 4.", "en"),
        ("J. K. Ashby and A. B. Crane met Gov. Ellery.", "en"),
        ("Am 7. Verhandlungstag sprach Hr. Brandt von ca. 30 Zeugen, d. h. von allen.", "de"),
        ("El gob. de la prov. pagará aprox. 20 millones en la av. Libertad.", "es"),
        ("C.-à-d. que M. Petit habite au bd. Carnot, env. 3 km plus loin.", "fr"),
        ("В 1998 г. на ул. Садовой, т. е. в центре, открыли театр им. Чехова за 40 тыс. руб. с лишним.", "ru"),
        ("Праф. Лукаш жыве на вул. Садовай з 40 тыс. рублёў.", "be"),
        ("Проф. Ахметов 40 мың. теңге алды.", "kk"),
        ("ডা. রহমান ও মো. করিম ৫ কোটি রু. পাবেন।", "bn"),
        ("ડૉ. શર્માએ શ્રી. પટેલને કહ્યું.", "gu"),
        ("திரு. குமார் ரூ. 500 பெற்றார்.", "ta"),
        ("డా. శర్మ రూ. 500 తీసుకున్నారు.", "te"),
        ("ಡಾ. ಶರ್ಮಾ ರೂ. 500 ಪಡೆದರು.", "kn"),
        ("ਡਾ. ਸ਼ਰਮਾ ਨੇ ਰੁ. 500 ਲਏ।", "pa"),
        ("Театр ім. Франка на вул. Садовій збудували за 40 тис. грн. торік.", "uk"),
        ("قال د. نبيل إن أ.د. هالة ستأتي غدا.", "ar"),
        ("डॉ. वर्मा और प्रो. ए. के. जोशी को 500 रु. मिले।", "hi"),
        ("O gov. Lima e a profa. Costa moram na av. Central, aprox. 2 km depois.", "pt"),
        ("Kanunun 12. maddesi ile 3. Cadde'deki Dr. Aslan'ın 2. katı değişti.", "tr"),
        ("W 1998 r. otwarto most za ok. 30 mln. zł na ul. Polnej.", "pl"),
        ("De brug kostte ca. 30 mln. euro, zei dhr. Bakker.", "nl"),
        ('ד"ר לביא שילמה 20 ש"ח.', "he"),
        ("Most stojí na ul. Dlouhé od 3. června.", "cs"),
    ],
)
def test_no_sentence_ends_after_an_abbreviation_a_title_or_an_ordinal_number(text: str, language: str) -> None:
    assert split(text, language) == [text]


@every_case(
    ("text", "language", "expected"),
    [
        ("She lives on Elm St. now. He pays approx. Nobody knows.", "en", 3),
        ("Sie kam am 7. Mai. Er kam im Jahr 2020. Alle gingen.", "de", 3),
        ("Открыли в 1998 году. Театр стоит 40 тыс. рублей.", "ru", 2),
        ("Maç 2-1. Taraftarlar sevindi.", "tr", 2),
        ("Sales rose. iPhone owners paid. https://example.org tells more.", "en", 3),
    ],
)
def test_a_sentence_still_ends_where_the_next_one_begins(text: str, language: str, expected: int) -> None:
    assert len(split(text, language)) == expected


def test_what_goes_on_in_small_letters_is_no_sentence_unless_all_begin_so() -> None:
    assert split("The firm Hooray! won. It (the firm) sang. (and danced)") == [
        "The firm Hooray! won.", "It (the firm) sang. (and danced)"
    ]  # fmt: skip
    assert split("so i saw Ann. she left. we came too.") == ["so i saw Ann.", "she left.", "we came too."]
    assert split("ხიდი დაიხურა. ხალხი წავიდა.", "ka") == ["ხიდი დაიხურა.", "ხალხი წავიდა."]


@every_case(
    ("text", "language", "expected"),
    [
        ('"Not today." she said. "Tomorrow!" said Ben.', "en", ['"Not today." she said.', '"Tomorrow!" said Ben.']),
        ("«Завтра!» — ответил Пётр. Все ушли.", "ru", ["«Завтра!» — ответил Пётр.", "Все ушли."]),
        (
            '박 시장은 "다리를 닫는다."고 밝혔다. 모두 떠났다.',
            "ko",
            ['박 시장은 "다리를 닫는다."고 밝혔다.', "모두 떠났다."],
        ),
        ("村長は「橋を閉じる。」と語った。皆は帰った。", "ja", ["村長は「橋を閉じる。」と語った。", "皆は帰った。"]),
        ("“桥要关了。”村长说。大家走了。", "zh", ["“桥要关了。”村长说。", "大家走了。"]),
        (
            'עו"ד לביא אמרה: "הגשר ייסגר מחר." כולם הלכו.',
            "he",
            ['עו"ד לביא אמרה: "הגשר ייסגר מחר."', "כולם הלכו."],
        ),
    ],
)
def test_a_quotation_and_who_said_it_are_one_sentence(text: str, language: str, expected: list[str]) -> None:
    assert split(text, language) == expected


def test_a_number_or_letter_of_a_list_belongs_to_what_it_counts() -> None:
    assert split("1. Bread is dear. 2. Milk is not.") == ["1. Bread is dear.", "2. Milk is not."]
    assert split("a) Bread\nb) Milk") == ["a) Bread", "b) Milk"]


def test_a_burmese_comma_ends_no_sentence() -> None:
    assert split("မြို့၊ ရွာ၊ လမ်း ပိတ်သည်။ လူများ ပြန်ကြသည်။", "my") == ["မြို့၊ ရွာ၊ လမ်း ပိတ်သည်။", "လူများ ပြန်ကြသည်။"]


def test_thai_is_split_at_spaces_where_a_clause_begins() -> None:
    first = "สวนสาธารณะริมทะเลสาบปิดปรับปรุงตั้งแต่วันที่ 4 ก.ค. 2565 เพื่อปลูกต้นไม้ใหม่ทั้งหมด"
    second = "อย่างไรก็ตามห้องสมุดกับสนามเด็กเล่นยังเปิดให้บริการทุกวันตามปกติ"
    third = "นายมานะ สุขใจ ผู้อำนวยการสวน กล่าวว่า งานจะเสร็จภายใน 6 เดือน และใช้เงิน 3.5 ล้านบาท"
    text = f"{first} {second} {third}"
    assert split(text, "th") == [first, second, third]
    assert split(text, "en") == [first, second, third]


def test_thai_names_figures_and_quotations_are_not_cut() -> None:
    for text in (
        "พ.ต.ท. ชาติชาย ใจเย็น และ น.ส. มาลี แสนดี พบกันเมื่อเวลา 08.45 น.",
        "เขาพูดว่า “ขอบคุณทุกคนที่มาช่วยกันในวันนี้ อย่างไรก็ตามงานยังไม่เสร็จ พรุ่งนี้มาใหม่”",
    ):
        assert split(text, "th") == [text]


def test_a_long_paragraph_is_split_as_a_short_one_is() -> None:
    one = "Ann said: “I know. We go.” Then she left. The rate rose by 3.2% in spring. "
    assert split(one * 300) == split(one) * 300


@given(TEXTS, st.sampled_from(["en", "fr", "zh", "und"]))
@settings(deadline=None, max_examples=50)
def test_nothing_visible_is_lost_and_nothing_comes_twice(text: str, language: str) -> None:
    for part in parts(text):
        assert part == part.strip() != ""
        end = 0
        for start, stop in sentences(part, language):
            assert part[end:start].strip() == ""
            assert part[start:stop] == part[start:stop].strip() != ""
            end = stop
        assert part[end:].strip() == ""


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_paragraphs_keep_every_word_in_order(text: str) -> None:
    kept = "".join("".join(part.split()) for part in parts(text))
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 100_000)), max_size=30))
def test_packed_spans_come_back(gaps: list[tuple[int, int]]) -> None:
    spans: list[Span] = []
    for gap, length in gaps:
        start = (spans[-1].end if spans else 0) + gap
        spans.append(Span(start, start + length))
    assert unpack(pack(spans)) == spans


def test_spans_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        pack([Span(5, 9), Span(3, 4)])


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "“",
        "«",
        '"',
        "(",
        "😀",
        "a. ",
        "\0",
        "\ud800",
        "\u200b",
        "Hm! ",
        "\u202e؟ ",
        "中。",
        "ก ",
        'ก" ',
        "๑.",
        "၊",
    ],
)
def test_no_part_of_a_hostile_text_is_lost(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for part in parts(text):
        assert "".join("".join(split(part)).split()) == "".join(part.split())
