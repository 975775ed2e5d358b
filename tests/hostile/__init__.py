"""Hostile answers, one file a case, and what it takes to build them into real sites and look at the pages.

`markdown` and `rest` hold texts that are put into every field of an answer, `answers` whole answers as they are kept
(hostile names, examples, doublings, nesting), `injection` sources that give orders. Start reading at `corpus`.
"""
