"""Web pages: finds the article among everything else, and reads the metadata."""
