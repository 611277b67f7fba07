"""Watching the bot: figures, signs of life, updates in the log."""
