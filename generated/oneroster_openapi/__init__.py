"""Typed low-level clients for OneRoster, made from its OpenAPI description by scripts/regenerate."""
