def changed_pages(name, site): return {"offenders": []}
