"""The daily quote on its way: planned, handed to the engine, sent within Telegram's limits, written down."""
