"""No summary quotes the lines around news, or a sentence that a reader cannot follow, in twelve languages."""

from __future__ import annotations

from index.summaries.summarize import Document, choose
from tests.support.cases import every_case

NEWS = {
    "en": (
        "The harbour office of Nordhaven will stop the old ferry in May because its engine cannot be repaired.",
        "The council of Nordhaven wants to buy two new boats that run on batteries for nine million euros.",
        "Fishermen of Nordhaven fear that the quay will be closed for months while the chargers are built.",
        "The province will decide in June whether it pays half of the price of the boats.",
        "Last year the old ferry of Nordhaven carried 38,500 people and 9,200 cars.",
    ),
    "de": (
        "Das Hafenamt von Nordhaven stellt die alte Fähre im Mai ein, weil ihr Motor nicht mehr zu reparieren ist.",
        "Der Rat von Nordhaven will für neun Millionen Euro zwei neue Boote mit Batterien kaufen.",
        "Die Fischer von Nordhaven fürchten, dass der Kai für den Bau der Ladestationen monatelang gesperrt wird.",
        "Das Land entscheidet im Juni, ob es die Hälfte des Preises der Boote zahlt.",
        "Im vergangenen Jahr beförderte die alte Fähre von Nordhaven 38.500 Menschen.",
    ),
    "fr": (
        "Le bureau du port de Nordhaven arrêtera le vieux bac en mai parce que son moteur ne peut plus être réparé.",
        "Le conseil de Nordhaven veut acheter deux nouveaux bateaux à batteries pour neuf millions d'euros.",
        "Les pêcheurs de Nordhaven craignent que le quai soit fermé des mois pendant la construction des bornes.",
        "La province décidera en juin si elle paie la moitié du prix des bateaux.",
        "Le vieux bac de Nordhaven a transporté 38 500 personnes l'an dernier.",
    ),
    "es": (
        "La oficina del puerto de Nordhaven retirará el viejo transbordador en mayo porque su motor no tiene arreglo.",
        "El concejo de Nordhaven quiere comprar dos barcos nuevos con baterías por nueve millones de euros.",
        "Los pescadores de Nordhaven temen que el muelle quede cerrado durante meses por las obras.",
        "La provincia decidirá en junio si paga la mitad del precio de los barcos.",
        "El viejo transbordador de Nordhaven llevó a 38.500 personas el año pasado.",
    ),
    "pt": (
        "O escritório do porto de Nordhaven vai parar a velha balsa em maio porque o motor não tem conserto.",
        "O conselho de Nordhaven quer comprar dois barcos novos com baterias por nove milhões de euros.",
        "Os pescadores de Nordhaven temem que o cais fique fechado durante meses por causa das obras.",
        "A província decidirá em junho se paga metade do preço dos barcos.",
        "A velha balsa de Nordhaven levou 38.500 pessoas no ano passado.",
    ),
    "it": (
        "L'ufficio del porto di Nordhaven fermerà il vecchio traghetto a maggio perché il motore non è riparabile.",
        "Il consiglio di Nordhaven vuole comprare due nuove barche a batteria per nove milioni di euro.",
        "I pescatori di Nordhaven temono che il molo resti chiuso per mesi durante i lavori.",
        "La provincia deciderà a giugno se pagare metà del prezzo delle barche.",
        "Il vecchio traghetto di Nordhaven ha portato 38.500 persone l'anno scorso.",
    ),
    "ru": (
        "Портовое управление Нордхавена остановит старый паром в мае, потому что его двигатель не подлежит ремонту.",
        "Совет Нордхавена хочет купить два новых катера на батареях за девять миллионов евро.",
        "Рыбаки Нордхавена опасаются, что причал закроют на несколько месяцев из-за строительства.",
        "Провинция решит в июне, заплатит ли она половину цены катеров.",
        "Старый паром Нордхавена перевёз в прошлом году 38 500 человек.",
    ),
    "uk": (
        "Портове управління Нордгавена зупинить старий пором у травні, бо його двигун не підлягає ремонту.",
        "Рада Нордгавена хоче купити два нові катери на батареях за дев'ять мільйонів євро.",
        "Рибалки Нордгавена побоюються, що причал закриють на кілька місяців через будівництво.",
        "Провінція вирішить у червні, чи заплатить вона половину ціни катерів.",
        "Старий пором Нордгавена перевіз торік 38 500 людей.",
    ),
    "tr": (
        "Nordhaven liman ofisi eski vapuru motoru onarılamadığı için mayıs ayında seferden kaldıracak.",
        "Nordhaven meclisi dokuz milyon avroya bataryalı iki yeni tekne almak istiyor.",
        "Nordhaven balıkçıları şarj istasyonları yapılırken rıhtımın aylarca kapalı kalmasından korkuyor.",
        "Eyalet teknelerin fiyatının yarısını ödeyip ödemeyeceğine haziran ayında karar verecek.",
        "Nordhaven vapuru geçen yıl 38.500 kişi taşıdı.",
    ),
    "ar": (
        "سيوقف مكتب ميناء نوردهافن العبارة القديمة في مايو لأن محركها لم يعد قابلا للإصلاح.",
        "يريد مجلس نوردهافن شراء قاربين جديدين يعملان بالبطاريات مقابل تسعة ملايين يورو.",
        "يخشى صيادو نوردهافن أن يغلق الرصيف أشهرا أثناء بناء محطات الشحن.",
        "ستقرر المحافظة في يونيو ما إذا كانت ستدفع نصف ثمن القاربين.",
        "نقلت عبارة نوردهافن القديمة 38500 شخص في العام الماضي.",
    ),
    "hi": (
        "नॉर्डहेवन का बंदरगाह कार्यालय मई में पुरानी नौका बंद करेगा क्योंकि इंजन ठीक नहीं हो सकता।",
        "नॉर्डहेवन की परिषद नौ करोड़ में बैटरी से चलने वाली दो नई नावें खरीदना चाहती है।",
        "नॉर्डहेवन के मछुआरों को डर है कि निर्माण के दौरान घाट महीनों बंद रहेगा।",
        "प्रांत जून में तय करेगा कि नावों की आधी कीमत देगा या नहीं।",
        "नॉर्डहेवन की पुरानी नौका ने पिछले साल 38,500 लोगों को पार कराया।",
    ),
    "zh": (
        "诺德港港务局将于五月停运旧渡轮，因为渡轮的发动机已经无法修理。",
        "诺德港市议会希望花九百万欧元购买两艘使用电池的新船。",
        "诺德港的渔民担心码头在建设充电设施期间会关闭几个月。",
        "省政府将在六月决定是否支付新船价格的一半。",
        "诺德港的旧渡轮去年运送了三万八千五百名乘客。",
    ),
}
# A caption, its credit, a reading time, a copyright line, a request to register, and a sentence that depends on one
# that is missing.
NOISE = {
    "en": (
        *("In this photo taken on Tuesday, April 30, 2026, the old ferry of Nordhaven lies at the quay of Nordhaven.",),
        *("FILE - The old ferry of Nordhaven lies at the quay. (Ann Roe/Harbour Press via AP)", "3 min read"),
        *("This material may not be published, broadcast, rewritten or redistributed.",),
        *("Register to read the full story.", "In it, the office of Nordhaven calls the old ferry a danger in May."),
    ),
    "de": (
        *("Auf diesem Bild liegt die alte Fähre von Nordhaven am Kai.", "Archivbild: die alte Fähre von Nordhaven."),
        *("Lesezeit: 3 Minuten", "Nachdruck nur mit Genehmigung des Verlags.", "Jetzt abonnieren und weiterlesen."),
        "Darin nennt das Hafenamt von Nordhaven die alte Fähre eine Gefahr.",
    ),
    "fr": (
        *("Sur cette photo, le vieux bac de Nordhaven est au quai.", "Photo d'archives du vieux bac de Nordhaven."),
        *(
            "Temps de lecture : 3 min",
            "Toute reproduction interdite sans accord.",
            "Connectez-vous pour lire la suite.",
        ),
        "Selon lui, le vieux bac de Nordhaven est un danger.",
    ),
    "es": (
        *(
            "En esta foto, el viejo transbordador de Nordhaven está en el muelle.",
            "Imagen de archivo del transbordador.",
        ),
        *(
            "Tiempo de lectura: 3 minutos",
            "Prohibida la reproducción total o parcial.",
            "Regístrate para seguir leyendo.",
        ),
        "Ya lo hizo en abril con otro transbordador de Nordhaven.",
    ),
    "pt": (
        *("Nesta foto, a velha balsa de Nordhaven está no cais.", "Foto de arquivo da velha balsa de Nordhaven."),
        *(
            "Tempo de leitura: 3 minutos",
            "É proibida a reprodução deste conteúdo.",
            "Cadastre-se para continuar lendo.",
        ),
        "Nele, o escritório de Nordhaven chama a velha balsa de perigo.",
    ),
    "it": (
        *("In questa foto il vecchio traghetto di Nordhaven è al molo.", "Foto d'archivio del vecchio traghetto."),
        *("Tempo di lettura: 3 minuti", "Riproduzione riservata.", "Abbonati per leggere tutto l'articolo."),
        "In esso l'ufficio di Nordhaven definisce il vecchio traghetto un pericolo.",
    ),
    "ru": (
        *("На снимке старый паром Нордхавена стоит у причала.", "Архивное фото старого парома Нордхавена."),
        *("Время чтения: 3 минуты", "Перепечатка материалов запрещена.", "Зарегистрируйтесь, чтобы читать дальше."),
        "В нём управление Нордхавена называет старый паром опасным.",
    ),
    "uk": (
        *("На світлині старий пором Нордгавена стоїть біля причалу.", "Архівне фото старого порома Нордгавена."),
        *("Час читання: 3 хвилини", "Передрук матеріалів заборонено.", "Зареєструйтеся, щоб читати далі."),
        "У ньому управління Нордгавена називає старий пором небезпечним.",
    ),
    "tr": (
        *("Bu fotoğrafta Nordhaven vapuru rıhtımda duruyor.", "Arşiv fotoğrafı: Nordhaven vapuru rıhtımda."),
        *("Okuma süresi: 3 dakika", "Tüm hakları saklıdır, izinsiz kullanılamaz.", "Devamını okumak için üye olun."),
        "Bunda liman ofisi Nordhaven vapurunu tehlikeli buluyor.",
    ),
    "ar": (
        *("في هذه الصورة تظهر عبارة نوردهافن القديمة عند الرصيف.", "صورة أرشيفية لعبارة نوردهافن القديمة."),
        *("وقت القراءة: 3 دقائق", "جميع الحقوق محفوظة ويمنع النسخ.", "سجل الدخول لمتابعة القراءة."),
        "وفيه يصف مكتب نوردهافن العبارة القديمة بأنها خطر.",
    ),
    "hi": (
        *("इस तस्वीर में नॉर्डहेवन की पुरानी नौका घाट पर खड़ी है।", "फाइल फोटो: नॉर्डहेवन की पुरानी नौका।"),
        *("पढ़ने का समय: 3 मिनट", "सर्वाधिकार सुरक्षित, बिना अनुमति उपयोग न करें।", "पूरा लेख पढ़ने के लिए लॉग इन करें।"),
        "इसमें कार्यालय नॉर्डहेवन की पुरानी नौका को खतरा बताता है।",
    ),
    "zh": (
        *("图为诺德港的旧渡轮停靠在码头。", "资料图：诺德港的旧渡轮停靠在码头。", "阅读时间：3分钟"),
        *("未经授权不得转载。", "登录后继续阅读全文。", "其中港务局称诺德港的旧渡轮很危险。"),
    ),
}
QUESTIONS = {
    "en": ("Why does the old ferry of Nordhaven stop?", "Who pays for the new boats of Nordhaven?"),
    "de": ("Warum stellt Nordhaven die alte Fähre ein?", "Wer zahlt die neuen Boote von Nordhaven?"),
    "fr": ("Pourquoi arrêter le vieux bac de Nordhaven ?", "Qui paie les nouveaux bateaux de Nordhaven ?"),
    "es": ("¿Por qué para el transbordador de Nordhaven?", "¿Quién paga los barcos nuevos de Nordhaven?"),
    "ru": ("Почему останавливают паром Нордхавена?", "Кто заплатит за новые катера Нордхавена?"),
    "zh": ("诺德港的旧渡轮为什么停运？", "谁来支付诺德港的新船？"),
}


def places(language: str, shift: int) -> list[str]:
    """The news with its noise: the caption and the time above, the others in between and below."""
    news = NEWS[language]
    noise = [*NOISE[language][shift:], *NOISE[language][:shift]]
    return [noise[0], noise[1], *news[:2], noise[2], news[2], noise[3], *news[3:], *noise[4:]]


@every_case("shift", range(4))
@every_case("language", NEWS)
def test_no_caption_credit_time_right_or_request_is_in_a_summary(language: str, shift: int) -> None:
    texts = places(language, shift)
    document = Document.build([[text] for text in texts], language=language)
    *labels, leaning = NOISE[language]
    for count in (2, 3, 5):
        numbers = choose(document, count)
        assert not {texts[number] for number in numbers} & set(labels)
        at = texts.index(leaning)
        assert at not in numbers or at - 1 in numbers


@every_case("language", QUESTIONS)
def test_an_answer_comes_with_its_question_or_not_at_all(language: str) -> None:
    news, asked = NEWS[language], QUESTIONS[language]
    texts = [[news[0]], [news[2]], [asked[0]], [news[1]], [asked[1]], [news[3]], [news[4]]]
    chosen = choose(Document.build(texts, language=language), 3)
    assert 3 not in chosen or 2 in chosen
    assert 5 not in chosen or 4 in chosen


def test_a_headline_that_asks_takes_nothing_from_the_text() -> None:
    texts = [["Why does the ferry stop?"], *([text] for text in NEWS["en"])]
    assert 1 in choose(Document.build(texts), 3)


def test_a_caption_in_several_sentences_goes_with_its_credit() -> None:
    caption = ["The old ferry of Nordhaven lies at the quay.", "The council will sell it.", "(Ann Roe/Harbour Press)"]
    chosen = choose(Document.build([caption, *([text] for text in NEWS["en"])]), 5)
    assert chosen == [3, 4, 5, 6, 7]
