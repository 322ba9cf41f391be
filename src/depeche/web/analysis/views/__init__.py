"""Pages of the analysis: permission, form, one action, response."""
