"""Methods that are newer than aiogram 3.31, which knows version 10.3 of the Bot API, as the documentation has them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class SetMySettings(BaseModel):
    """https://core.telegram.org/bots/api#setmysettings, 10.5; it returns True."""

    model_config = ConfigDict(extra="forbid", strict=True)

    supports_inline_queries: bool | None = None
    inline_query_placeholder: str | None = None
    needs_inline_query_location: bool | None = None
    inline_feedback_share_denominator: int | None = None
    can_join_groups: bool | None = None
    can_read_all_group_messages: bool | None = None
    can_connect_to_business: bool | None = None
    can_manage_bots: bool | None = None
    supports_guest_queries: bool | None = None
    supports_join_request_queries: bool | None = None
    has_topics_enabled: bool | None = None
    allows_users_to_create_topics: bool | None = None
    has_topic_sidebar: bool | None = None
    can_communicate_with_bots: bool | None = None
    callback_query_mode: str | None = None


# By name: what its parameters are.
NEWER: dict[str, Any] = {"setMySettings": SetMySettings}
