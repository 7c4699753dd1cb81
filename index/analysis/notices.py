"""Notices that the rest of an article is for subscribers, in the languages that Verbatim speaks and some others."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

# Newsrooms' usual wordings: what a reader must do (subscribe, register, sign in), and that reading then goes on.
_NOTICES: Final = {
    "en": (
        r"(?:subscribe|register|sign[ -]?(?:in|up)|log[ -]?in|join|create an? (?:free )?account|become an? "
        r"(?:\w+ )?(?:member|subscriber)"
        r"|start your (?:free )?trial|upgrade)\b[^.!?]{0,40}\bto (?:continue|keep|read|unlock|access|view|"
        r"finish|see)\b"
        r"|to (?:continue|keep) reading|to read the (?:full|rest|whole|entire)|already (?:a|have a) "
        r"(?:subscriber|subscription|member)"
        r"|(?:only|exclusive(?:ly)?|available|reserved) (?:for|to) (?:\w+ )?(?:subscribers|members)|"
        r"(?:subscribers?|members?)[ -]only"
        r"|this (?:article|story|content) is (?:reserved )?for (?:\w+ )?(?:subscribers|members)|unlock "
        r"(?:this|the full) (?:article|story)"
        r"|you have (?:reached|read) (?:your|all)[^.]{0,40}(?:limit|free articles)"
    ),
    "de": (
        r"jetzt weiterlesen|weiterlesen mit|um (?:den (?:ganzen |vollständigen )?artikel (?:zu|weiter)|"
        r"weiter)\w*lesen"
        r"|nur für (?:unsere )?(?:abonnent|mitglieder)|(?:exklusiv )?für abonnent(?:en|innen)|mit (?:einem "
        r")?\S*abo(?:nnement)? (?:weiter)?lesen"
        r"|artikel (?:mit \S+ )?freischalten|(?:jetzt )?(?:abonnieren|anmelden|"
        r"registrieren)[^.!?]{0,30}(?:weiter\w*lesen|zu lesen|lesen sie)"
        r"|sie haben bereits ein (?:digital)?abo"
    ),
    "fr": (
        r"réservée?s? (?:aux|à nos) abonnés|pour lire la suite|(?:abonnez|connectez|inscrivez|"
        r"identifiez)-vous pour (?:lire|continuer|poursuivre|accéder)"
        r"|(?:lire|poursuivre|continuer) (?:la suite|votre lecture|la lecture) (?:en vous|avec|pour)|déjà "
        r"abonné|il vous reste \d+\s*% de cet article"
        r"|la suite est réservée"
    ),
    "es": (
        r"suscr[ií]b(?:ete|ase|irte|irse)[^.!?]{0,40}(?:para|y) (?:seguir|continuar|leer|lee|sigue|acceder)|"
        r"(?:exclusivo|solo|sólo|reservado) para (?:\w+ )?(?:suscriptores|socios)"
        r"|(?:hazte|hágase|conviértete en) \w+[^.!?]{0,30}para (?:seguir|continuar) leyendo|para (?:seguir|"
        r"continuar) leyendo|(?:inicia sesión|reg[ií]strat?e)[^.!?]{0,30}para (?:leer|seguir|continuar)"
        r"|¿ya (?:eres|es) suscriptor|contenido exclusivo"
    ),
    "pt": (
        r"(?:conteúdo |matéria |artigo )?(?:exclusiv[oa]|só|apenas|reservad[oa])s? (?:para|a|aos) (?:\w+ "
        r")?assinantes|assine[^.!?]{0,40}(?:para|e) (?:continuar|continue|ler|leia|ter acesso|acessar)"
        r"|para continuar (?:lendo|a ler|a leitura)|(?:faça|inicie)[^.!?]{0,20}(?:login|cadastro|"
        r"sessão)[^.!?]{0,30}para (?:ler|continuar)|já é assinante|cadastre-se[^.!?]{0,30}para (?:ler|"
        r"continuar)"
    ),
    "it": (
        r"per continuare a leggere|(?:riservato|solo|esclusiv[oa]) (?:agli|per gli|per) abbonati|abbonati "
        r"(?:per|e) (?:leggere|continua)|sei già abbonato|contenuto riservato"
    ),
    "ru": (
        r"(?:только|доступ(?:ен|на|но)|эксклюзивно) (?:для |по )?(?:\w+ )?подпис(?:чик|к)\w*|продолжить "
        r"чтение|(?:оформите|купите) подписку|подпи(?:шитесь|саться)[^.!?]{0,30}(?:читать|чтобы прочитать|"
        r"чтобы продолжить|дочитать)"
        r"|чтобы (?:читать дальше|прочитать (?:статью )?(?:полностью|целиком)|продолжить чтение)|(?:войдите|"
        r"зарегистрируйтесь|авторизуйтесь)[^.!?]{0,30}(?:читать|прочитать|продолжить)|читать? дал(?:ее|ьше) "
        r"по подписке"
    ),
    "uk": (
        r"(?:лише|тільки|доступн\w+) (?:для |за )?(?:\w+ )?(?:передплат\w+|підпис\w+)|читати (?:далі|"
        r"повністю)? ?за (?:перед|під)пла?т?\w*|читати далі за \w+|(?:оформіть|купіть) (?:перед|під)\w+"
        r"|(?:передплатіть|підпишіться|увійдіть|зареєструйтеся)[^.!?]{0,30}(?:читати|прочитати|продовжити)|"
        r"щоб (?:читати далі|продовжити читання|прочитати (?:статтю )?повністю)"
    ),
    "tr": (
        r"(?:devamını|tamamını|haberin devamını|yazının devamını) (?:okumak|okuyabilmek) için|okumaya devam "
        r"etmek için|(?:sadece|yalnızca) (?:\w+ )?(?:abone|üye)ler"
        r"|(?:abonelere|üyelere) özel|abone ol(?:un|arak)?[^.!?]{0,30}(?:oku|devam)|(?:giriş yap|üye "
        r"ol)\w*[^.!?]{0,30}(?:oku|devam)|zaten abone mi"
    ),
    "ar": (
        r"(?:ل|لل)?(?:لا?شتراك|الاشتراك|اشترك|سجل الدخول|سجّل الدخول|تسجيل الدخول)[^.!؟]{0,30}(?:القراءة|"
        r"قراءة|للقراءة|المقال|لقراءة|متابعة)|(?:حصري|متاح|مخصص)[^.!؟]{0,10}للمشتركين|للمشتركين فقط"
        r"|لمتابعة (?:ال)?قراءة|لقراءة (?:المقال كامل|بقية|المزيد يرجى|النص الكامل)"
    ),
    "hi": (
        r"(?:पूरा|पूरी|आगे|बाकी)[^।.!?]{0,25}पढ़ने के लिए|पढ़ना जारी रखने के लिए|(?:केवल|सिर्फ़|"
        r"सिर्फ)[^।.!?]{0,15}(?:सब्सक्राइबर|सदस्य|ग्राहक)|(?:सब्सक्राइब|सदस्यता|लॉग ?इन|साइन ?इन|"
        r"रजिस्टर)[^।.!?]{0,30}(?:पढ़|जारी)"
    ),
    "zh": (
        r"(?:订阅|訂閱|登录|登入|注册|註冊|付费|付費|开通会员|成为会员|成為會員|购买|"
        r"購買)[^。!?！？]{0,15}(?:阅读|閱讀|解锁|解鎖|查看|全文)|(?:仅限|僅限|仅供|僅供|只限|专享|"
        r"專享)[^。]{0,6}(?:订阅|訂閱|订户|訂戶|会员|會員|付费|付費)"
        r"|(?:会员|會員|订户|訂戶|订阅者|訂閱者|付费用户)[^。]{0,4}(?:专享|專享|专属|專屬|可读|可讀|独享)|"
        r"(?:剩余|剩餘|余下|其余)[^。]{0,8}(?:内容|內容|全文)[^。]{0,12}(?:付费|付費|订阅|訂閱|会员|會員)|"
        r"本文为付费|本文為付費"
    ),
    "ja": (
        r"(?:有料)?(?:会員|購読者|読者)(?:の方)?(?:限定|専用|登録|のみ)|有料(?:記事|会員|プラン|版)|(?:登録|"
        r"ログイン|購読|入会)[^。]{0,20}(?:続き|全文|お読み|読める|読めます|閲覧)|続きを(?:読む|お読み|"
        r"ご覧)[^。]{0,10}(?:には|なら|は)|残り\s*[:：]?\s*[\d,，]+\s*文字"
    ),
    "ko": (
        r"(?:구독|로그인|회원\s*가입|유료)[^.!?]{0,20}(?:계속|전문|읽|보실|보려면)|(?:회원|구독자|"
        r"유료)\s*(?:전용|에게만|만\s)"
    ),
}  # fmt: skip


def is_notice(text: str) -> bool:
    """Whether a short text says that reading on needs a subscription or a login."""
    return len(text) <= 600 and bool(_notices().search(text))


# Compiling takes some dozen milliseconds, so it waits for the first page that could be a teaser.
@cache
def _notices() -> regex.Pattern[str]:
    return regex.compile("|".join(_NOTICES.values()), regex.IGNORECASE)
