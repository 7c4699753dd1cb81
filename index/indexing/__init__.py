"""index/indexing"""
