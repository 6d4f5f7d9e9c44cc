"""Engines: an outline in, a draft out."""
