"""Postman collections from the strict documents: one for each version of the standard.

A document gets example values (`examples`), openapi-to-postmanv2 turns it into requests (`convert`), and these are put
in order, with tests and stable ids (`collection`), between two folders of our own: one that finds ids to ask for, one
that shows what can be asked (`showcase`). What runs inside Postman is JavaScript, in `events/`.
"""
