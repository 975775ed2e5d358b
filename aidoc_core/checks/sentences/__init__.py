"""What single sentences state, of summary, description and entries, against what the code does.

`aidoc_core.checks.statements` reads, the modules here decide, each for some kinds of statements and by the facts that
the chapters on entries use. A sentence that the code contradicts is removed, the rest stays.
"""
