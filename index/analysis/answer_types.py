"""Answer types: which a sentence holds, and which a question asks for."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from index.analysis.tokenizer import folder

NUMBER: Final = 1
TIME: Final = 2
NAME: Final = 4
QUOTE: Final = 8
ASKABLE: Final = (NUMBER, TIME, NAME)
"""The types that a question's words can ask for."""

# Question words by language, unfolded: for a number, a time, a person or place. Common nouns that name a type of
# answer ("cost", "date") are there because people ask with bare words, too.
_ASKING: Final = {
    "ar": ("كم عدد نسبة", "متى تاريخ", "من اسم أين"),
    "cs": ("kolik počet cena", "kdy datum", "kdo jméno kde"),
    "da": ("mange meget antal pris procent gammel", "hvornår dato år", "hvem navn hvor"),
    "de": ("viele viel wieviel wieviele prozent anzahl preis hoch alt", "wann datum jahr", "wer wen wem name wo"),
    "el": ("πόσοι πόσα πόσες πόσο αριθμός τιμή", "πότε ημερομηνία", "ποιος ποια όνομα πού"),
    "en": (
        "many much old long far tall big high percent percentage number count cost price amount total age",
        "when date year day time",
        "who whom whose name where",
    ),
    "es": ("cuántos cuántas cuánto cuánta porcentaje número precio", "cuándo fecha año", "quién quiénes nombre dónde"),
    "fa": ("چند تعداد درصد قیمت", "کی تاریخ", "نام کجا"),
    "fi": ("kuinka montako paljonko määrä hinta", "milloin koska päivämäärä", "kuka nimi missä"),
    "fr": ("combien pourcentage nombre prix âge", "quand date année", "qui nom où"),
    "he": ("כמה מספר מחיר", "מתי תאריך", "מי שם איפה"),
    "hi": ("कितने कितनी कितना संख्या", "कब तारीख", "कौन किसने नाम कहाँ"),
    "hu": ("hány mennyi szám ár", "mikor dátum", "ki név hol"),
    "id": ("berapa jumlah harga", "kapan tanggal", "siapa nama mana"),
    "it": ("quanti quante quanto quanta percentuale numero prezzo età", "quando data anno", "chi nome dove"),
    "ja": ("いく くつ 何人 何個 価格 数は", "いつ 何年 何日 日付", "誰が 名前 どこ"),
    "ko": ("몇 얼마 가격", "언제 날짜", "누구 누가 이름 어디"),
    "nl": ("hoeveel percentage aantal prijs oud", "wanneer datum jaar", "wie naam waar"),
    "no": ("mange mye antall pris prosent gammel", "når dato år", "hvem navn hvor"),
    "pl": ("ile liczba cena procent", "kiedy data", "kto imię nazwisko gdzie"),
    "pt": ("quantos quantas quanto quanta porcentagem número preço idade", "quando data ano", "quem nome onde"),
    "ro": ("câți câte cât număr preț", "când dată", "cine nume unde"),
    "ru": ("сколько процент процентов число количество цена возраст", "когда дата год", "кто кого кому имя где"),
    "sv": ("många mycket antal pris procent gammal", "när datum år", "vem namn var"),
    "th": ("กี่ เท่ ราค", "เมื วัน", "ใคร ที่ ชื่"),
    "tr": ("kaç yüzde fiyat", "zaman tarih", "kim isim nerede"),
    "uk": ("скільки число кількість ціна вік", "коли дата рік", "хто кого імʼя де"),
    "vi": ("bao nhiêu mấy giá", "khi ngày", "ai tên đâu"),
    "zh": ("多少 几个 几年 几名 几人 数量 价格", "何时 时候 哪年 日期", "谁是 是谁 由谁 哪里 名字"),
}  # fmt: skip

_DIGITS: Final = regex.compile(r"\p{Nd}")
# A year, a clock time, a numeric date, or a day of a month beside a word: no list of months needed.
_TIME: Final = regex.compile(
    r"(?<!\p{Nd})(?:1\p{Nd}{3}|20\p{Nd}{2})(?!\p{Nd})|\p{Nd}{1,2}[:.]\p{Nd}{2}(?!\p{Nd})|\p{Nd}{1,2}[年月日时時]"
    r"|\p{Lu}\p{L}{2,8}\.? (?:[12]?\p{Nd}|3[01])(?!\p{Nd})|(?<!\p{Nd})(?:[12]?\p{Nd}|3[01])\.? (?:de )?\p{L}{3,9}"
)
# A capitalised word that does not begin the sentence.
_NAME: Final = regex.compile(r"(?<=[\p{L}\p{N},;:)] )\p{Lu}\p{L}+")
_QUOTE: Final = regex.compile(r"[\"“”„«»「」『』]")


@cache
def asking_words(language: str) -> dict[str, int]:
    """Folded question word of a language to the type of answer it asks for."""
    spelling = folder(language)
    lines = zip(ASKABLE, _ASKING.get(language, ()), strict=False)
    return {spelling(word): asked for asked, line in lines for word in line.split()}


def answer_types(sentence: str) -> int:
    """The types of answer that ``sentence`` holds, as flags."""
    found = 0
    if (digits := _DIGITS.search(sentence)) is not None:
        found |= NUMBER
        if _TIME.search(sentence, digits.start()):
            found |= TIME
    if _NAME.search(sentence):
        found |= NAME
    if _QUOTE.search(sentence):
        found |= QUOTE
    return found
