"""The daily quote: who wants it, when it is due, which one comes next."""
