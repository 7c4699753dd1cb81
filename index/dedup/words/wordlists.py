"""Small closed word classes in several languages, as they are written; ``lexicon`` reads them.

Classes are closed (months, numerals, articles, auxiliaries); none lists content words for their own sake.
A unit's, a month's, a weekday's spellings stand on one line each.
"""

# ruff: noqa: E501

from __future__ import annotations

MONTHS = """
january jan januar janvier janv enero ene gennaio gen janeiro januari январь января янв styczeń stycznia січня ocak 一月 يناير
february feb februar février fév févr febrero febbraio febbr fevereiro fev februari февраль февраля фев luty lutego лютого şubat فبراير
march mar märz mrz mars marzo março maart март марта marzec marca березня mart مارس
april apr avril avr abril abr aprile апрель апреля апр kwiecień kwietnia квітня nisan أبريل
may mai mayo maggio mag maio mei май мая maj maja травня mayıs مايو
june jun juni juin junio giugno giu junho июнь июня czerwiec czerwca червня haziran يونيو
july jul juli juillet juil julio luglio lug julho июль июля lipiec lipca липня temmuz يوليو
august aug août agosto ago augustus август августа авг sierpień sierpnia серпня ağustos أغسطس
september sep sept septembre septiembre settembre sett setembro сентябрь сентября сен wrzesień września вересня eylül سبتمبر
october oct oktober okt octobre octubre ottobre ott outubro октябрь октября окт październik października жовтня ekim أكتوبر
november nov novembre noviembre novembro ноябрь ноября ноя listopad listopada листопада kasım نوفمبر
december dec dezember dez décembre déc diciembre dic dicembre dezembro декабрь декабря дек grudzień grudnia грудня aralık ديسمبر
"""

WEEKDAYS = """
monday montag lundi lunes lunedì segunda-feira maandag понедельник понедельника poniedziałek понеділок pazartesi الاثنين
tuesday dienstag mardi martes martedì terça-feira dinsdag вторник вторника wtorek вівторок salı الثلاثاء
wednesday mittwoch mercredi miércoles mercoledì quarta-feira woensdag среда среду среды środa środę середу çarşamba الأربعاء
thursday donnerstag jeudi jueves giovedì quinta-feira donderdag четверг четверга czwartek четвер perşembe الخميس
friday freitag vendredi viernes venerdì sexta-feira vrijdag пятница пятницу пятницы piątek п'ятницю cuma الجمعة
saturday samstag sonnabend samedi sábado sabato zaterdag суббота субботу субботы sobota sobotę суботу cumartesi السبت
sunday sonntag dimanche domingo domenica zondag воскресенье воскресенья niedziela niedzielę неділю pazar الأحد
"""

# One unit a line, in all its spellings; the first word names it. Single letters count only behind a figure.
UNITS = """
% percent pct prozent procent процент процента процентов процентах procenta percento yüzde
usd $ dollar dollars dólar dólares dollari dollaro доллар доллара долларов dolara dolarów دولار 美元
eur € euro euros евро євро يورو 欧元
gbp £ sterling
pound pounds pfund
jpy ¥ yen иен иены 日元
cny yuan юань юаней 人民币
rub ₽ rouble roubles ruble rubles rubel рубль рубля рублей
chf franken francs franc
inr ₹ rupee rupees
km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetro kilómetros chilometro chilometri quilômetro quilômetros quilómetros км километр километра километров километрах كيلومتر 公里
m metre metres meter meters metern mètre mètres metro metros metri метр метра метров метрах متر
cm centimetre centimetres centimeter centimeters zentimeter zentimetern centimètre centimètres centímetro centímetros centimetri см сантиметр сантиметра сантиметров
mm millimetre millimetres millimeter millimeters millimètre millimètres milímetro milímetros millimetri мм миллиметр миллиметра миллиметров
mi mile miles meile meilen milla millas miglia milhas миля миль мили
ft foot feet fuß pied pieds pie pies piedi футов фута
in inch inches zoll pouce pouces pulgada pulgadas дюймов дюйма
yd yard yards
kg kilogram kilograms kilogramme kilogrammes kilo kilos kilogramm kilogramos quilos chili chilo кг килограмм килограмма килограммов
g gram grams gramme grammes gramm gramo gramos grammi грамм грамма граммов
t tonne tonnes tonnen tonelada toneladas tonnellate тонна тонн тонны
ton tons
lb lbs
l litre litres liter liters litern litro litros litri литр литра литров
ha hectare hectares hektar hectárea hectáreas ettari hectares га гектар гектара гектаров
acre acres
c celsius
f fahrenheit
kmh km/h
h hour hours hr hrs stunde stunden heure heures hora horas ora ore uur час часа часов
min minute minutes minuten minuto minutos minuti минута минуты минут
s secs seconds sekunde sekunden secondes segundos secondi секунды секунд
day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen день дня дней
week weeks woche wochen semaine semaines semana semanas settimana settimane weken неделя недели недель
month months monat monate monaten mois mes meses mese mesi mês maand maanden месяц месяца месяцев
year years jahr jahre jahren an ans année années año años anno anni ano anos jaar год года лет
ano anos
kw kilowatt kilowatts
mw megawatt megawatts
gw gigawatt gigawatts
kwh
mwh
gwh
"""

# Units of two words.
PAIRS = {
    ("per", "cent"): "%",
    ("por", "ciento"): "%",
    ("pour", "cent"): "%",
    ("per", "cento"): "%",
    ("por", "cento"): "%",
    ("us", "usd"): "usd",
}

SCALES = {
    3: "thousand tausend mille mil mila duizend тысяча тысячи тысяч тыс tys",
    6: "million millions mln mio millionen millones millón milioni milione milhões milhão miljoen миллион миллиона"
    " миллионов млн mln milyon مليون",
    9: "billion billions bn mrd milliarden milliarde milliards milliard miliardi miljard миллиард миллиарда миллиардов"
    " млрд milyar مليار",
    12: "trillion trillions trn tn billionen billones трлн триллион триллиона триллионов",
}

NUMERALS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen|twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn|zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - -|"
    "vingt trente quarante cinquante soixante - - -",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve|veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "zero - due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove|venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "zero - dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete"
    " dezoito dezenove|vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "nul - twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
    " zeventien achttien negentien|twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать|"
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}

ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth half quarter twice double triple dozen
erste ersten erster zweite zweiten zweiter dritte dritten vierte vierten fünfte fünften halb halbe hälfte doppelt
premier première deuxième second seconde troisième quatrième cinquième moitié double
primero primera primer segundo segunda tercero tercera tercer cuarto cuarta quinto quinta mitad doble
primo prima secondo seconda terzo terza metà doppio primeiro primeira terceiro terceira metade dobro
первый первая первое первого второй вторая второе второго третий третья третьего половина половины
"""

# Words that turn a statement round, or say how sure, how much or when it is.
DIRECTIONS = """
suspected supposed supposedly attempted fake purported purportedly apparent apparently possible possibly potential potentially
perhaps maybe probably presumably rarely seldom partly partially temporarily initially proposed planned would-be
threaten threatens threatened threatening try tries tried trying attempt attempts plan plans want wants wanted intend intends
intended seek seeks sought consider considers considered considering hope hopes hoped vow vows vowed
vermutlich wahrscheinlich möglich möglicherweise vielleicht wohl offenbar anscheinend teilweise vorläufig geplant geplante
geplanten selten ehemalige ehemaligen ehemaliger
serait seraient aurait auraient pourraient devraient peut-être probablement possible possibles apparemment partiellement
rarement présumé présumée présumés ancien ancienne prévu prévue prétendu
habría habrían sería serían quizá quizás tal vez probablemente posible posiblemente aparentemente parcialmente raramente
presunto presunta presuntos presuntamente ex antiguo previsto prevista
avrebbe avrebbero sarebbe sarebbero forse probabilmente possibile apparentemente presunta presunti raramente
teria teriam seria seriam talvez provavelmente possível aparentemente suposta supostos raramente
misschien waarschijnlijk mogelijk vermoedelijk zelden voormalige
возможно вероятно видимо предположительно частично редко бывший бывшая бывшего предполагаемый планируемый
ربما
letzte letzten letzter letztes nächste nächsten nächster nächstes vergangene vergangenen kommende kommenden
dernier dernière derniers prochain prochaine pasado pasada próximo próxima scorso scorsa prossimo prossima passado passada
vorig vorige volgend volgende прошлом прошлого прошлый прошлой следующем следующего следующей этом этого
up down above below over under before after more less fewer least most best worst better worse high higher highest low
lower lowest rise rises rose risen rising fall falls fell fallen falling gain gains gained lose loses lost increase
increased increasing decrease decreased decreasing grow grew drop dropped for against from into out off win wins won
beat open opened close closed start started end ended begin began by east west north south left right inside outside
during until till since if unless or only almost nearly about all some many few every each both either may might could
can must should will would shall ago later earlier old new former future past next last yes buy bought sell sold
über unter vor nach mehr weniger höher niedriger hoch niedrig oben unten gestiegen gesunken gefallen steigt sinkt
gegen aus ab seit bis oder wenn falls nur fast alle einige viele wenige jeder beide kann könnte muss
soll sollte will wird würde werden darf später früher besser schlechter beste schlechteste nord süd ost west links rechts
sous avant après plus moins haut bas hausse baisse monte contre depuis vers jusqu ou si seulement
presque tous toutes quelques plusieurs beaucoup peu chaque peut pourrait doit devrait mieux pire meilleur nord sud est ouest
sobre bajo antes después más menos alto sube baja subió bajó contra desde hacia hasta o si solo casi todos
algunos muchos pocos cada ambos puede podría debe debería mejor peor norte sur este oeste
sopra sotto prima dopo più meno aumento calo sale scende salito sceso contro da fino se quasi tutti alcuni molti
pochi ogni può potrebbe deve dovrebbe meglio peggio nord sud ovest
acima abaixo depois mais alta baixa subiu caiu sem até ou quase todos muitos poucos pode poderia deve melhor pior
boven onder voor na meer minder hoger lager tegen uit tot sinds of als alleen bijna alle veel weinig kan moet zou
над под до после больше меньше выше ниже вырос выросла выросли упал упала упали за против из от если или только почти все
некоторые многие может могут должен лучше хуже север юг восток запад
فوق تحت قبل بعد أكثر أقل ارتفع انخفض من إلى 上 下 前 后 後 多 少 涨 跌 升 降 增 减
"""

# Words that mean something else with "ss"; in Switzerland all other words are written with it.
SHARP_S = "maß maße maßen buße bußen floß ruße rußen"

# Verbs of saying whose object is the hearer.
TELLING = "told tell tells telling"

# Hearers that state nothing, since everybody speaks to them.
HEARERS = "reporters journalists reportern journalisten journalistes periodistas giornalisti jornalistas журналистам"

# Articles, auxiliaries, connectives, pronouns: they identify the language, and a phrase of them alone names nothing.
LIGHT = {
    "en": "a an the of at in on for as to and but however also that which who whom whose this these those there is was are were am be"
    " been being has had have having do does did it its itself s i me my we us our you your he him his himself they"
    " them their she her then so too because though although while meanwhile with mr mrs ms dr just even still now",
    "de": "der die das den dem des ein eine einen einem einer eines und aber auch dass daß welche welcher welches ist war"
    " sind waren sein gewesen hat hatte haben hatten es sich er ihn ihm sein seine seinen ihr ihre ihren sie wir"
    " uns dann so da weil während jedoch hier zu am im zum zur vom an in auf für bei herr frau",
    "fr": "le la les l un une des du de d et mais aussi que qu qui dont ce cette ces cet est était sont étaient être été a"
    " avait ont avaient avoir il elle ils elles on lui leur leurs son sa ses se s y en nous vous alors ainsi car parce"
    " comme cependant toutefois à au aux en dans sur pour mm m mme",
    "es": "el la los las lo un una unos unas de del y e pero también que quien quienes cual cuyo este esta estos ese esa"
    " es era son eran fue fueron ser sido está estaba ha había han habían haber se su sus le les él ella ellos"
    " nosotros entonces así porque pues como sin embargo a al en para señor señora",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle d e ed ma anche che chi cui questo questa è era"
    " sono erano essere stato stata ha aveva hanno avevano avere si suo sua suoi sue gli lui lei loro allora così"
    " perché poiché come tuttavia a al allo alla ai agli alle signor signora",
    "pt": "o a os as um uma uns umas de do da dos das e mas também que quem cujo este esta esse essa é era são eram foi"
    " foram ser sido está estava há havia ter tem tinha se seu sua seus suas lhe ele ela eles elas então assim porque"
    " pois como porém ao à aos às senhor senhora",
    "nl": "de het een en maar ook dat die wie welke dit deze is was zijn waren geweest heeft had hebben hadden worden werd er"
    " zich hij hem zij haar hun ze we wij ons dan zo want omdat terwijl echter te ten ter meneer mevrouw",
    "ru": "и а но в во на же ли бы что который которая которое которые это этот эта эти был была было были есть быть он его ему она"
    " её ее ей они их им мы нас вы себя свой своя свои также тоже так как потому однако то",
}

# Words that may be added or omitted without a change of meaning: English articles, "that", connectives, titles.
# Not among them: auxiliaries ("is" for "was"), prepositions, pronouns, and articles with case or gender.
FILLERS = {
    "en": "a an the that also however meanwhile moreover mr mrs ms dr",
    "de": "auch außerdem herr frau", "fr": "également m mme", "es": "también además señor señora",
    "it": "anche inoltre signor signora", "pt": "também além senhor senhora", "nl": "ook bovendien meneer mevrouw",
    "ru": "также тоже",
}  # fmt: skip

# The words of a row may replace one another.
INTERCHANGEABLE = {
    "en": ("a an the", "that which who"),
    "de": ("ein der", "einen den", "einem dem", "eines des"),
    "fr": ("un le", "une la"), "es": ("un el", "una la", "unos los", "unas las"), "it": ("un il", "uno lo", "una la"),
    "pt": ("um o", "uma a", "uns os", "umas as"), "nl": ("een de",),
}  # fmt: skip

# Before these an article counts: "a few", "a third".
ARTICLE_COUNTS = "few little bit lot number half quarter dozen hundred thousand million"

# The titles among FILLERS, of a man and of a woman.
TITLES = ("mr herr m señor signor senhor meneer", "mrs ms frau mme señora signora senhora mevrouw")

# Before a weekday or a month.
DAY_PREPOSITIONS = {"en": "on", "de": "am", "nl": "op"}

# A sentence may depend on these: a condition, an exception, somebody else's word for it.
HEDGES = """
if unless only except excluding apart but until till provided provisionally according claim claims claimed claiming accuse accused
suspect suspected supposed supposedly attempted fake possible possibly perhaps maybe probably would could may might
wenn falls sofern nur außer ausgenommen bis laut zufolge behauptet behauptete angeblich vielleicht wohl könnte würde soll aber
si sauf seulement uniquement selon prétend affirme peut-être pourrait serait aurait jusqu excepté mais
solo sólo únicamente salvo excepto según afirma quizá quizás podría sería habría hasta pero
se soltanto solamente tranne eccetto secondo forse potrebbe sarebbe avrebbe fino ma
apenas somente exceto segundo talvez poderia seria teria até mas
als tenzij alleen slechts behalve volgens misschien zou tot maar
если только лишь кроме согласно якобы возможно бы пока но
"""

REPORTING = """
said says say saying told tells tell added adds explained explains argued argues stated states noted notes wrote writes tweeted tweets posted
sagte sagt sagten erklärte erklärt teilte mit schrieb schreibt
dit disait déclaré expliqué estimé ajouté affirmé écrit indiqué précisé
dijo dice declaró explicó añadió afirmó escribió señaló indicó
detto dice dichiarato spiegato aggiunto scritto disse afirmou disse acrescentou escreveu declarou
zei zegt schreef verklaarde сказал сказала пояснил отметила заявил заявила сообщил сообщила сообщили добавил написал отметил
"""

# Pronouns for a man, and for a woman.
PERSONS = (
    "he him his himself er ihm ihn il él он его ему lui hij hem",
    "she her hers herself sie ihr elle ella она её ее ей lei zij haar",
)

COMMA_DECIMALS = frozenset(("de", "fr", "es", "it", "pt", "nl", "ru"))

# Media in which somebody speaks.
MEDIA = """
interview interviews television tv radio appearance appearing statement statements twitter tweet tweets facebook instagram telegram
briefing conference press news broadcast via
fernsehen mitteilung pressekonferenz entretien communiqué télévision entrevista comunicado televisión
intervista comunicato televisione entrevista comunicado televisão verklaring persconferentie интервью заявлении твиттере
"""

# Words that introduce a cause.
CAUSES = "thanks because due owing blaming blames blamed"

# Words that begin a phrase of time or place and negate nothing, although they are also in DIRECTIONS.
CIRCUMSTANCE = "during over about via"

LOCATIVE = {
    "en": "in at on during over amid", "de": "in im während", "fr": "pendant durant dans", "es": "en durante",
    "it": "in durante", "pt": "em durante", "nl": "in tijdens",
}  # fmt: skip

SPEAKING = "i me my mine we us our ours ich mir mich mein wir uns unser je j me moi nous notre yo mi nosotros io noi eu nós ik wij я мы"

# Words that restrict a statement to the phrase beside them.
ONLY = "only just alone except even nur bloß seulement uniquement solo sólo soltanto apenas somente slechts только лишь"

# Auxiliaries that make a passive.
BEING = "is are was were be been being wird wurde wurden été est a fue fueron sido è stato stata viene foi foram sido werd wordt был была"

# Words of belonging.
BELONGING = "of s von des der de du des del della dei do da dos das van"

# Two tenses of one auxiliary.
TENSES = ("is was", "are were", "has had", "have had")

POSSESSIVES = "his her its their"
SUBJECTS = "he she"

# Titles before a name.
OFFICES = """
president senator governor representative congressman congresswoman secretary minister chancellor premier ambassador
king queen prince princess pope general colonel captain judge mayor professor chairman chairwoman director
président ministre presidente ministro ministra alcalde
"""

# Adverbs that comment on a statement.
COMMENTS = "unfortunately frankly incidentally furthermore additionally nonetheless nevertheless regrettably"
