"""Thin routes: read the request, call the library, answer."""
