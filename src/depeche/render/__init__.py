"""The report as bytes: page, PDF, charts and tables. Reads nothing but its own typefaces and templates. No Django."""
