"""Where Telegram delivers."""
