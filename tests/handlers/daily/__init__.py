"""The daily quote: when, which, and how people say so."""
