"""index/dedup/compare"""
