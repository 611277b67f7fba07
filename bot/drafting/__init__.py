"""New parts of a record, asked for and written as a maintainer would write them."""
