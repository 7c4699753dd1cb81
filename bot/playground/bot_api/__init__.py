"""What does a bot ask, and what is it answered? Telegram's Bot API as a function, without HTTP.

In: a token, a method's name, its parameters and files (`api.Api.call`). Out: the status and the JSON of the answer.
May import: `world`, `text`, `errors`. A method is a function in `methods`; `params` types its parameters.
"""
