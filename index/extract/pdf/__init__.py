"""PDFs: from characters with places to paragraphs in reading order."""
