"""The way in where Telegram calls us: an endpoint takes updates, and many processes handle them in order."""
