"""Question words of languages that the bot does not speak: the commonest ones, in whatever form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.analysis.question_words.asking import Asking


def _asking(
    *,
    much: str,
    time: str,
    name: str,
    place: str,
    reason: str,
    other: str,
    nouns: Mapping[str, str],
    yes: str = "",
    paying: str = "",
) -> Asking:
    return Asking(
        anywhere={"much": much, "reason": reason},
        opening={"time": time, "name": name, "place": place, "which": other, "yes": yes},
        nouns=nouns,
        paying=", ".join(filter(None, (nouns.get("money", ""), paying))),
    )


FURTHER: Final[Mapping[str, Asking]] = {
    "cs": _asking(
        much="kolik", time="kdy", name="kdo, koho, komu", place="kde, kam, odkud",
        reason="proč",
        other="co, jaký, jak", nouns={"number": "počet", "money": "cena", "time": "datum", "name": "jméno"},
    ),
    "da": _asking(
        much="hvor mange, hvor meget, hvor gammel", time="hvornår", name="hvem", place="hvor",
        reason="hvorfor",

        other="hvad, hvilken, hvilket, hvordan", nouns={"number": "antal, procent", "money": "pris", "time": "dato, år", "name": "navn"},
        yes="er, var, har",
    ),
    "el": _asking(
        much="πόσοι, πόσα, πόσες, πόσο", time="πότε", name="ποιος, ποια", place="πού",
        reason="γιατί",
        other="τι, πώς", nouns={"number": "αριθμός", "money": "τιμή", "time": "ημερομηνία", "name": "όνομα"},
    ),
    "fa": _asking(
        much="چند, چقدر", time="کی, چه زمانی", name="چه کسی", place="کجا",
        reason="چرا",
        other="چه, چگونه", nouns={"number": "تعداد, درصد", "money": "قیمت", "time": "تاریخ", "name": "نام"},
        yes="آیا",
    ),
    "fi": _asking(
        much="kuinka monta, kuinka paljon, montako, paljonko", time="milloin, koska", name="kuka, kenen",
        place="missä",
       
        reason="miksi",
        other="mikä, mitä, miten, kuinka", nouns={"number": "määrä", "money": "hinta", "time": "päivämäärä", "name": "nimi"},
        yes="onko, oliko",
    ),
    "he": _asking(
        much="כמה", time="מתי", name="מי", place="איפה, היכן",
        reason="למה, מדוע",
        other="מה, איך", nouns={"number": "מספר", "money": "מחיר", "time": "תאריך", "name": "שם"},
        yes="האם",
    ),
    "hu": _asking(
        much="hány, mennyi", time="mikor", name="ki", place="hol, hová",
        reason="miért",
        other="mi, hogyan, milyen", nouns={"number": "szám", "money": "ár", "time": "dátum", "name": "név"},
    ),
    "id": _asking(
        much="berapa", time="kapan", name="siapa", place="di mana, dimana, ke mana",
        reason="mengapa, kenapa",

        other="apa, bagaimana", nouns={"number": "jumlah", "money": "harga", "time": "tanggal", "name": "nama"},
        yes="apakah",
    ),
    "it": _asking(
        much="quanti, quante, quanto, quanta", time="quando", name="chi", place="dove",
        reason="perché",

        other="che, cosa, quale, quali, come", nouns={"number": "numero, percentuale, età", "money": "prezzo", "time": "data, anno", "name": "nome"},
        yes="è, sono, era, ha, hanno, può", paying="costa, costano, costò, costato",
    ),
    "nl": _asking(
        much="hoeveel, hoe oud, hoe lang, hoe hoog", time="wanneer", name="wie, wiens", place="waar",
        reason="waarom",

        other="wat, welk, welke, hoe", nouns={"number": "aantal, percentage", "money": "prijs", "time": "datum, jaar", "name": "naam"},
        yes="is, zijn, was, heeft, hebben, kan", paying="kost, kosten, kostte",
    ),
    "no": _asking(
        much="hvor mange, hvor mye, hvor gammel", time="når", name="hvem", place="hvor",
        reason="hvorfor",

        other="hva, hvilken, hvilket, hvordan", nouns={"number": "antall, prosent", "money": "pris", "time": "dato, år", "name": "navn"},
        yes="er, var, har",
    ),
    "pl": _asking(
        much="ile, ilu", time="kiedy", name="kto, kogo, komu, kim", place="gdzie, dokąd, skąd",
        reason="dlaczego, czemu",

        other="co, jaki, jaka, jak", nouns={"number": "liczba, procent", "money": "cena", "time": "data", "name": "imię, nazwisko"},
        yes="czy", paying="kosztuje, kosztują, kosztował, kosztowała",
    ),
    "ro": _asking(
        much="câți, câte, cât", time="când", name="cine", place="unde",
        reason="de ce",
        other="ce, care, cum", nouns={"number": "număr", "money": "preț", "time": "dată", "name": "nume"},
    ),
    "sv": _asking(
        much="hur många, hur mycket, hur gammal", time="när", name="vem, vems", place="var, vart",
        reason="varför",

        other="vad, vilken, vilket, hur", nouns={"number": "antal, procent", "money": "pris", "time": "datum, år", "name": "namn"},
        yes="är, har, kan",
    ),
    "vi": _asking(
        much="bao nhiêu, mấy", time="khi nào, bao giờ, ngày nào", name="ai", place="ở đâu, đâu",
        reason="tại sao, vì sao",

        other="gì, nào", nouns={"money": "giá", "time": "ngày", "name": "tên"},
    ),
}  # fmt: skip
