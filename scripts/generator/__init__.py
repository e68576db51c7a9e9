"""From the OpenAPI documents in ``spec/`` to the code in ``generated/``: see ``scripts/regenerate``."""
