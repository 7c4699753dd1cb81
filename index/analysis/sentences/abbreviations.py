"""Abbreviations that end no sentence, language by language: closed lists from general knowledge.

They are in small letters, without the last full stop. Only those stand here after which `sentencex` may cut; a
sentence that goes on in small letters needs no list (``index.analysis.sentences.sentence_joins``).
"""

from __future__ import annotations

from functools import cache
from typing import Final

# Before a name, a place or an explanation: what follows always belongs to them.
_LEADING: Final = {
    "en": "mr mrs ms mx dr prof rev hon gov sen rep gen col lt capt sgt maj cmdr adm cpl pvt supt insp fr st mt"
    " ft messrs pres atty e.g i.e vs viz cf asst",
    "de": "dr prof hr fr frl st dipl-ing dipl ing mag abg bgm bürgerm hl sr d.h z.b u.a i.d.r v.a o.g sog bzw"
    " ggf inkl exkl evtl insb insbes",
    "es": "sr sra srta sres dr dra prof profa d dña da lic ing arq gral cnel cap tte sgto gob av avda ave c pza"
    " pl ctra sto sta mons p.ej ej fr excmo excma ilmo ilma vd gdor pdte",
    "fr": "m mm mme mmes mlle mlles dr pr me mgr st ste sts stes gal cdt cne lt av bd boul pl c.-à-d c-à-d càd"
    " p.ex cf réf",
    "ru": "г-н г-жа гр тов им акад проф доц др-р чл.-корр ген полк подполк кап лейт сен ул пер пл пр просп пр-т"
    " наб ш бул б-р корп кв пос дер обл р-н т.е т.н т.к т.о напр св о-в оз сокр ред сост",
    "uk": "п пп акад проф доц ім вул просп пр-т пров пл бул б-р наб буд корп кв смт обл р-н т.зв тзв напр св"
    " о-в оз див пор ред ген полк",
    "ar": "د أ م ص ب ج أ.د ا.د م.م أ.م.د ا.م.د د.م ق.م ص.ب ت هـ.ب ش",
    "hi": "डॉ डा डाॅ प्रो श्री श्रीमती सुश्री पं कु मो मु स्व सं क्र रु रू कि.मी किमी कि मी से.मी ले.जन कर्नल"
    " ई.पू ई वि ए बी सी डी एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड",
    "mr": "डॉ प्रा श्री श्रीमती सौ कु पं रु कि.मी मा ना स्व अॅड इ.स",
    "ne": "डा डॉ प्रा श्री श्रीमती पं रु कि.मी मा वि.सं ई.सं",
    "pt": "sr sra srta srs sras dr dra drs prof profa prof.ª profª eng engª arq gov dep sen pres gen cel cap"
    " ten sgt maj av r al pç pça trav rod est d sto sta p.ex ex mons pe exmo exma ilmo ilma sec",
    "tr": "dr doç prof yrd av op uzm sn bay bn hz korg tuğg alb yb bnb yzb ütğm cad sok mah apt blv bul bkz örn"
    " müh mim dt ecz öğr arş gör şb",
    "pl": "dr prof mgr inż hab doc św ks bp abp ul al pl im gen płk ppłk mjr kpt por kpr sierż red p pp tzn tzw"
    " m.in np tj t.j wg zob ww dyr prez wiceprez n.p",
    "nl": "dhr mevr mw mr dr drs ir ing prof ds st burg gen kol o.a bijv d.w.z dwz m.a.w mn m.n t.w z.g zgn v.d",
    "it": "sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch geom rag on sen gen cap mons s ss"
    " p.es es v.le p.za c.so l.go",
    "he": "פרופ עמ רח שד",
    "cs": "dr mgr ing bc prof doc phdr judr mudr rndr p sv ul nám tř tzv tzn např mj resp gen plk kpt npor",
    "sk": "dr mgr ing bc prof doc phdr judr mudr rndr p sv ul nám tzv t.j tzn napr resp gen plk kpt",
    "sv": "dr prof s.k t.ex bl.a d.v.s dvs m.a.o jfr st",
    "da": "dr prof hr fr frk f.eks bl.a dvs d.v.s jf skt pga p.g.a ca",
    "no": "dr prof hr fr frk f.eks bl.a dvs d.v.s jf st pga",
    "fi": "tri prof esim ts ns t.s n.s ks vrt",
    "ro": "dl dna dra dr prof ing av str bd bld sf ex gen col lt pct d.na",
    "hu": "dr prof ifj id özv gr br szt pl ún ill dr.né u",
    "el": "κ κα κκ δρ καθ στρ αγ λ.χ π.χ δηλ βλ οδ πλ λεωφ",
    "bg": "г-н г-жа д-р проф доц акад инж ул бул пл св ген полк т.е т.нар напр кв ж.к вж ср",
    "sr": "г-ђа др проф инж ул бул трг св ген т.ј тзв нпр dr prof inž ul bul gen t.j tzv npr sv gđa",
    "hr": "dr prof mr ing ul trg sv gen tj t.j tzv npr gđa",
    "bs": "dr prof mr ing ul trg sv gen tj t.j tzv npr gđa",
    "sl": "dr prof mag inž ul trg sv gen t.i npr tj ga",
    "id": "dr drs dra prof ir h hj jl jln gg yth tn ny sdr sdri kol jend bpk st k.h kh",
    "ms": "dr prof en tn pn hj jln lrg kol jen yb",
    "vi": "ts ths gs pgs tp bs ks q p đ ths.bs pgs.ts gs.ts",
    "ca": "sr sra dr dra prof av avda c pça ctra st sta p.ex",
    "gl": "sr sra dr dra prof av avda r p.ex",
    "eu": "dr prof jn and adib",
    "bn": "ড ডা মো মোঃ মু প্রো অধ্যা ইঞ্জি রু সা খ্রি খ্রি.পূ",
    "gu": "ડૉ ડો પ્રો શ્રી શ્રીમતી કુ રૂ સ્વ",
    "pa": "ਡਾ ਪ੍ਰੋ ਸ੍ਰੀ ਸ਼੍ਰੀ ਰੁ",
    "ta": "திரு திருமதி செல்வி டாக் பேரா ரூ கி.மு கி.பி",
    "te": "డా శ్రీ శ్రీమతి ప్రొ రూ క్రీ.శ క్రీ.పూ",
    "kn": "ಡಾ ಶ್ರೀ ಶ್ರೀಮತಿ ಪ್ರೊ ರೂ ಕ್ರಿ.ಶ",
    "ml": "ഡോ ശ്രീ ശ്രീമതി പ്രൊഫ രൂ ക്രി.മു",
    "be": "праф дац акад вул пр-т пл бул св ген палк т.зв напр сп сп-ня",
    "kk": "проф доц акад көш даң ген т.с.с мыс",
    "mk": "г-ѓа проф инж ул бул пл св ген т.е т.н на пр",
    "ka": "ა ე ბ-ნი ქ-ნი მაგ პროფ აკად ქ ქუჩ გამზ წმ",
}  # fmt: skip

# Before a figure; with anything else behind them they may end a sentence.
_COUNTING: Final = {
    "en": "approx nos p pp fig figs vol ch sec ca c est ed para eq nr tel ext jan feb mar apr jun jul aug sep"
    " sept oct nov dec rs",
    "de": "ca nr abs art s bd kap tel abb tab mind max min jg jh std tsd mio mrd rd vol bj str",
    "es": "aprox núm nº n.º art arts pág págs vol cap fig tel máx mín km ap apdo s ss t",
    "fr": "env approx no nº n art p pp vol chap fig tél max min t av apr janv févr avr juil sept oct nov déc",
    "ru": "г гг ок прим примерно тыс млн млрд трлн руб долл коп с стр рис табл п пп ст ч гл т д эт тел макс мин"
    " № см каб",
    "uk": "бл прибл тис млн млрд трлн грн коп с стор рис табл п пп ст ч гл т д р рр тел макс мін каб",
    "ar": "ت هـ م رقم",
    "pt": "aprox núm no nº n n.º art arts pág págs p pp vol cap fig tel máx mín séc fl fls",
    "tr": "no nr s sf md m bl cilt c yak maks min tel yy",
    "pl": "ok art ust pkt nr s str tys mln mld poz rozdz tab rys tel maks min godz r w",
    "nl": "ca nr art p pp blz pag vol max min tel mln mld afb hfst",
    "it": "ca n nn nr art artt p pp pag vol cap fig tel max min mln mld",
    "fa": "ش ص ج",
    "cs": "č čl odst písm str s tis mil mld cca ca sv tel max min kap obr",
    "sk": "č čl ods písm str s tis mil mld cca tel max min kap obr",
    "sv": "ca nr s kap art tel max min milj mdr",
    "da": "ca nr s kap art stk tlf maks min mio mia kl",
    "no": "ca nr s kap art tlf maks min mill mrd kl",
    "fi": "n noin nro s ks puh milj mrd klo",
    "ro": "aprox nr art alin p pp pag vol cap fig tel mil mld",
    "hu": "kb sz old tel max min ker",
    "el": "αρ αριθ σελ σ κεφ περ τηλ εκατ δισ χιλ",
    "bg": "ок прибл чл ал т с стр рис хил млн млрд тел г",
    "id": "no hlm hal tel rp pk",
    "ms": "no hlm ms tel rm",
    "hr": "br čl st str tis mil mlrd tel",
    "sr": "бр чл ст стр хиљ мил млрд br čl st str",
    "sl": "št čl odst str tis mio mrd tel",
    "be": "каля тыс млн млрд руб арт с г гг",
    "kk": "мың млн млрд б т ж",
    "lt": "apie tūkst mln mlrd eur nr str p",
    "lv": "apm tūkst milj mljrd nr lpp p",
    "et": "u umbes tuh milj mlrd nr lk",
}  # fmt: skip


@cache
def leading(language: str) -> frozenset[str]:
    """The abbreviations that never end a sentence in ``language``; none for a language without a list."""
    return frozenset(_LEADING.get(language, "").split())


@cache
def counting(language: str) -> frozenset[str]:
    """The abbreviations that end no sentence in ``language`` when a figure follows."""
    return frozenset(_COUNTING.get(language, "").split())
