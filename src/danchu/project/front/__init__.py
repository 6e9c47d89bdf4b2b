"""What stands before Django: one event loop that answers kept pages from memory, takes in what is sent, however slowly
it comes, and hands whole requests to a few threads.

``door`` is the ASGI application; ``pages`` keeps pages, ``bodies`` takes in what is sent, ``desk`` asks Django.
"""
