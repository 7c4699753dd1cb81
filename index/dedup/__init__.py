"""index/dedup"""
