"""A real HTTP server on loopback that speaks the chat completions API, well or badly."""
