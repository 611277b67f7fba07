"""The record of one event and how a question finds its answer in it: no Telegram, no database, no clock."""
