"""Numbers that are written as words, by language."""

from __future__ import annotations

from functools import cache
from typing import Final

VALUES: Final = (*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100)

CARDINALS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "de": "- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "nl": "- twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "es": "- dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "pt": "- dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito"
    " dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "it": "- due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "fr": "- deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize - - - vingt trente"
    " quarante cinquante soixante - - - cent",
    "ru": "- два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят"
    " семьдесят восемьдесят девяносто сто",
    "uk": "- два три чотири пʼять шість сім вісім девʼять десять одинадцять дванадцять тринадцять чотирнадцять"
    " пʼятнадцять шістнадцять сімнадцять вісімнадцять девʼятнадцять двадцять тридцять сорок пʼятдесят шістдесят"
    " сімдесят вісімдесят девʼяносто сто",
    "ar": "- اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة - - - - - - - - - عشرون ثلاثون أربعون خمسون ستون"
    " سبعون ثمانون تسعون مئة",
    "hi": "- दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस तीस चालीस"
    " पचास साठ सत्तर अस्सी नब्बे सौ",
    "tr": "- iki üç dört beş altı yedi sekiz dokuz on - - - - - - - - - yirmi otuz kırk elli altmış yetmiş seksen"
    " doksan -",
}  # fmt: skip
"""The words for ``VALUES`` in order; a dash where the number has no single word, or its word has another meaning."""

# Other words for numbers, and other forms of the above, which show as well as digits that a sentence counts something.
# The words of a phrase are joined by "_".
_FURTHER: Final = {
    "en": "hundreds thousand thousands million millions billion billions trillion dozen dozens",
    "de": "beide zweier dreier hunderte hunderten tausend tausende tausenden million millionen milliarde milliarden"
    " dutzend dutzende einhundert eintausend",
    "nl": "honderden duizend duizenden miljoen miljoenen miljard tientallen",
    "es": "ciento cientos doscientos trescientos cuatrocientos quinientos mil miles millón millones docena docenas"
    " veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
    "pt": "duas cento centenas duzentos trezentos quinhentos mil milhares milhão milhões bilhão bilhões dúzia"
    " dezasseis dezassete dezanove",
    "it": "centinaia duecento trecento cinquecento mille mila migliaia milione milioni miliardo miliardi dozzina",
    "fr": "dix_sept dix_huit dix_neuf septante nonante cents centaine centaines mille milliers million millions"
    " milliard milliards douzaine douzaines dizaine dizaines vingtaine quatre_vingt quatre_vingts",
    "ru": "две двух двум двумя двое трёх трех трём трем тремя трое четырёх четырех четверо пяти пятью пятеро шести"
    " шестью шестеро семи семью семеро восьми девяти десяти десятки двадцати тридцати сорока пятидесяти ста двести"
    " двухсот триста трехсот четыреста пятьсот шестьсот семьсот восемьсот девятьсот сотни сотен тысяча тысячи"
    " тысяч миллион миллиона миллионов миллиард миллиарда миллиардов десятков",
    "uk": "дві двох двом двома двоє трьох трьом троє чотирьох четверо п_ять п_яти пʼяти шести семи восьми дев_ять"
    " десяти двадцяти тридцяти п_ятнадцять дев_ятнадцять п_ятдесят дев_яносто двісті триста чотириста п_ятсот"
    " сотні сотень тисяча тисячі тисяч мільйон мільйона мільйонів мільярд мільярда мільярдів десятки десятків",
    "ar": "اثنين اثنتان اثنتين إثنان إثنين ثلاث أربع اربع اربعة خمس ست سبع ثماني ثمان تسع عشر عشرين ثلاثين أربعين"
    " خمسين ستين سبعين ثمانين تسعين مائة مئتان مئتين مائتين مئات ألف ألفان ألفين آلاف الاف مليون مليوني ملايين"
    " مليار ملياري مليارات عشرات",
    "hi": "दोनों पांच छः पन्द्रह हजार हज़ार हजारों हज़ारों लाख लाखों करोड़ करोड़ों अरब सैकड़ों दर्जन दर्जनों",
    "tr": "yüzlerce bin binlerce milyon milyonlarca milyar düzine onlarca",
    "pl": "dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc tysiące tysięcy milion milionów",
    "id": "dua tiga empat lima enam tujuh delapan sembilan sepuluh ratus ribu juta miliar ratusan ribuan",
}  # fmt: skip

# "One" is an article or a pronoun as often as a number.
_NO_COUNT: Final = frozenset({"one"})

_NUMERALS: Final = "二两兩三四五六七八九十百千万萬亿億"
_COUNTERS: Final = (
    "个個人名位次年月日天岁歲元块塊条條名座家所只隻头頭辆輛部本张張层層倍秒米克吨噸公円匹件回枚台歳度つ点種种"
)
WRITTEN_HAN: Final = rf"百分之|[{_NUMERALS}][零〇一多余餘{_NUMERALS}]{{0,12}}[{_COUNTERS}]|一[百千万萬亿億十]"
"""Numbers in Chinese or Japanese, as a pattern of ``regex``: numerals before what they count, except a bare "one"."""


@cache
def number_phrases(language: str) -> frozenset[str]:
    """Words and phrases (words joined by spaces) of ``language`` that count something, as they are written."""
    found = {word for word in CARDINALS.get(language, "").split() if word != "-"} - _NO_COUNT
    found |= {word.replace("_", " ") for word in _FURTHER.get(language, "").split()}
    if language == "de":
        ones = ["ein", *CARDINALS["de"].split()[1:9]]
        found |= {f"{one}und{ten}" for one in ones for ten in CARDINALS["de"].split()[19:27]}
        found |= {f"{one}{many}" for one in ones for many in ("hundert", "tausend")}
    if language == "ar":
        found |= {proclitic + word for word in found for proclitic in "وبل"}
    return frozenset(found)
