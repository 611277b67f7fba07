"""Whom an update asks to forget: what waits of theirs must not be kept any longer."""

from __future__ import annotations

from telegram import Update

from handlers.asked import command_in
from handlers.callback_data import Verb, decode
from handlers.person import person_of


def forgotten(update: Update, username: str) -> int | None:
    """Give who is forgotten once an update is carried out; None for nobody."""
    if query := update.callback_query:
        call = decode(query.data or "")
        is_own = call is not None and call.verb is Verb.FORGET and call.target == str(query.from_user.id)
        return query.from_user.id if is_own else None
    message, user = update.message, person_of(update)
    asks = message is not None and command_in(message, username) == "forget"
    return user.id if asks and user else None
