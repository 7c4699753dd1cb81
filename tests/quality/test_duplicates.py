"""What a paragraph adds is seen in every language, and what newsrooms put round it is not mistaken for news."""

from __future__ import annotations

import pytest

from index.dedup.compare.verdict import VerdictKind, compare
from tests.support.cases import every_case

GERMAN = (
    "Die Feuerwehr in Wendelfurt hat am Dienstag 120 Menschen aus dem überfluteten Tal gerettet. Der Pegel der Lorne"
    " stieg bis zum Abend auf 4,8 Meter. Bürgermeisterin Katrin Osthoff sagte, die Brücke werde nicht gesperrt."
    " Den Schaden schätzte sie auf 3,5 Millionen Euro."
)
SPANISH = (
    "La empresa Marisol Energía anunció el martes que invertirá 450 millones de euros en una planta solar cerca de"
    " Valdeprado. Las obras empezarán el 15 de marzo y darán trabajo a 1.200 personas. El alcalde, Julio Herranz, dijo"
    " que el proyecto no afectará al río. La producción aumentó un 12 por ciento el año pasado."
)
FRENCH = (
    "Le tribunal de Montclair a condamné mardi l'ancien maire Henri Lafosse à trois ans de prison. Il devra payer une"
    " amende de 75 000 euros avant le 30 juin. Son avocate, Claire Duvernay, a déclaré qu'il ne ferait pas appel. Les"
    " faits remontent à plus de dix ans, selon le parquet."
)
RUSSIAN = (
    "Власти города Верхнереченска сообщили во вторник, что новый мост длиной 850 метров откроют 12 мая. Строительство"
    " обошлось в 3,4 миллиарда рублей. Мэр Олег Савельев заявил, что проезд не будет платным. Движение по старому мосту"
    " прекратят после открытия нового."
)
ARABIC = (
    "أعلنت وزارة النقل في مدينة النخيل يوم الثلاثاء أن القطار الجديد سيبدأ العمل في 15 مايو بعد تأخير دام عامين."
    " وقال الوزير سامي الحداد إن سعر التذكرة لن يرتفع هذا العام. ويبلغ طول الخط 85 كيلومترا."
)
CHINESE = (
    "海川市政府周二宣布，新地铁线将于5月12日开通，全长48公里，共设23座车站。市长李文华表示，票价不会上涨。"
    "该项目总投资达到120亿元，比原计划增加了百分之八。"
)
ENGLISH = (
    "The ferry Northern Pearl ran aground off Kessel Point on Tuesday with 214 people on board, the coast guard said."
    " Nobody was seriously hurt. Captain Ruth Ambler told investigators that the radar had failed 20 minutes before"
    " the accident, about 3 miles from the harbour. Ticket sales rose 7% after the line opened on March 4."
)

CHANGES = [
    (GERMAN, "120 Menschen", "210 Menschen", "figure"),
    (GERMAN, "4,8 Meter", "4,8 Kilometer", "unit"),
    (GERMAN, "4,8 Meter", "48 Meter", "figure"),
    (GERMAN, "nicht gesperrt", "gesperrt", "negation"),
    (GERMAN, "am Dienstag", "am Mittwoch", "date"),
    (GERMAN, "Katrin Osthoff", "Karin Westhoff", None),
    (GERMAN, "stieg bis", "sank bis", None),
    (GERMAN, "3,5 Millionen Euro", "3,5 Millionen Dollar", "unit"),
    (GERMAN, "3,5 Millionen", "3,5 Milliarden", "figure"),
    (SPANISH, "450 millones de euros", "450 millones de dólares", "unit"),
    (SPANISH, "15 de marzo", "15 de mayo", "date"),
    (SPANISH, "no afectará", "afectará", "negation"),
    (SPANISH, "1.200 personas", "1.020 personas", "figure"),
    (SPANISH, "aumentó", "disminuyó", None),
    (SPANISH, "Julio Herranz", "Julián Herranz", "name"),
    (SPANISH, "el martes", "el jueves", "date"),
    (FRENCH, "trois ans", "cinq ans", "figure"),
    (FRENCH, "trois ans", "trois mois", "unit"),
    (FRENCH, "ne ferait pas", "ferait", "negation"),
    (FRENCH, "avant le 30 juin", "après le 30 juin", "direction"),
    (FRENCH, "30 juin", "30 juillet", "date"),
    (FRENCH, "plus de dix", "moins de dix", "direction"),
    (FRENCH, "Claire Duvernay", "Claire Dumoulin", "name"),
    (RUSSIAN, "850 метров", "850 километров", "unit"),
    (RUSSIAN, "12 мая", "12 июня", "date"),
    (RUSSIAN, "не будет", "будет", "negation"),
    (RUSSIAN, "миллиарда", "миллиона", "figure"),
    (RUSSIAN, "после открытия", "до открытия", "direction"),
    (RUSSIAN, "Савельев", "Соловьёв", "name"),
    (RUSSIAN, "во вторник", "в четверг", "date"),
    (ARABIC, "85 كيلومترا", "85 ميلا", None),
    (ARABIC, "15 مايو", "15 يونيو", "date"),
    (ARABIC, "لن يرتفع", "يرتفع", "negation"),
    (ARABIC, "بعد تأخير", "قبل تأخير", "direction"),
    (ARABIC, "سامي الحداد", "سامي النجار", None),
    (CHINESE, "48公里", "48米", None),
    (CHINESE, "不会上涨", "会上涨", None),
    (CHINESE, "5月12日", "5月21日", "figure"),
    (CHINESE, "增加了", "减少了", None),
    (CHINESE, "周二", "周三", None),
    (CHINESE, "李文华", "李文", None),
    (ENGLISH, "214 people", "241 people", "figure"),
    (ENGLISH, "3 miles", "3 kilometres", "unit"),
    (ENGLISH, "20 minutes", "20 hours", "unit"),
    (ENGLISH, "had failed", "had not failed", "negation"),
    (ENGLISH, "Nobody was", "Several people were", None),
    (ENGLISH, "on Tuesday", "on Thursday", "date"),
    (ENGLISH, "March 4", "March 14", "figure"),
    (ENGLISH, "March 4", "May 4", "date"),
    (ENGLISH, "Ruth Ambler", "Ruth Hambler", "name"),
    (ENGLISH, "before the accident", "after the accident", "direction"),
    (ENGLISH, "rose 7%", "fell 7%", "direction"),
    (ENGLISH, "7%", "7 points", None),
    (ENGLISH, "The ferry Northern Pearl", "The ferry Southern Pearl", None),
    (ENGLISH, "about 3 miles", "less than 3 miles", None),
]


@every_case(("text", "was", "now", "kind"), CHANGES)
def test_one_exchanged_fact_is_a_change_and_is_named(text: str, was: str, now: str, kind: str | None) -> None:
    assert was in text
    verdict = compare(text.replace(was, now), text)
    assert verdict.kind is VerdictKind.CHANGED
    assert verdict.difference is not None
    if kind is not None:
        assert verdict.difference.kind == kind


ADDED = [
    (GERMAN, " Am Freitag soll der Landtag über Hilfen beraten."),
    (SPANISH, " Los vecinos han convocado una protesta para el domingo."),
    (FRENCH, " Le parti de gauche réclame une enquête parlementaire."),
    (RUSSIAN, " Прокуратура начала проверку подрядчика."),
    (ARABIC, " وطالبت المعارضة بفتح تحقيق في أسباب التأخير."),
    (CHINESE, "反对党要求公布合同细节。"),
    (ENGLISH, ' "We were lucky," a passenger told reporters.'),
]


@every_case(("text", "more"), ADDED)
def test_one_more_sentence_is_a_change(text: str, more: str) -> None:
    assert compare(text + more, text).kind is VerdictKind.CHANGED


@every_case(("text", "more"), ADDED)
def test_one_sentence_fewer_adds_nothing(text: str, more: str) -> None:
    assert compare(text, text + more).kind is VerdictKind.DUPLICATE


DRESSED = [
    (GERMAN, "Wendelfurt (dpa) - {}"),
    (GERMAN, "WENDELFURT, 3. März (dpa/lwe) – {}"),
    (GERMAN, "Von Peter Lang, dpa: {}"),
    (GERMAN, "{} Quelle: dpa"),
    (GERMAN, "EILMELDUNG: {}"),
    (SPANISH, "Valdeprado, 14 feb (EFE).- {}"),
    (SPANISH, "VALDEPRADO (Reuters) - {}"),
    (SPANISH, "{} (Editado por Ana Ruiz)"),
    (SPANISH, "{}\n\n@noticias_hoy | #energía"),
    (FRENCH, "Montclair (AFP) – {}"),
    (FRENCH, "MONTCLAIR, 4 juin (Reuters) - {}"),
    (FRENCH, "{} Lire la suite : https://exemple.fr/a?utm_source=x"),
    (RUSSIAN, "ВЕРХНЕРЕЧЕНСК, 5 мая (РИА Новости) — {}"),
    (RUSSIAN, "ВЕРХНЕРЕЧЕНСК, 5 мая. /ТАСС/. {}"),
    (RUSSIAN, "{} Источник: Интерфакс"),
    (ARABIC, "النخيل (رويترز) - {}"),
    (ARABIC, "{} المصدر: رويترز"),
    (CHINESE, "新华社海川5月3日电（记者王明）{}"),
    (CHINESE, "【海川日报】{}"),
    (CHINESE, "{}来源：新华社"),
    (ENGLISH, "KESSEL POINT (Tellus) — {}"),
    (ENGLISH, "KESSEL POINT, March 9 - {}"),
    (ENGLISH, "By Ann Lee and Tom Brown, Reuters: {}"),
    (ENGLISH, "{} (Reporting by Ann Lee; Editing by Tom Brown)"),
    (ENGLISH, "🔥 {} 👉 Subscribe: t.me/breaking_now"),
    (ENGLISH, "> {}\n\nvia @coast_watch"),
]


@every_case(("text", "frame"), DRESSED)
def test_datelines_credits_and_channel_dress_add_nothing(text: str, frame: str) -> None:
    assert compare(frame.format(text), text).kind is VerdictKind.DUPLICATE
    assert compare(text, frame.format(text)).kind is VerdictKind.DUPLICATE


@every_case(("text", "frame"), DRESSED)
def test_a_figure_changed_under_the_dress_is_still_seen(text: str, frame: str) -> None:
    digit = next(character for character in text if character.isdigit())
    changed = text.replace(digit, "7" if digit != "7" else "9", 1)
    assert compare(frame.format(changed), text).kind is VerdictKind.CHANGED


WRITTEN_OTHERWISE = [
    (GERMAN, "3,5 Millionen Euro", "3,5 Mio. €"),
    (GERMAN, "überfluteten", "ueberfluteten".replace("ue", "ü")),
    (SPANISH, "1.200 personas", "1 200 personas"),
    (SPANISH, "12 por ciento", "12 %"),
    (FRENCH, "75 000 euros", "75.000 €"),
    (RUSSIAN, "3,4 миллиарда", "3,4 млрд"),
    (CHINESE, "48公里", "４８公里"),
    (ENGLISH, "March 4", "4 March"),
    (ENGLISH, "harbour", "harbor"),
    (ENGLISH, "3 miles", "three miles"),
    (ENGLISH, "7%", "7 per cent"),
    (ENGLISH, "Nobody was", "Nobody was"),
]


@every_case(("text", "was", "now"), WRITTEN_OTHERWISE)
def test_another_spelling_of_the_same_adds_nothing(text: str, was: str, now: str) -> None:
    assert was in text
    assert compare(text.replace(was, now), text).kind is VerdictKind.DUPLICATE


@every_case("text", [GERMAN, SPANISH, FRENCH, RUSSIAN, ENGLISH])
def test_a_name_from_elsewhere_in_the_text_does_not_stand_for_a_common_word(text: str) -> None:
    names = [word.strip(".,") for word in text.split() if word[0].isupper()]
    for word in text.split()[8:]:
        if word.isalpha() and word.islower() and len(word) > 6:
            assert compare(text.replace(word, names[-1], 1), text).kind is VerdictKind.CHANGED


INSERTED = [
    ("told investigators that", "has told the investigators that"),
    ("Captain Ruth Ambler told", "Captain Ruth Ambler of the Northern Pearl told"),
    ("off Kessel Point on", "off Kessel Point, Tellmark, on"),
    ("Captain Ruth Ambler", "Captain [and owner] Ruth Ambler"),
    ("the radar had failed", "the new radar had failed"),
    ("Nobody was seriously hurt", "Nobody on board was seriously hurt"),
]


@every_case(("was", "now"), INSERTED)
def test_whatever_is_put_in_is_a_change_however_long_the_paragraph_is(was: str, now: str) -> None:
    assert was in ENGLISH
    verdict = compare(ENGLISH.replace(was, now), ENGLISH)
    assert verdict.kind is VerdictKind.CHANGED
    assert verdict.difference is not None
    assert verdict.difference.new


LISTED = [
    ("off Kessel Point on", "off Kessel Point, Tellmark, Brandt, and Lindow on"),
    ("Captain Ruth Ambler told", "Captain [not] Ruth Ambler told"),
    ("off Kessel Point on", "off Kessel Point, 40 Tellmark, on"),
]


@pytest.mark.parametrize(("was", "now"), LISTED)
def test_what_only_looks_like_an_aside_is_a_change(was: str, now: str) -> None:
    assert was in ENGLISH
    assert compare(ENGLISH.replace(was, now), ENGLISH).kind is VerdictKind.CHANGED


def test_a_statement_that_is_now_somebody_s_and_a_quotation_of_somebody_else_are_changes() -> None:
    said = "The ferry was never meant to sail in such a storm, and nobody on the bridge could have known how it ends."
    assert compare(said.rstrip(".") + ", says Ruth Ambler.", said).kind is VerdictKind.CHANGED
    quoted = '"The ferry was never meant to sail in such a storm," Ambler said.'
    assert (
        compare(quoted.replace("Ambler said", "said Engineer Paul Roe of the Tellus yard"), quoted).kind
        is VerdictKind.CHANGED
    )


SUIT = (
    "The ferry Northern Pearl ran aground off Kessel Point on Tuesday with 214 people on board, the coast guard said."
    " The owner sued the shipyard in Tellmark last year, and the minister praised the crew for its calm."
    ' "We will not close the line," said Paul Roe of Tellus Shipping, who met the mayor on Monday.'
)
GERICHT = (
    "Der Verein verklagte die Stadt vor zwei Jahren, die Brücke werde nach dem Urteil aber nicht gesperrt. " + GERMAN
)
TRIBUNAL = (
    "La mairie poursuit le promoteur depuis mars 2019 et conteste la vente des terrains du vieux port de Montclair. "
    + FRENCH
)
SINDICATO = "El sindicato demandó a la empresa el año pasado por millones de euros en salarios no pagados. " + SPANISH
ZAVOD = "Завод подал в суд на подрядчика в прошлом году, а новый мост откроют только после проверки. " + RUSSIAN

TURNED = [
    (SUIT, "The owner sued the shipyard", "The shipyard sued the owner"),
    (SUIT, "The owner sued the shipyard", "The owner was sued by the shipyard"),
    (SUIT, "The owner sued", "The owner's insurer sued"),
    (SUIT, "The owner sued", "The owner and the crew sued"),
    (SUIT, "The owner sued", "The owner threatened to sue"),
    (SUIT, "The owner sued", "The former owner sued"),
    (SUIT, "the minister praised the crew", "the crew praised the minister"),
    (SUIT, "the mayor on Monday", "the mayor's rival on Monday"),
    (SUIT, "said Paul Roe of Tellus Shipping", "the union told Paul Roe of Tellus Shipping"),
    (
        SUIT,
        "said Paul Roe of Tellus Shipping, who met the mayor",
        "said the mayor, who met Paul Roe of Tellus Shipping",
    ),
    (SUIT, "coast guard", "navy"),
    (SUIT, "in Tellmark", "in Kessel Point"),
    (SUIT, "last year", "this year"),
    (SUIT, "will not close", "may not close"),
    (SUIT, " and the minister", " and perhaps the minister"),
    (SUIT, "its calm.", "its calm. One passenger drowned."),
    (GERICHT, "Der Verein verklagte die Stadt", "Die Stadt verklagte den Verein"),
    (GERICHT, "werde nach", "werde wohl nach"),
    (GERICHT, "Die Feuerwehr", "Die Polizei"),
    (TRIBUNAL, "La mairie poursuit le promoteur", "Le promoteur poursuit la mairie"),
    (TRIBUNAL, "a condamné mardi", "aurait condamné mardi"),
    (TRIBUNAL, "le promoteur", "tous les promoteurs"),
    (TRIBUNAL, "l'ancien maire", "le maire"),
    (TRIBUNAL, "conteste la vente", "contre la vente"),
    (SINDICATO, "por millones", "por mil millones"),
    (SINDICATO, "El sindicato demandó a la empresa", "La empresa demandó al sindicato"),
    (SINDICATO, "el año pasado por", "este año por"),
    (SINDICATO, "invertirá", "podría invertir"),
    (ZAVOD, "откроют только", "могут открыть только"),
    (ZAVOD, "Завод подал в суд на подрядчика", "Подрядчик подал в суд на завод"),
    (ZAVOD, "в прошлом году", "в этом году"),
]


@every_case(("text", "was", "now"), TURNED)
def test_who_did_what_to_whom_and_how_sure_it_is_are_facts(text: str, was: str, now: str) -> None:
    assert was in text
    assert compare(text.replace(was, now, 1), text).kind is VerdictKind.CHANGED


def test_for_and_against_are_told_apart_where_one_of_them_is_a_light_word() -> None:
    text = TRIBUNAL.replace("conteste la vente", "manifeste contre la vente")
    assert compare(text.replace("contre", "pour", 1), text).kind is VerdictKind.CHANGED


SAME = [
    ("the American coast guard", "the U.S. coast guard"),
    ("said on Friday, pointing at the chart.", "said, pointing at the chart."),
    ("Roe said on Friday", "Roe told reporters on Friday"),
    ("told the American", "also told the American"),
    ("told the American coast guard that", "told the American coast guard, however, that"),
    ("for the repair, which took nine months.", "for the repair."),
    ("for the repair, which took", "for a repair which took"),
    ("on Friday", "Friday"),
]
SCENE = (
    "The captain will tell investigators today why the radar failed. Captain Ruth Ambler of Ariz. told the American"
    " coast guard that the owner was told by phone calls. The minister is once again blaming the yard for the repair,"
    ' which took nine months. "It was never tested," Roe said on Friday, pointing at the chart.'
)


@every_case(("was", "now"), SAME)
def test_another_way_to_say_the_same_adds_nothing(was: str, now: str) -> None:
    assert was in SCENE
    assert compare(SCENE.replace(was, now), SCENE).kind is VerdictKind.DUPLICATE


PARAPHRASED = [
    ("Captain Ruth Ambler of Ariz. told", "Captain Ruth Ambler of Arizona told"),
    ("was told by phone calls", "was told through phone"),
    ("The captain will", "Ruth Ambler will"),
    ("once again blaming the yard", "blamed the yard"),
    ("Roe said on Friday", "Roe said in Tellmark on Friday"),
    ("Roe said on Friday", "the owner said on Friday"),
]


@every_case(("was", "now"), PARAPHRASED)
def test_a_paraphrase_may_say_something_else_and_is_a_change(was: str, now: str) -> None:
    assert was in SCENE
    assert compare(SCENE.replace(was, now), SCENE).kind is VerdictKind.CHANGED


def test_an_agency_behind_the_last_sentence_is_a_credit() -> None:
    assert compare(f"{ENGLISH} PA via AP Ann Lee", ENGLISH).kind is VerdictKind.DUPLICATE
    assert compare(f"{ENGLISH} The PA has asked Ann Lee", ENGLISH).kind is VerdictKind.CHANGED


def test_a_short_sentence_without_one_of_its_clauses_may_say_something_else() -> None:
    whole = "The panel may raise the fares in spring but the river towns would have to agree first."
    verdict = compare("The panel may raise the fares in spring.", whole)
    assert verdict.kind is VerdictKind.CHANGED
    assert str(verdict.difference).startswith("− ")
    assert compare("The panel may raise the fares in spring …", whole).kind is VerdictKind.DUPLICATE


def test_a_numeral_of_another_language_is_a_word() -> None:
    text = "The fare was raised once in the eleven years since the line opened, and nobody at the harbour complained."
    assert compare(text.replace("eleven", "once"), text).kind is VerdictKind.CHANGED
