"""The way in where Telegram knocks: updates taken at a door, and handled in order by many processes."""
