"""How is the playground reached? Over HTTP: the Bot API, webhooks, and the chat page with its JSON API.

In: requests of bots (`server`) and of browsers (`page_api`), each checked by `guard`. Out: answers, a stream of events.
May import: `bot_api`, `world`, `errors`, `request`. The page itself is in `page`, package data without a build step.
"""
