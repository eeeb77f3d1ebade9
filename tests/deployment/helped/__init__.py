"""Helps moto with what templates of WebSocket APIs need: see each module."""
