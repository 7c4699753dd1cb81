"""Sentences that a reader cannot follow alone: they open with a word that points to the one before, or break off.

The words are the pronouns, demonstratives and connectives of grammars, language by language; a language
without a list gets none of this.
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
        "unterdessen somit also dort da dadurch daraufhin"
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
    "uk": "він вона воно вони його її їх їхній це цей ця ці той та ті такий але а і й або також однак тому потім тоді",
    "pl": "on ona ono oni one jego jej ich to ten ta te tamten ale a i lub jednak także też dlatego potem ponadto",
    "tr": "o onlar bu bunlar şu ama ve veya ancak fakat ayrıca böylece sonra bunun bunu onun onların",
    "ar": "هو هي هم هن هذا هذه هؤلاء ذلك تلك أولئك لكن ولكن كما وكان وكانت وهو وهي وهذا وهذه ثم وقد لذلك",
    "id": "dia ia mereka ini itu tetapi namun dan atau juga selain kemudian lalu",
}  # fmt: skip
# Two words that refer back where the first alone does not.
_PAIRS: Final = {
    "vi": (
        "tuy nhiên|tuy vậy|ngoài ra|bên cạnh đó|điều này|điều đó|việc này|việc đó|sau đó|vì vậy|do đó|đồng thời|"
        "ông này|ông ấy|bà ấy|anh ấy|cô ấy|anh này|chị này|theo đó|trước đó|nhưng|và|họ|nó|đây là|cũng theo"
    ),
    "en": "there,|in addition|as a result|for example|for instance|in contrast|at the same time|the latter",
    "fr": "en effet|par ailleurs|en revanche|par exemple|de plus|en outre|au contraire|d'autre part|pour autant",
    "de": "zum beispiel|darüber hinaus|im gegenteil|unter anderem|auf der anderen",
    "es": "sin embargo|por ejemplo|por otra|por otro|en cambio|por eso|por ello|de hecho|es decir",
    "zh": "他|她|它|这|那|但|而|此|不过|因此|所以|另外|同时|然而|其|随后|对此",
    "ja": "彼|彼女|これ|それ|あれ|この|その|しかし|また|そして|だが|一方|さらに|ただ",
}
_UNSPACED_LANGUAGES: Final = ("zh", "ja")
# Marks before the first word, also a place or agency in brackets, and the mark of a list.
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
    """Whether a sentence is only a part of what was said.

    It begins in lower case, ends with a colon or dots, or a quotation is not both opened and closed in it.
    """
    end = text.rstrip(" \"'”’»")
    if text[:1].islower() or end.endswith(("...", "…", ":", "：", ": .")) or text.count('"') % 2:
        return True
    return any(text.count(left) != text.count(right) for left, right in ("«»", "「」", "『』")) or _curly(text)


def asks(text: str) -> bool:
    """Whether a sentence is a question: it seldom tells what an article says."""
    return text.rstrip(" \"'”’»」』)").endswith(tuple(QUESTION_MARKS))


def _curly(text: str) -> bool:
    """“English”, „German“ and „Polish” ways: as many marks open as close."""
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
