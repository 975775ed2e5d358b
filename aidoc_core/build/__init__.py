"""One build: what is looked up, asked, judged and recorded, in which order, and what is reported."""
