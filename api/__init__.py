"""The HTTP service. Not in this release: `summarizer` has no server yet."""
