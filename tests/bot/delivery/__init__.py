"""The daily quote on its way."""
