"""How is something said? Results become messages, in eleven languages.

In: results of handlers and services. Out: HTML, buttons, strings. Nothing here decides, stores or sends.
May import: ``bot.domain``, values of ``bot.store``, ``index``, telegram's types.
Imported by: queues, services, handlers, app.
Packages: ``views`` (results to messages), ``texts`` (every string), ``locales`` (their translations, gettext's .po).
"""
