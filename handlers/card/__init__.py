"""A quote as a picture: asked for, laid out, drawn once, and shown again by Telegram's own id."""
