"""Writing what was read of a page: over nothing, or over what earlier readings wrote and people decided since."""
