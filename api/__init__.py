"""The HTTP service over the library: `create_app(settings)`; nothing happens at import."""
