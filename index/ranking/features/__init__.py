"""What the second stage looks at: one small class a view of a paragraph, and how views are kept."""
