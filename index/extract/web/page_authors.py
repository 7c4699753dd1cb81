"""The authors of a page: names from author fields, without labels, days and reading times."""

from __future__ import annotations

import regex

from index.extract.tidy import line

LONGEST_NAMES = 100
_LABEL = regex.compile(
    r"^(?:(?:written|posted|published|submitted|story|words|text|texte|texto)\s+)?(?:by|von|par|por|di|от|автор)\s+(?=\p{L})"
    r"|^(?:author|authors|autor|autora|autoren|auteur|auteure|автор|автори|авторы|yazar|yazan|مؤلف|الكاتب|بقلم|लेखक"
    r"|作者|作\s*者|记者|記者|撰文|文|编辑|編輯|责任编辑|責任編輯|저자|기자|著者|執筆者)\s*[:：/／|]\s*",
    regex.IGNORECASE,
)
# Placeholders in author fields without a name, in the languages that Verbatim speaks and some others.
_NOBODY = frozenset(
    {
        "user", "username", "users", "name", "author", "authors", "authority", "authority control", "admin",
        "administrator", "webmaster", "editor", "submitted", "submitted by", "posted", "posted by", "written by",
        "published by", "by", "guest", "anonymous", "unknown", "none", "null", "undefined", "n/a", "login", "log in",
        "sign in", "profile", "about", "about the author", "about us", "follow", "view all posts", "view profile",
        "share", "contact", "staff", "contributor", "contributors", "member", "team", "default", "root", "wordpress",
        "test", "autor", "autora", "autoren", "verfasser", "benutzer", "benutzername", "auteur", "auteurs",
        "utilisateur", "usuario", "usuário", "utente", "autore", "автор", "автори", "авторы", "админ",
        "пользователь", "редактор", "користувач", "yazar", "yönetici", "kullanıcı", "المؤلف", "الكاتب", "كاتب",
        "مستخدم", "लेखक", "उपयोगकर्ता", "作者", "作者名", "编辑", "編輯",
        "责任编辑", "責任編輯", "记者", "記者", "用户", "用户名", "管理员",
        "佚名", "匿名", "著者", "ユーザー", "投稿者", "저자", "기자", "관리자",
    }
)  # fmt: skip
# What may follow a name: a day, a reading time, an invitation.
_BEHIND = regex.compile(
    r"[\s,|·•–—-]+(?:(?:on\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d|\d|updated\b|published\b|posted\b"
    r"|tiempo\s+de\s+lectura|min(?:utes?)?\s+read|temps\s+de\s+lecture|lesezeit|tempo\s+de\s+leitura|время\s+чтения"
    r"|view\s+(?:all|profile)|follow\b|contact\b|see\s+all|read\s+more|is\s+an?\b|was\s+an?\b|发布|發布|来源|·).*",
    regex.IGNORECASE | regex.DOTALL,
)


def authors(found: str | None) -> str | None:
    """The names in an author field, separated by commas; None if there is none."""
    text = line(found)
    if text is None or "http" in text or "@" in text.split(" ")[0]:
        return None
    names = list(dict.fromkeys(filter(None, map(_name, text.split(";")))))
    said = ", ".join(names)
    return said if said and len(said) <= LONGEST_NAMES else None


def _name(text: str) -> str | None:
    text = _BEHIND.sub("", f" {text.strip()}").strip(" ,|·•–—-:：")
    text = _LABEL.sub("", text).strip(" ,|·•–—-:：")
    if text.casefold() in _NOBODY or not any(each.isalpha() for each in text):
        return None
    return text
