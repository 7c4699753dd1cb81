"""Sentences that cannot stand alone: they open with a word that points to the sentence before, or break off.

The words are the pronouns, demonstratives and connectives of grammars, language by language. In a language without a
list no sentence counts as one of these.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from index.analysis.scripts import QUESTION_MARKS

_OPENERS: Final = {
    "en": (
        "he she it they this these that those such his her hers their theirs its him them himself herself itself "
        "themselves but and or nor so yet also however meanwhile then still moreover furthermore besides instead "
        "therefore thus hence nevertheless nonetheless otherwise additionally likewise similarly conversely "
        "consequently accordingly afterwards later elsewhere both neither either he's she's it's they're that's he'd "
        "she'd they'd it'd he'll she'll they'll it'll they've here"
    ),
    "fr": (
        "il elle ils elles ce cet cette ces celui celle ceux celles cela ça ceci son sa ses leur leurs lui eux mais "
        "et ou donc or ni car aussi ainsi cependant toutefois pourtant néanmoins ensuite puis enfin alors également "
        "parallèlement c s d'ailleurs en y autre"
    ),
    "de": (
        "er sie es dies diese dieser dieses diesem diesen jene jener jenes sein seine seiner seinem seinen ihr ihre "
        "ihrer ihrem ihren ihm ihn ihnen aber und oder doch denn sondern auch jedoch dennoch trotzdem dann danach "
        "dabei dafür dagegen damit daher deshalb deswegen darum außerdem zudem ferner allerdings hingegen inzwischen "
        "infolgedessen unterdessen somit also dort da dadurch daraufhin"
    ),
    "es": (
        "él ella ellos ellas esto esta este estos estas eso esa ese esos esas aquel aquella su sus suyo pero y e o u "
        "ni sino también además asimismo embargo entonces luego después así mientras tampoco ello"
    ),
    "it": (
        "lui lei loro egli ella esso essa essi esse questo questa questi queste quello quella quelli quelle ciò suo "
        "sua suoi sue ma e o però anche inoltre tuttavia quindi poi allora così infatti intanto dunque"
    ),
    "pt": (
        "ele ela eles elas isso isto este esta estes estas esse essa esses essas aquele aquela seu sua seus suas mas "
        "e ou porém também além contudo então depois assim entretanto todavia portanto"
    ),
    "nl": (
        "hij zij ze het dit deze dat die zijn haar hun hem maar en of want dus ook echter toch daarna dan daarom "
        "bovendien daarnaast ondertussen daarbij"
    ),
    "ru": (
        "он она оно они его её ее их это этот эта эти тот та те такой такая такие такое но а и или также однако "
        "поэтому затем потом кроме при тем тогда между ему ей им"
    ),
    "uk": (
        "він вона воно вони його її їх їхній це цей ця ці той та ті такий але а і й або також однак тому "
        "потім тоді"
    ),
    "pl": "on ona ono oni one jego jej ich to ten ta te tamten ale a i lub jednak także też dlatego potem ponadto",
    "tr": "o onlar bu bunlar şu ama ve veya ancak fakat ayrıca böylece sonra bunun bunu onun onların",
    "ar": "هو هي هم هن هذا هذه هؤلاء ذلك تلك أولئك لكن ولكن كما وكان وكانت وهو وهي وهذا وهذه ثم وقد لذلك",
    "id": "dia ia mereka ini itu tetapi namun dan atau juga selain kemudian lalu",
    "hi": (
        "यह वह ये वे इस उस इन उन इसके उसके इसका उसका इसकी उसकी इनके उनके इनका उनका इनकी उनकी इससे उससे इनसे "
        "उनसे इसमें उसमें इनमें उनमें "
        "इसने उसने इन्होंने उन्होंने इसे उसे इन्हें उन्हें इसलिए लेकिन मगर परंतु किंतु और या फिर तब हालांकि "
        "हालाँकि वहीं वहां वहाँ यहां यहाँ"
    ),
    "ko": (
        "그 그는 그가 그의 그녀는 그들은 그들의 이 이는 이를 이에 이로 이것은 그것은 이들은 이들의 그러나 "
        "하지만 그리고 또 또한 그래서 따라서 "
        "그런데 그러면서 이어 한편 이후 이밖에 게다가 다만 여기에 거기에 당시"
    ),
    "sv": (
        "han hon den det de denna detta dessa hans hennes deras dess men och eller så dock också därför "
        "sedan då där"
    ),
    "cs": "on ona ono oni ten ta to ti tato tento toto jeho její jejich ale a i nebo však také proto potom pak tam",
    "fa": "او آنها آن‌ها این آن ایشان وی اما ولی و یا همچنین سپس بنابراین",
    "ro": "el ea ei ele acesta aceasta acestea aceștia dar și sau însă de asemenea apoi atunci",
}  # fmt: skip
# Two words that refer back together, although the first alone does not.
_PAIRS: Final = {
    "vi": (
        "tuy nhiên|tuy vậy|ngoài ra|bên cạnh đó|điều này|điều đó|việc này|việc đó|sau đó|vì vậy|do đó|đồng thời|"
        "ông này|ông ấy|bà ấy|anh ấy|cô ấy|anh này|chị này|theo đó|trước đó|nhưng|và|họ|nó|đây là|cũng theo"
    ),
    "en": (
        "there,|in addition|as a result|for example|for instance|in contrast|at the same time|the latter|the former|"
        "(?:in|of|to|for|with|from|by|at|on|about|after|before|under|between|among|despite|like|since|"
        "without|because of|thanks to|due to|instead of) "
        "(?:it|him|them|those|these|this|that|there|which|her(?=,))|"
        "as (?:the|this|that|it|he|she|they|its|his|her|their) (?:\\w+ ){0,2}(?:says?|said|puts?|shows?|"
        "showed|notes?|noted|"
        "writes?|wrote|explain(?:s|ed)|adds?|added)|"
        "(?:one|some|most|many|none|all|both|each|half|two|three|others) of (?:them|these|those|whom)|the "
        "same|as such|by then"
    ),
    "fr": (
        "en effet|par ailleurs|en revanche|par exemple|de plus|en outre|au contraire|d'autre part|pour autant|"
        "(?:dans|avec|pour|de|à|par|sur|selon|chez|d'après|sans|après|avant|depuis|contre|entre|malgré|à cause de|"
        "grâce à|en raison de|suite à) "
        "(?:lui|elle|eux|elles|cela|celui|celle|ceux|quoi|ce|cet|cette|ces)|comme (?:il|elle|ils|elles)|"
        "(?:le|les) détails?|l'(?:un|une|autre) d'(?:eux|elles|entre)|l'une? des deux|là|de même|c'est|ce "
        "n'est|qu'il|on y"
    ),
    "de": (
        "zum beispiel|darüber hinaus|im gegenteil|unter anderem|auf der anderen|"
        "(?:in|mit|von|bei|nach|für|zu|aus|auf|an|unter|über|vor|durch|wegen|trotz|seit|laut|ohne|gegen|neben|"
        "aufgrund|infolge|dank|statt) "
        "(?:ihm|ihr|ihnen|ihn|ihm|denen|dies|diesem|dieser|diesen|dieses|deren|dessen|jenem|jener)|"
        "(?:darin|davon|dazu|darauf|darüber|daran|daraus|davor|danach|dahinter|demnach|demzufolge|hinzu|hier|"
        "einer von ihnen|"
        "eine von ihnen|beide|wie (?:es|darin))"
    ),
    "es": (
        "sin embargo|por ejemplo|por otra|por otro|en cambio|por eso|por ello|de hecho|es decir|"
        "(?:en|con|de|para|por|según|sobre|tras|desde|sin|ante|a|entre|contra|pese a|"
        "a causa de|gracias a|debido a|en vez de) "
        "(?:él|ella|ellos|ellas|ello|esto|eso|esta|este|estos|estas|ese|esa|esos|esas|aquel|aquella|dicho|"
        "dicha|dichos|dichas)|"
        "ya (?:lo|la|los|las|le|les|se)|(?:lo|le|les|se lo|se la|así lo|no lo|no la|también lo)(?! que)|allí|ahí|"
        "como (?:dice|explica|señala)|"
        "(?:uno|una|algunos|algunas|dos) de (?:ellos|ellas)"
    ),
    "pt": (
        "no entanto|por exemplo|além disso|por outro|por isso|ou seja|"
        "(?:nele|nela|neles|nelas|nisso|nisto|nesse|nessa|neste|nesta|nesses|nessas|dele|dela|deles|delas|"
        "disso|disto|desse|"
        "dessa|deste|desta|daí|ali|lá|nela|por causa (?:disso|disto|dele|dela|deles|delas))|"
        "(?:com|segundo|para|por|sobre|sem|após|entre|contra|"
        "graças a|devido a) "
        "(?:ele|ela|eles|elas|isso|isto|esse|essa|este|esta|aquele|aquela)|"
        "já (?:o|a|os|as)(?= (?:fez|fizeram|disse|tinha|havia|faz))|como (?:diz|explica)|"
        "(?:um|uma|alguns|algumas) (?:deles|delas)"
    ),
    "it": (
        "per esempio|ad esempio|al contrario|di conseguenza|(?:in|con|di|per|secondo|su|da|tra|a|senza|dopo|contro) "
        "(?:lui|lei|loro|esso|essa|essi|questo|questa|questi|queste|quello|quella|ciò|cui)|lì|là|lo (?:ha|"
        "aveva|dice)|"
        "l'(?:ha|aveva)|(?:uno|una|alcuni|alcune) di (?:loro|essi|esse)|come (?:dice|spiega)"
    ),
    "nl": (
        "bijvoorbeeld|in (?:dit|dat|deze|die)|(?:daarin|daarvan|daarmee|daarover|daaruit|daartoe|erin|ervan|"
        "hierdoor|hierin|"
        "hiermee|zo|volgens (?:hem|haar|hen)|met (?:hem|haar|hen)|een van hen|zoals (?:het|hij|zij))"
    ),
    "ru": (
        "(?:в|во|на|с|со|для|о|об|по|из|от|у|к|при|после|до|за|под|между|среди|над|согласно|без|про|благодаря|из-за|"
        "вследствие|вместо|несмотря на) "
        "(?:нём|нем|ней|них|нему|ними|него|неё|нее|ним|этом|этого|этой|этому|этими|этих|этим|эту|это|том|"
        "того|той|тому|тем|тех|"
        "их|его|её|ее)|(?:кроме того|более того|как (?:сказано|говорится|отмечается|пишет|сообщает)|там|тут|"
        "здесь|об этом|"
        "оба|обе|один из них|одна из них|некоторые из них)"
    ),
    "uk": (
        "(?:у|в|на|з|із|зі|для|про|по|від|до|за|при|після|між|серед|над|без|через|завдяки|згідно з|"
        "внаслідок|замість|попри) "
        "(?:ньому|ній|них|нього|неї|ним|ними|нею|цьому|цього|цій|цієї|цим|цих|цю|це|тому|того|тій|тієї|тим|тих)|"
        "(?:крім того|більш того|як (?:сказано|йдеться|зазначається)|там|тут|один із них|одна з них)"
    ),
    "pl": (
        "(?:w|we|na|z|ze|dla|o|po|od|do|u|przy|za|pod|między|według|bez) "
        "(?:nim|niej|nich|niego|nimi|tym|tego|tej|temu|tych|tymi)|(?:ponadto|poza tym|tam|jeden z nich|jak "
        "(?:czytamy|podaje))"
    ),
    "tr": (
        "(?:bunun|onun|bundan|ondan|buna|ona|bunda|onda|burada|orada|bunlar|onlar|bunlara|bunlardan|onlara|"
        "böyle|öyle|ayrıca|"
        "öte yandan|bu(?:na)? (?:nedenle|yüzden|göre|karşın|rağmen)|bu|şu|o|kendisi|ikisi de|onlardan biri|"
        "dolayısıyla)"
    ),
    "ar": (
        "(?:و|ف)?(?:فيه|فيها|فيهم|منه|منها|منهم|عنه|عنها|به|بها|له|لها|لهم|إليه|إليها|عليه|عليها|معه|معها|"
        "بذلك|بهذا|لهذا|لذا|عندها|"
        "حينها|بعدها|قبلها|هناك|أحدهم|إحداها|كلاهما)|(?:في|من|عن|على|إلى|مع|بعد|قبل|عند|خلال|"
        "بسبب|بفضل|نتيجة|رغم) (?:ذلك|تلك|هذا|"
        "هذه|هؤلاء)|"
        "من (?:جهته|جهتها|جانبه|جانبها)|(?:و)?(?:هو|هي|هم|هما|هذا|هذه|ذلك|تلك|هؤلاء|أولئك|لكنه|لكنها|لكن|إنه|"
        "إنها|أنه)"
    ),
    "hi": "(?:इसके|उसके) (?:बाद|पहले|अलावा|बावजूद|साथ)|साथ ही|दूसरी ओर|ऐसे में|ऐसा",
    "ko": "그 (?:뒤|후|때문에)|이 (?:때문에|밖에|날|같은)|그럼에도|이에 따라",
    "zh": (
        "他|她|它|这|那|但|而|此|不过|因此|所以|另外|同时|然而|其|随后|对此|這|但是|該|该|对此|對此|上述|"
        "后者|後者|前者|与此|與此|据此|"
        "在此|在这|在這|在那|之后|之後|由此|为此|為此|于是|於是|并且|並且|除此|当时|當時|届时|屆時|两者|兩者|正如"
    ),
    "ja": (
        "彼|彼女|これ|それ|あれ|この|その|あの|しかし|また|そして|だが|一方|さらに|ただ|こうした|そうした|"
        "そこ|ここ|こう|そう|同氏|同社|同市|"
        "同署|同校|うち|そのうえ|なお|しかも|ところが|でも|両者|前者|後者|当時は|なかでも"
    ),
}
_UNSPACED_LANGUAGES: Final = ("zh", "ja")
# Marks before the first word: also a place or agency in brackets, or the mark of a list.
_START: Final = regex.compile(r"(?:\s*+[(\[][^()\[\]]{1,40}[)\]])?[^\p{L}\p{N}]*+")


def refers_back(text: str, language: str) -> bool:
    """Whether a sentence opens with a reference to the one before it, or as its continuation.

    Marks and quotation marks before the first word do not count. False where the language has no list.
    """
    words, start = _words(language), _START.match(text)
    head = text[start.end() if start else 0 :][:60].casefold().replace("’", "'")
    if words is None:
        return False
    return words.match(head) is not None


def breaks_off(text: str) -> bool:
    """Whether a sentence is incomplete.

    It begins in lower case, ends with a colon or dots, or holds only one end of a quotation.
    """
    end = text.rstrip(" \"'”’»")
    if text[:1].islower() or end.endswith(("...", "…", ":", "：", ": .")) or text.count('"') % 2:
        return True
    return any(text.count(left) != text.count(right) for left, right in ("«»", "「」", "『』")) or _curly(text)


def asks(text: str) -> bool:
    """Whether a sentence is a question, which seldom says what an article says."""
    return text.rstrip(" \"'”’»」』)").endswith(tuple(QUESTION_MARKS))


def _curly(text: str) -> bool:
    """Whether as many quotation marks open as close, in the “English”, „German“ or „Polish” way."""
    low, turned, closing = text.count("„"), text.count("“"), text.count("”")
    return turned + closing != low if low else turned != closing


@cache
def _words(language: str) -> regex.Pattern[str] | None:
    single = "|".join(regex.escape(word) for word in _OPENERS.get(language, "").split())
    several = _PAIRS.get(language, "").replace(" ", r"\s+")
    options = "|".join(filter(None, (several, single)))
    if not options:
        return None
    return regex.compile(rf"(?:{options})" + ("" if language in _UNSPACED_LANGUAGES else r"(?![\p{L}\p{M}\p{N}_-])"))
