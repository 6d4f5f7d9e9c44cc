"""A digest as text: JSON, JSONL, Markdown, and plain briefs and listings."""
