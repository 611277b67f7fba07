"""Ways to Telegram: over aiohttp, and onto a terminal."""
