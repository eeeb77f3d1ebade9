"""Additions to moto for templates of WebSocket APIs; see each module."""
