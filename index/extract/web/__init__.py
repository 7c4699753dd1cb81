"""Web pages: the article among everything else, and what a page says of itself."""
