"""Words by which a sentence shows that it holds a reason, a sum of money, a day or a place."""

from __future__ import annotations

from typing import Final

REASONS: Final = {
    "en": "because, since, due to, owing to, thanks to, on account of, as a result of, in order to, so that,"
    " so as to, for fear of, on the grounds, in response to, after, caused by, the reason",
    "de": "weil, wegen, denn, aufgrund, auf grund, infolge, dank, damit, zumal, angesichts, mangels, nachdem,"
    " deswegen, aus diesem grund, verursacht durch",
    "fr": "parce que, parce qu, car, à cause de, à cause du, à cause des, à cause d, en raison de, en raison du,"
    " en raison des, en raison d, grâce à, grâce au, grâce aux, puisque, puisqu, afin de, afin que, afin d,"
    " pour que, faute de, suite à, du fait de, du fait que, après",
    "es": "porque, debido a, debido al, a causa de, a causa del, por culpa de, gracias a, gracias al, ya que,"
    " puesto que, dado que, pues, a fin de, para que, por lo que, como consecuencia de, tras, después de,"
    " después del, a raíz de",
    "pt": "porque, devido a, devido ao, devido à, devido às, devido aos, por causa de, por causa da, por causa do,"
    " graças a, graças ao, graças à, já que, uma vez que, visto que, dado que, pois, a fim de, para que,"
    " em razão de, em virtude de, em consequência de, após, depois de, depois da, depois do",
    "it": "perché, a causa di, a causa del, a causa della, grazie a, grazie al, poiché, siccome, dato che, dovuto a,"
    " dopo",
    "nl": "omdat, want, wegens, vanwege, door, dankzij, doordat, zodat, nadat",
    "ru": "потому что, потому, из за, так как, поскольку, ибо, вследствие, благодаря, по причине, ввиду, в связи с,"
    " в результате, для того чтобы, чтобы, в силу, оттого, после, за то что",
    "uk": "тому що, бо, через, оскільки, адже, внаслідок, завдяки, з причини, у зв язку з, у звʼязку з,"
    " у результаті, в результаті, щоб, після, за те що",
    "ar": "لأن, لان, لأنه, لأنها, لأنهم, بسبب, نظرا, نتيجة, جراء, بفضل, إذ, من أجل, لكي, كي, حتى لا, بعد, حيث, إثر,"
    " وذلك, والسبب",
    "hi": "क्योंकि, क्यूंकि, के कारण, की वजह से, वजह से, के चलते, इसलिए, ताकि, चूँकि, चूंकि, के बाद, बदौलत",
    "tr": "çünkü, nedeniyle, yüzünden, sebebiyle, dolayı, dolayısıyla, sayesinde, zira, diye, ötürü, amacıyla,"
    " üzere, sonra, sonucu, sonucunda, için",
    "pl": "ponieważ, bo, z powodu, dlatego że, gdyż, dzięki, wskutek, żeby, aby",
    "id": "karena, sebab, akibat, berkat, agar, supaya, setelah",
}
"""Connectives and prepositions before a reason or a cause, by language: a closed list, phrases between commas."""

WRITTEN_REASON: Final = (
    "因为|因為|由于|由於|为了|為了|出于|出於|鉴于|鑑於|是因|原因是|ため|為に|ので|から|により|によって|せいで|おかげで"
)
"""The same in Chinese and Japanese, as a pattern."""

CURRENCIES: Final = {
    "en": "dollar, dollars, euro, euros, pound, pounds, cent, cents, pence, yen, yuan, rupee, rupees, rouble,"
    " roubles, ruble, rubles, franc, francs, crowns, kroner, kronor, peso, pesos, lira, liras, hryvnia, hryvnias,"
    " dirhams, riyals",
    "de": "dollar, euro, cent, pfund, yen, yuan, rubel, franken, kronen, mark, rupien, lira, pesos, hrywnja",
    "fr": "dollar, dollars, euro, euros, centime, centimes, livres sterling, yens, yuans, roubles, franc, francs,"
    " roupies, dirhams, couronnes",
    "es": "dólar, dólares, euro, euros, céntimos, centavos, libras, yenes, yuanes, rublos, francos, peso, pesos,"
    " pesetas, soles, coronas",
    "pt": "dólar, dólares, euro, euros, cêntimos, centavos, libras, ienes, rublos, francos, reais, escudos, coroas",
    "it": "dollaro, dollari, euro, centesimi, sterline, yen, rubli, franchi, lire, corone",
    "nl": "dollar, euro, cent, pond, yen, roebel, gulden, kronen",
    "ru": "доллар, доллара, долларов, долларах, евро, цент, цента, центов, рубль, рубля, рублей, рублях, копеек,"
    " копейки, гривна, гривен, гривны, фунтов, иен, йен, юаней, крон, кроны, франков, лир, рупий, тенге",
    "uk": "долар, долара, доларів, доларах, євро, центів, гривня, гривні, гривень, гривнях, копійок, рублів, фунтів,"
    " єн, юанів, крон, крони, франків, злотих",
    "ar": "دولار, دولارا, دولارات, الدولارات, يورو, ريال, ريالا, ريالات, جنيه, جنيها, جنيهات, درهم, درهما, دراهم,"
    " دينار, دينارا, دنانير, ليرة, ليرات, روبل, ين, يوان, سنت, فرنك",
    "hi": "रुपये, रुपए, रुपया, रूपये, रुपयों, डॉलर, यूरो, पाउंड, पैसे, येन, युआन, रूबल",
    "tr": "lira, liraya, liradan, liralık, liranın, kuruş, dolar, dolara, dolarlık, doların, avro, euro, euroya,"
    " sterlin, yen, yuan, ruble, tl, kron",
    "pl": "złoty, złote, złotych, zł, euro, dolar, dolarów, funtów, rubli",
    "sv": "krona, kronor, euro, dollar, pund", "da": "krone, kroner, euro, dollar, pund",
    "no": "krone, kroner, euro, dollar, pund", "id": "rupiah, dolar, euro, ringgit",
}  # fmt: skip
"""Currencies by language: beside a number they make a sum of money."""

WRITTEN_SUM: Final = (
    r"\p{Sc}|(?<!\p{L})(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|RUB|UAH|INR|TRY|BRL|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|SAR|AED"
    r"|EGP|MXN|Rs)(?!\p{L})|美元|美金|欧元|歐元|英镑|英鎊|日元|人民币|人民幣|卢布|盧布|港元|港币|[万萬亿億百千\p{Nd}]元"
    r"|円|ドル|ユーロ|ポンド|[\p{Nd}만억천] ?원"
)
"""Currency signs and codes, and the names of currencies in scripts without spaces: a pattern of ``regex``."""

DAYS: Final = """
सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर
अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर कल आज segunda terça quarta quinta sexta yesterday today tomorrow heute
gestern ayer hoy mañana hier demain ontem hoje amanhã сегодня вчера завтра сьогодні вчора bugün dün yarın اليوم امس غدا
понеділка вівторка середу середи четверга п'ятниці суботи неділі субота неділя середа січень лютий квітень травень
"""
"""Words that name a day, a weekday or a month, beside those of ``index.dedup.words.wordlists``, which tell repeats."""

WRITTEN_DAY: Final = (
    r"(?<![\p{Nd}.,])(?:[1١۱१]\p{Nd}{3}|[2٢۲२][0٠۰०]\p{Nd}{2})(?![\p{Nd}]|[.,]\p{Nd})|\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,4}"
    r"|\p{Nd}{1,2}[年月日号]|(?:星期|周|礼拜)[一二三四五六日天]|[昨今明]天"
)
"""Dates, years, and days in scripts without spaces: a pattern of ``regex``."""

CAPITALISED_DAYS: Final = ("en", "de", "tr")
"""Languages in which "may", "mon" and "mart" are ordinary words, too; months and weekdays have capitals."""

_PREPOSITIONS: Final = {
    "en": "in at near from to into across outside inside around through towards toward off",
    "de": "in im aus nach bei nahe am an auf durch",
    "fr": "à au aux en dans chez vers depuis près",
    "es": "en a al desde hacia hasta cerca",
    "pt": "em no na nos nas para perto desde até",
    "it": "in a ad da dal nel nella a presso verso",
    "nl": "in te op naar uit bij",
    "ru": "в во на из под около у близ к возле",
    "uk": "в у на з із до біля під поблизу",
    "pl": "w we na z ze do koło pod",
    "cs": "v ve na z ze do u pod",
    "sv": "i på till från vid", "da": "i på til fra ved", "no": "i på til fra ved",
    "ro": "în la din lângă spre", "id": "di ke dari", "el": "σε στην στο στη στον από", "vi": "ở tại từ đến",
}  # fmt: skip

# Capitalised words behind the same prepositions that are times, not places.
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni"
    "|Juli|Oktober|Dezember|Sommer|Herbst|Winter|Frühling|Frühjahr|Jahre?|Jahrhundert|Monday|Tuesday|Wednesday|Thursday"
    "|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Tag|Abend|Morgen"
)

_ARTICLES: Final = r"(?:(?:the|der|die|den|dem|la|le|les|l['’]|el|los|las|o|os|as|il|lo|het|de) ?)?"

_PARTICLES: Final = {
    "ar": r"(?<!\p{L})(?:في|إلى|الى|قرب|مدينة|شمال|جنوب|شرق|غرب|من)(?= \p{L})",
    "fa": r"(?<!\p{L})(?:در|شهر|کشور)(?= \p{L})",
    "he": r"(?<!\p{L})(?:ב|ל|מ)\p{L}{3}",
    "hi": r"(?<=[\p{L}\p{M}]) (?:में|पर|के पास|से)(?![\p{L}\p{M}])",
    "tr": r"(?<!\p{L})\p{Lu}\p{L}{1,40}['’](?:[dt][ae]n?|y?[ae]|n?[dt][ae])(?!\p{L})",
    "zh": r"(?:在|位于|位於|于|於|至|到|来自|來自|前往)\p{Han}|\p{Han}(?:省|市|县|縣|州|国|國|镇|鎮|村|岛|島|区|區)",
    "ja": r"\p{Han}(?:県|市|都|府|町|村|国|州|駅|区|島)|[\p{Han}\p{Katakana}](?:で|に(?:ある|おいて|位置))",
    "ko": r"\p{Hangul}(?:에서|시|도|군|구)(?!\p{L})",
    "th": "ที่|ใน|จังหวัด|เมือง|ประเทศ",
}


def place_pattern(language: str) -> str | None:
    """A pattern of ``regex`` for a place in ``language``; None if no words for places are known.

    In scripts with capitals it is a capitalised word behind a preposition of place, so that a person also matches,
    and in German any noun. Elsewhere it is a particle or an ending of place, which is less precise.
    """
    if language in _PARTICLES:
        return _PARTICLES[language]
    if language not in _PREPOSITIONS:
        return None
    words = _PREPOSITIONS[language].split()
    # Both cases are spelled out: a pattern that ignores case takes twice the time.
    before = "|".join([*words, *map(str.capitalize, words)])
    return rf"\b(?:{before}) {_ARTICLES}(?!(?:{_MONTHS})(?!\p{{L}}))\p{{Lu}}\p{{L}}"
