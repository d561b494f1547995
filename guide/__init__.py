"""The guide for users: a site of pages in markdown, built by Sphinx."""
