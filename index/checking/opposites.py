"""Words that exclude one another, in several languages; their vectors are too similar to tell them apart.

Each line has two sides or more, separated by "|"; "*" stands for any ending of a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

_OPPOSED: Final = {
    "en": """
rise* rose* grow* grew* gain* climb* increas* jump* soar* surg* higher more exceed* upward* up | fall* fell*
+ drop* lose* lost declin* decreas* sank sink* shrink* shrank slump* lower less fewer below down plung*
open* reopen* | clos* shut*
start* begin* began begun launch* resum* | end end* finish* stop* halt* suspend* cancel*
win wins won winning victor* | lose* lost losing defeat* beaten
before earlier | after later
accept* approv* agree* back backs backed support* allow* permit* legal* | reject* refus* oppos* ban* forbid*
+ forbad* prohibit* block* illegal*
buy* bought acquir* | sell* sold
arrest* detain* jail* imprison* | releas* freed acquit*
admit* confess* confirm* | den* dispute*
first | last
early | late
old* elder* | young* new*
hot* warm* | cold* cool*
add* hire* join* | remov* fire fired dismiss* leave left quit*
mother* sister* daughter* woman women wife | father* brother* son sons man men husband
north* | south*
east* | west*
best | worst
safe* | danger* unsafe
guilty | innocent
majority most | minority
all every both | none neither no
maximum most | minimum least
public* | privat* secret*
full* | empty
alive surviv* | dead died kill*
injured hurt wounded | unhurt uninjured unharmed
dry* drought* | wet* flood* rain*
second seconds | minute* | hour* | day days daily | week* | month* | year* annual* | decade* | centur*
""",
    "de": """
steig* stieg* gestiegen wächst wuchs* gewachsen zunahm* erhöh* mehr höher* über | fall* fiel* gefallen sink*
+ sank* gesunken schrumpf* weniger niedrig* unter abnahm* senk*
öffn* geöffnet eröffn* offen* | schließ* schloss* geschlossen gesperrt
beginn* begann* begonnen start* | end* beend* stopp* abgesagt eingestellt
gewinn* gewann* gewonnen sieg* | verlier* verlor* niederlage*
vor vorher früher zuvor | nach nachher später danach
angenommen annahm* zugestimmt stimmt* billig* genehmig* erlaub* befürwort* | abgelehnt lehn* ablehn* verbot*
+ verbiet* verweiger* zurückgewiesen
kauf* gekauft | verkauf*
festgenommen verhaftet* | freigelassen freigesprochen
gestand* gestanden zugab* zugegeben bestätig* | bestr* leugn* dement*
erste* | letzte*
alt* älter* | jung* jünger* neu*
mutter* schwester* tochter* frau* | vater* bruder* sohn* mann* männer*
nord* | süd*
ost* | west*
verletzt* schwerverletzt* | unverletzt*
leicht* leichtverletzt* | schwer* schwerverletzt*
tote* getötet starb* gestorben todesopfer* | überleb*
halb* | ganz*
mehrheit* | minderheit*
öffentlich* | privat* geheim*
sekunde* | minute* | stunde* stündlich* | tag tage tagen täglich* | woche* wöchentlich* | monat* | jahr*
+ jährlich* | jahrzehnt*
""",
    "fr": """
augment* hauss* mont* progress* plus croî* grimp* | baiss* diminu* recul* chut* moins tomb* perd*
ouvr* ouvert* rouv* | ferm*
commenc* débu* lanc* | termin* fini* arrêt* suspend* annul*
gagn* remport* victoire* | perd* défait*
avant | après
accept* approuv* adopt* autoris* | refus* rejet* interdi* repouss*
achet* achat* | vend* vent*
arrêt* interpell* | libér* relâch* acquitt*
premier* première* | dernier* dernière*
mère* sœur* fille* femme* | père* frère* fils homme*
nord | sud
épargn* indemne* | touch* bless*
seconde* | minute* | heure* | jour jours quotidien* | semaine* hebdomadaire* | mois mensuel* | an ans année* annuel*
lundi* | mardi* | mercredi* | jeudi* | vendredi* | samedi* | dimanche*
""",
    "es": """
sub* aument* crec* más gan* | baj* cae* cay* caí* disminu* reduc* menos perd* pierd*
abr* abiert* reab* | cerr* cierr*
empez* empiez* comenz* comienz* inici* | termin* acab* suspend* cancel*
gan* venc* victori* | perd* pierd* derrot*
antes | después
acept* aprob* aprueb* autoriz* | rechaz* prohib* deneg*
compr* | vend*
deten* arrest* | liber* absuel*
primer* | últim*
madre* herman* hij* mujer* | padre* hombre*
segundo segundos | minuto* | hora horas | día días diari* | semana* semanal* | mes meses mensual* | año años anual*
""",
    "pt": """
aument* sobe* subi* cresc* mais ganh* | cai* cair* desce* diminu* menos perd*
abr* abert* reab* | fech* encerr*
começ* inici* | termin* acab* suspen* cancel*
ganh* venc* vitóri* | perd* derrot*
antes | depois
aceit* aprov* autoriz* | recus* rejeit* proib* neg*
compr* | vend*
detid* deten* detev* preso* presa* prend* | libert* solt* absolv*
primeir* | últim*
mãe* irmã* filha* mulher* | pai* irmão* filho* homem*
segundo segundos | minuto* | hora horas | dia dias diári* | semana* semana* | mês meses mensa* | ano anos anua*
""",
    "ru": """
вырос* раст* рост* повыс* увелич* подорож* больше выше | упал* пад* сниз* сокра* уменьш* подешев* меньше ниже
откры* | закры*
нача* стартова* запуст* возобнов* | законч* заверш* прекрат* остановил* отменил* отменён* приостанов*
выигр* победил* побед* | проигр* поражен*
до раньше перед | после позже
одобр* приня* согласил* разреш* поддерж* | отклон* отказ* запрет* запрещ* отверг*
купил* куп* | прода*
задерж* арест* | отпус* освобод* оправда*
перв* | последн*
стар* | молод* млад* нов*
мать матер* сестр* доч* женщин* | отец отц* брат* сын* мужчин*
север* | юг* южн*
восто* | запад*
пострада* ранен* жертв* | невредим*
секунд* | минут* | час часа часов часам | день дня дней дню ежедневн* | недел* еженедельн* | месяц*
+ ежемесячн* | год года лет году ежегодн*
понедельник* | вторник* | сред* | четверг* | пятниц* | суббот* | воскресен*
""",
    "uk": """
зріс* зрос* підвищ* збільш* більше вище | впа* пада* зниз* змен* скоро* менше нижче
відкри* | закри*
почал* розпоч* стартув* | завершил* закінч* припин* скасув* зупин*
виграл* переміг* перемог* | програл* пораз*
до раніше перед | після пізніше
схвалил* прийня* погодил* дозвол* підтрим* | відхил* відмов* заборон*
купил* купу* | прода*
затрима* арешт* | відпуст* звільн*
перш* | останн*
секунд* | хвилин* | годин* | день дня днів щодня | тижд* тижн* щотижн* | місяц* щомісяч* | рік року років щорічн*
понеділ* | вівтор* | серед* | четвер* | п’ятниц* пʼятниц* п'ятниц* | субот* | неділ*
""",
    "tr": """
art* yüksel* çoğal* kazan* fazla yukarı | düş* azal* geril* kaybe* az aşağı
aç* açıl* | kapa* kapat*
başla* | bit* sona durdur* iptal* son
kazan* galip* yendi* | kaybe* yenil*
önce | sonra
kabul* onayla* izin* | redde* reddet* yasakla*
satın aldı* | sat* satıl*
gözaltı* tutukla* | serbest* tahliye*
ilk | son
anne* kız* kadın* | baba* oğ* erkek*
kuzey* | güney*
doğu* | batı*
saniye* | dakika* | saat* | gün* | hafta* | ay ayda aylık aylığ* ayı | yıl* sene*
pazartesi* | salı* | çarşamba* | perşembe* | cuma cumaya cumadan | cumartesi* | pazar pazara pazarı
ocak* | şubat* | mart* | nisan* | mayıs* | haziran* | temmuz* | ağustos* | eylül* | ekim* | kasım* | aralık*
""",
    "ar": """
ارتفع* ارتفا* زاد* زيادة ازداد* أكثر أعلى | انخفض* انخفا* تراجع* هبط* قل أقل أدنى
فتح* افتتح* يفتح* | أغلق* اغلاق* إغلاق* مغلق*
بدأ* يبدأ* انطلق* | انتهى* ينتهي* توقف* ألغي* ألغت
فاز* فوز* انتصر* | خسر* خسار* هزيم*
قبل | بعد
وافق* قبول* سمح* | رفض* منع* حظر*
اشترى* شراء | باع* بيع
اعتقل* أوقف* | أطلق* أفرج*
أول الأول* | آخر الأخير*
أم والدة* أخت* ابنة* امرأة | أب والد أخ ابن رجل*
ثانية ثوان* | دقيقة دقائق دقيقت* | ساعة ساعات ساعت* | يوم يوما أيام يوم* | أسبوع* أسابيع | شهر* أشهر شهور |
+ سنة سنوات عام عاما أعوام سنت*
الاثنين الإثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | السبت | الأحد
يناير كانون | فبراير شباط | مارس آذار | أبريل نيسان | مايو أيار | يونيو حزيران | يوليو تموز | أغسطس آب |
+ سبتمبر أيلول | أكتوبر | نوفمبر | ديسمبر
""",
    "hi": """
बढ़* ज़्यादा अधिक ऊपर | घट* गिर* कम नीचे
खुल* खोल* | बंद* बन्द*
शुरू* आरंभ* | खत्म* समाप्त* रद्द* रुक*
जीत* | हार*
पहले | बाद
मंज़ूर* मंजूर* स्वीकार* अनुमति* | अस्वीकार* ठुकरा* रोक* प्रतिबंध*
खरीद* ख़रीद* | बेच* बिक*
गिरफ़्तार* गिरफ्तार* | रिहा*
माँ बहन* बेटी* महिला* | पिता भाई* बेटा* पुरुष*
सेकंड* | मिनट* | घंट* घण्ट* | दिन* | हफ़्त* हफ्त* सप्ताह* | महीन* माह* | साल* वर्ष*
सोमवार* | मंगलवार* | बुधवार* | गुरुवार* गुरूवार* | शुक्रवार* | शनिवार* | रविवार* इतवार*
""",
    "zh": """
上涨 上升 增加 增长 增至 提高 多于 高于 | 下跌 下降 减少 降低 少于 低于 跌
开放 开门 开业 营业 | 关闭 关门 停业 停运
开始 启动 | 结束 停止 取消
赢 胜 击败 夺冠 | 输 败 负于
之前 以前 | 之后 以后
同意 批准 通过 允许 | 拒绝 反对 否决 禁止
买 购买 收购 | 卖 出售
逮捕 拘留 带走 | 释放
母亲 姐 妹 女儿 女子 妻子 | 父亲 哥 弟 儿子 男子 丈夫
北 | 南
东 | 西
秒 | 分钟 | 小时 | 天 | 星期 周 | 月 | 年
周一 星期一 | 周二 星期二 | 周三 星期三 | 周四 星期四 | 周五 星期五 | 周六 星期六 | 周日 星期日 星期天
""",
}
"""By language. The first ``_SHARED`` lines of each are about the same: more or less, open, begun, won …"""

_SHARED: Final = 8
_SHORTEST: Final = 2

Places = dict[str, list[tuple[str, int]]]


@cache
def _table(language: str) -> tuple[Places, Places, int]:
    """Whole words, and beginnings of words, each with its lines and sides; the length of the longest beginning."""
    whole: Places = {}
    beginnings: Places = {}
    lines = _OPPOSED.get(language, "").replace("\n+", "").split("\n")
    for number, entry in enumerate(each for each in lines if each.strip()):
        line = str(number) if number < _SHARED else f"{language} {number}"
        for side, words in enumerate(entry.split("|")):
            for word in words.casefold().split():
                into = beginnings if word.endswith("*") else whole
                into.setdefault(word.rstrip("*"), []).append((line, side))
    return whole, beginnings, max(map(len, beginnings), default=0)


def sides(words: Iterable[str], language: str) -> dict[str, dict[int, str]]:
    """For each name of a line and number of a side, one of these casefolded words that stands there."""
    whole, beginnings, longest = _table(language)
    found: dict[str, dict[int, str]] = {}
    for word in words:
        places = list(whole.get(word, ()))
        for end in range(_SHORTEST, min(len(word), longest) + 1):
            places += beginnings.get(word[:end], ())
        for line, side in places:
            found.setdefault(line, {})[side] = word
    return found


def opposed(claim: Iterable[str], language: str, source: Iterable[str], other: str) -> tuple[str, str] | None:
    """A word of the source and one of the claim that exclude each other, unless one text has both.

    ``language`` is the claim's, ``other`` the source's.
    """
    ours, theirs = sides(claim, language), sides(source, other)
    for line in sorted(ours.keys() & theirs.keys()):
        mine, others = ours[line].keys() - theirs[line].keys(), theirs[line].keys() - ours[line].keys()
        if mine and others:
            return theirs[line][min(others)], ours[line][min(mine)]
    return None
