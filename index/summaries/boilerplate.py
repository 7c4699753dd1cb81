"""Sentences without content: bylines, datelines, captions, credits, "read also".

They are recognised by their form, and by the few words that newsrooms of many languages label such lines with; never by
the names of outlets.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from index.analysis.notices import is_notice
from index.analysis.scripts import UNSPACED

LONGEST_HEADING: Final = 14
"""The most words of a heading or caption, a line without a full stop."""

_NAME = r"\p{Lu}[\p{L}\p{M}.'’-]*+"
_LINE = (
    # By Ann Lee, Reuters · Von Jan Maier und Eva Roth · Par A. Lefèvre avec AFP
    rf"(?:by|von|par|por|di|da|door|av|text|texte|texto|testo|autor|autore?|auteur|author|words|автор|текст|yazan):?\s+"
    rf"(?-i:{_NAME})(?:[\s,|/&]+(?:(?-i:{_NAME})|and|und|et|y|e|en|with|mit|avec|con|com|met|for|и|of|the|in)){{0,11}}\s*[.|]?",
    # LONDON, July 5 (Reuters) - · 5 July 2024, 10:15 · Updated 1:36 PM ET, Mon March 2
    r"(?:(?:first\s+)?(?:published|updated|posted|last\s+(?:updated|modified)|aktualisiert|veröffentlicht|stand"
    r"|publié|mis\s+à\s+jour|actualizado|publicado|aggiornato|pubblicato|atualizado|обновлено|опубликовано"
    r"|cập\s+nhật|发布时间|更新时间)\b[^.!?]{0,80}[.]?)",
    r"(?-i:(?=\D{0,60}\d)(?:[\p{Lu}\d][\p{L}\p{M}\d.:'’]{0,24}+[\s,./|–—-]{0,4}+){1,9})",
    rf"(?-i:{_NAME}(?:[\s,]+{_NAME}){{0,5}})(?:,?\s+\d{{1,2}})?\s*(?:\([^()]{{2,40}}\)\s*[-–—.]*|[-–—]+)",
    # © 2024 Echo · Copyright · All rights reserved
    r"(?:©|\(c\)|copyright\b).*|.{0,120}(?:all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|"
    r"tous\s+droits\s+réservés"
    r"|todos\s+los\s+derechos\s+reservados|tutti\s+i\s+diritti\s+riservati|все\s+права\s+защищены)\W*",
    # Photo: AFP · Source: Reuters · Quelle: dpa
    r"(?:photo|foto|fotos|image|images|bild|bilder|picture|video|source|sources|quelle|fuente|fonte|bron|"
    r"credit|crédit"
    r"|ảnh|nguồn|фото|видео|источник|图|图片|来源|图源|写真|المصدر|صورة|zdjęcie|źródło|kaynak|fotoğraf)s?"
    r"(?:\s+(?:by|credit|von|de|par|di|courtesy))?\s*[:：/|].{0,160}",
    # Reporting by …; editing by … · … contributed to this report.
    r"[(\[]?(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|translated|redaktion|"
    r"rédaction)\s+(?:by|from)\b.{0,200}",
    r".{0,160}\bcontributed\s+(?:reporting\s+)?to\s+this\s+(?:report|story|article)\b.{0,40}",
    # 3 min read · Lesezeit: 4 Minuten · 阅读时间：3分钟
    r"[^.!?。]{0,30}?(?:\d+\s*[- ]?\s*min(?:ute)?s?\.?\s+(?:read|listen|watch|lesezeit|lesen|"
    r"de\s+(?:lecture|lectura|leitura)|di\s+lettura"
    r"|чтения|читання|okuma)|(?:reading\s+time|lesezeit|(?:temps\s+de\s+)?lecture|(?:tiempo|"
    r"lectura)\s+de(?:\s+lectura)?|tempo\s+d[ei]\s+(?:leitura|lettura)"
    r"|leestijd|czas\s+czytania|время\s+(?:чтения|на\s+чтение)|час\s+читання|okuma\s+süresi|وقت\s+القراءة|"
    r"مدة\s+القراءة|पढ़ने\s+(?:का|में)\s+समय|阅读(?:时间|时长|需要|约)|閱讀時間"
    r"|読了(?:時間|目安|まで)|읽는\s*(?:시간|데))\s*[:：]?[^.!?。]{0,20}\d+[^.!?。]{0,20}|"
    r"(?:この記事は)?約?\s*\d+\s*分で読め(?:ます|る)|预计阅读.{0,12})\W*",
    # This material may not be published, broadcast, rewritten or redistributed. · Nachdruck verboten · 無断転載
    r".{0,160}(?:may\s+not\s+be\s+(?:published|reproduced|redistributed|copied)|"
    r"reproduction\s+(?:is\s+)?(?:prohibited|interdite|strictement)"
    r"|nachdruck\b.{0,40}\b(?:verboten|genehmigung)|(?:vervielfältigung|"
    r"weiterverwendung)\b.{0,60}\b(?:verboten|untersagt|genehmigung)|toute\s+(?:reproduction|reprise)\b"
    r"|prohibida\s+(?:su|la)\s+(?:reproducción|difusión)|(?:proibida|é\s+proibida)\s+a\s+(?:reprodução|"
    r"cópia)|todos\s+os\s+direitos\s+reservados|riproduzione\s+(?:riservata|vietata)"
    r"|(?:перепечатка|копирование|использование)\s.{0,60}(?:запрещен|только\s+с|разрешен|обязательн)|"
    r"при\s+использовании\s+материал|при\s+цитировании|(?:передрук|копіювання|"
    r"використання)\s.{0,60}(?:заборонен|лише|дозволен)"
    r"|усі\s+права\s+захищен|всі\s+права\s+захищен|tüm\s+hakları\s+saklıdır|izinsiz\s+(?:kullanıl|"
    r"kopyalan|yayınlan|alıntı)|kaynak\s+gösterilmeden|(?:جميع|كل|كافة)\s+الحقوق\s+محفوظة|يمنع\s+(?:نسخ|"
    r"إعادة\s+نشر)"
    r"|(?:सर्वाधिकार|सभी\s+अधिकार)\s+सुरक्षित|未经(?:授权|许可|书面|本).{0,20}(?:转载|使用|复制)|(?:禁止|"
    r"严禁|謝絕|请勿)(?:擅自)?(?:转载|轉載|复制)|版权所有|版權所有|無断(?:転載|複製|引用)|무단\s*(?:전재|"
    r"복제|배포)"
    r"|wszelkie\s+prawa\s+zastrzeżone|alle\s+rechten\s+voorbehouden).{0,120}",
    # A line of links, handles and hashtags
    r"(?:(?:via|from|von|через)?\s*(?:[@#][\w.]++|(?:https?://|www\.|t\.me/)\S++)[\s|,·•/:-]*+)++",
)
_ASKING = (
    r"(?:read|see|watch)\s+(?:also|more|next|the\s+full|our|all)|also\s+read|read:|watch:|"
    r"watch\s+the\s+video|related\b.{0,20}:|more\s+(?:on|from|about)\b.{0,40}:?$"
    r"|click\s+(?:here|on|through)|follow\s+(?:us|me|@)|subscribe|sign\s+up|join\s+(?:us|our)|"
    r"share\s+(?:this|your)|e-?mail\s+(?:us|to\s+a)|listen\s+to\s+(?:this|our)"
    r"|download\s+(?:our|the)\s+app|get\s+(?:our|the)\b.{0,30}\b(?:newsletter|app|updates)|"
    r"have\s+your\s+say|leave\s+a\s+comment|advertisement\W*$|sponsored\b"
    r"|scroll\s+down|story\s+continues|continue\s+reading|skip\s+to|tell\s+us|let\s+us\s+know|what\s+do\s+you\s+think"
    r"|lire\s+(?:aussi|la\s+suite|plus|notre)|à\s+lire|(?:à\s+)?voir\s+aussi|(?:re)?découvrez|retrouvez|"
    r"abonnez|inscrivez|suivez|cliquez|partagez|regardez|vidéo[.:]"
    r"|lesen\s+sie|mehr\s+(?:zum|dazu|auf)|siehe\s+auch|auch\s+interessant|folgen\s+sie|abonnieren|"
    r"hier\s+(?:geht|klicken)|anzeige\W*$|teilen\s+sie"
    r"|le(?:a|e|er)\s+(?:también|más|además)|vea\s+(?:también|más)|mira\s+también|te\s+puede\s+interesar|"
    r"s[ií]ga?nos|suscr[ií]b|compart[ea]\s+(?:esta|este)|haga\s+clic"
    r"|leggi\s+(?:anche|tutto|di\s+più)|guarda\s+(?:anche|il\s+video)|iscriviti|segui(?:ci|\s+il)|"
    r"leia\s+(?:também|mais)|veja\s+(?:também|mais)|assine|siga\b|inscreva"
    r"|lees\s+(?:ook|meer)|bekijk\s+ook|volg\s+ons|czytaj\s+(?:też|także|więcej)|zobacz\s+(?:też|także)|"
    r"läs\s+(?:mer|också)|les\s+også|læs\s+også|lue\s+myös"
    r"|чита(?:йте|ть)\s+(?:также|далее|ещё|еще|подробнее)|подпи(?:сывайтесь|шитесь|саться)|"
    r"смотрите\s+также|подробнее|реклама\W*$|читайте\b|переходите\s+по"
    r"|xem\s+(?:thêm|video|tiếp)|đọc\s+(?:thêm|tiếp)|mời\s+(?:bạn|quý)|theo\s+dõi\s+(?:chúng|kênh)|"
    r"ayrıca\s+(?:oku|bak)|devamını\s+oku|abone\s+ol|haberin\s+devamı|baca\s+juga|simak\s+juga"
    r"|相关(?:阅读|新闻|链接)|延伸阅读|阅读(?:全文|更多|原文)|点击|扫码|关注我们|責任編輯|责任编辑|"
    r"関連記事|続きを読む|あわせて読みたい|اقر(?:أ|ئي|أوا)\s+(?:أيضا|المزيد|أيضًا)|اشترك|تابعنا|"
    r"شاهد\s+أيضا|और\s+पढ़ें|यह\s+भी\s+पढ़ें"
)
# By Tom Roe, mining correspondent, Echo News
_BYLINE = (
    rf"(?:by|von|par|por|di|da|door|автор)\s+(?-i:{_NAME}(?:\s+{_NAME}){{1,3}}),?\s[^.!?]{{0,60}}"
    r"\b(?:reporter|correspondent|editor|writer|columnist|analyst|redakteur(?:in)?|korrespondent(?:in)?|"
    r"correspondante?"
    r"|journaliste|corresponsal|periodista|redactora?|corrispondente|giornalista|jornalista|redator|корреспондент)\b"
)
_TERMINAL = regex.compile(r"[.!?…。!?।॥؟۔։።:;|]['\"”’»›」』)\]]*+\W*+$")
# Openings that name a picture: "In this photo taken on Tuesday", "FILE - …", "Auf diesem Bild", "На фото:", "图为".
_PICTURED = (
    r"(?:in\s+(?:this|an?|the)\s+(?:undated\s+|handout\s+|aerial\s+|archive\s+|image\s+from\s+|"
    r"\w+\s+\d+,?\s+(?:\d{4},?\s+)?)?(?:file\s+|satellite\s+)?(?:photo|photograph|picture|image|"
    r"frame\s+grab|video\s+still)\b"
    r"|(?:this|a|an)\s+(?:undated\s+|handout\s+|aerial\s+|archive\s+|file\s+|satellite\s+|"
    r"combination\s+)?(?:photo|photograph|picture|image)\s+(?:taken|provided|released|made|shows|from|"
    r"combo)\b"
    r"|file\s*(?:photo|picture|image)?\s*(?:[-–—:]|\.\s)|(?:archive|stock|handout)\s+(?:photo|picture|"
    r"image)\b|pictured\b\s*[:,(]|above:|below:|left:|right:"
    r"|(?:auf|in)\s+(?:diesem|dem|einem)\s+(?:archiv)?(?:bild|foto|luftbild)\b|(?:archiv|symbol|"
    r"undatiertes\s+)(?:bild|foto)\b|archiv\s*[-–—:]"
    r"|(?:sur|dans)\s+cette\s+(?:photo|image)\b|photo\s+d['’](?:archives?|illustration)|(?:image|photo)\s+prise\b"
    r"|en\s+(?:esta|la)\s+(?:foto(?:grafía)?|imagen)\b|(?:foto(?:grafía)?|imagen)\s+(?:de\s+archivo|"
    r"tomada|de\s+portada)"
    r"|n(?:esta|a)\s+(?:foto(?:grafia)?|imagem)\b|(?:foto(?:grafia)?|imagem)\s+de\s+(?:arquivo|"
    r"divulgação)|(?:in\s+questa|nella)\s+(?:foto|immagine)\b|foto\s+d['’]archivio"
    r"|на\s+(?:этом\s+|этой\s+|архивн\w+\s+)?(?:фото|снимке|фотографии|иллюстрации)\b|архивное\s+фото|"
    r"на\s+(?:цьому\s+|цій\s+|архівн\w+\s+)?(?:фото|світлині|знімку)\b|архівне\s+фото"
    r"|(?:bu\s+)?(?:arşiv\s+)?fotoğraf(?:ta|ın(?:da)?)\b|arşiv\s+(?:fotoğraf|görüntü)|"
    r"temsili\s+(?:fotoğraf|görsel)|(?:في\s+)?(?:هذه\s+)?(?:ال)?صورة\s+(?:أرشيفية|من\s+الأرشيف|التقطت|"
    r"غير\s+مؤرخة|تظهر)|في\s+(?:هذه\s+)?الصورة"
    r"|(?:इस\s+)?(?:फाइल\s+|फ़ाइल\s+)?(?:फोटो|फ़ोटो|तस्वीर)\s*(?:में|[:：])|(?:फाइल|फ़ाइल)\s+(?:फोटो|"
    r"फ़ोटो|तस्वीर)|सांकेतिक\s+(?:तस्वीर|फोटो)|图为|圖為|资料图|資料圖|资料照片|資料照片|图片?[:：]|"
    r"(?:资料|档案)图"
    r"|写真は|写真[:：＝]|資料写真|(?:위|아래)?\s*사진(?:은|[:：=])|자료\s*사진|op\s+deze\s+foto|"
    r"archieffoto|na\s+zdjęciu|zdjęcie\s+(?:ilustracyjne|archiwalne))"
)
# (Ann Roe/Harbour Press via AP): the maker of the picture that a paragraph describes.
_CREDIT = regex.compile(
    rf"[(\[（](?:(?:photo|foto|image|bild|фото|ảnh|صورة|图|写真)\W{{1,3}}[^()]{{2,60}}|{_NAME}(?:\s+{_NAME}){{1,3}}\s*/[^()]{{2,60}}|[^()]{{2,60}}\bvia\b[^()]{{2,40}})[)\]）]\W*$",
    regex.IGNORECASE,
)
# A credit in the middle: "… this morning - Photo: AFP", "(Foto: dpa)", "AP Photo/Lee".
_CAPTION = regex.compile(
    r"(?:[-–—(\[/|]\s*+|\.\s++)(?:photo|foto|image|bild|picture|ảnh|фото|图|zdj|fotoğraf|"
    r"credit)s?(?:\s+(?:by|credit|von|de))?"
    r"\s*+[:：]|\bphoto/\p{L}|/(?:getty|afp|reuters|ap|epa|dpa)\b",
    regex.IGNORECASE,
)
# At least three words, or a run in a script without spaces; possessive, so that matching never backtracks into a word.
_WORDED = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?:[\p{L}\p{M}\p{N}]++[^\p{L}\p{M}\p{N}]++){2}[\p{L}\p{M}\p{N}]"
    rf"|[{UNSPACED}]{{4}}"
)


# One or two words and a number: the labels of parts of albums and serials.
_LABEL = regex.compile(
    r"[\W_]*(?:(?:part|chapter|page|volume|vol|section|photo|image|img|file|no|teil|kapitel|seite|band|bild|partie|chapitre|parte"
    r"|capítulo|capitolo|página|pagina|deel|hoofdstuk|часть|глава|страница|частина|część|rozdział|bölüm|sayfa|الجزء|第)[\W_]*)?"
    r"\d{1,4}(?:\s*(?:/|of|von|de|di|van|из|з|z)\s*\d{1,4}|\s*[部章页頁話回])?[\W_]*",
    regex.IGNORECASE,
)


def is_boilerplate(text: str) -> bool:
    """Whether a sentence only labels, credits or advertises, and so is never worth quoting."""
    head = text[:400].strip()
    if len(text) <= 400 and _lines().fullmatch(head.lstrip("-–—•*►▶|> ")):
        return True
    if _CAPTION.search(head) or (len(text) <= 300 and _asking().match(head)) or _pictured().match(head):
        return True
    if len(text) <= 160 and (is_notice(text) or is_credit(text)):
        return True
    return not _WORDED.search(text[:2_000])


def is_credit(text: str) -> bool:
    """Whether a text ends with the maker of the picture that it describes."""
    return bool(_CREDIT.search(text[-140:]))


def is_label(text: str) -> bool:
    """Whether a line only numbers what follows: "Part 3.", "Kapitel 2", "3/10"."""
    return len(text) <= 60 and _LABEL.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """Whether a line is short and does not end as a sentence does: a title, a caption, a label."""
    return len(text) <= 200 and not _TERMINAL.search(text[-12:]) and text.count(" ") < LONGEST_HEADING


# The two longest patterns take some 20 ms each to compile, so they wait for the first summary.
@cache
def _lines() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{each})" for each in _LINE), regex.IGNORECASE)


@cache
def _pictured() -> regex.Pattern[str]:
    return regex.compile(rf"[^\p{{L}}\p{{N}}]*{_PICTURED}", regex.IGNORECASE)


@cache
def _asking() -> regex.Pattern[str]:
    return regex.compile(rf"[^\p{{L}}\p{{N}}]*(?:{_ASKING}|{_BYLINE})", regex.IGNORECASE)
