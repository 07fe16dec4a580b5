"""The page maker: clean articles, made up, laid out as damaged newspaper pages whose truth is known.

`make_page(layout, number)` gives the bytes of a page and its gold; `python -m tests.page_maker` prints how well such
pages are read. Layouts in `layouts` are for development; those in `kept_aside` are for measuring only.
"""
