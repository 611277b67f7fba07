"""The YAML record: read, checked and turned into frozen values, or every problem in it."""
