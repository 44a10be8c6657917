"""Whole seasons played through the real services with chance deciding, and the proof that nothing went wrong."""
