"""Ways to Telegram: over HTTP, and onto a terminal."""
