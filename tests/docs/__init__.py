"""Whether the documentation says what there is, and nothing that there is not."""
