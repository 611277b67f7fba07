"""Telegram as the bot sees it: what it refuses, what it keeps, what people do there."""
