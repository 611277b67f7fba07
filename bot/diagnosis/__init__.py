"""What may be off with the bot's switches at Telegram, and with this machine."""
