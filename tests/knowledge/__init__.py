"""The record and its matcher, tested as data and as values."""
