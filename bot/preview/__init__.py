"""A page on this machine where a maintainer talks to the very same bot and sees why it answers so."""
