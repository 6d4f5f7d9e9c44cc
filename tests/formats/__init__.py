"""One text in every format: the same reports, the same items."""
