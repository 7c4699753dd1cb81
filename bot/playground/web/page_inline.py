"""Inline mode on the page: "@bot words", and choosing a result."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.web.page_lookup import Given, NotThere, chat_of, person_of, topic_of
from bot.playground.world.world import World

_PATIENCE: Final = 10.0  # seconds
_SHOWN: Final = ("id", "title", "description")


async def ask(world: World, given: Given) -> dict[str, Any]:
    """The bot's offer for the words `query`: the `results`, the offset of further ones, and its `button`."""
    person = person_of(world, given)
    asked = person.asks_inline(
        str(given.get("query", "")), chat=chat_of(world, given), offset=str(given.get("offset", ""))
    )
    try:
        answer = await asked.answered(_PATIENCE)
    except TimeoutError:
        raise ValueError("The bot does not answer.") from None
    results = [
        {**{key: one[key] for key in _SHOWN if key in one}, "text": one["message"]["text"]} for one in answer["results"]
    ]
    return {"query": asked.id, "results": results, "next": answer["next_offset"], "button": answer["button"]}


def choose(world: World, given: Given) -> dict[str, Any]:
    """Sends the `result` of the earlier `query`."""
    chat, person = chat_of(world, given), person_of(world, given)
    asked = world.inline.queries.get(str(given.get("query")))
    if asked is None or asked.user_id != person.id:
        raise NotThere("These results are gone; ask again.")
    person.chooses(asked, str(given.get("result")), chat=chat, topic=topic_of(chat, given))
    return {"done": True}
