"""index/dedup/words"""
