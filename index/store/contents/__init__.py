"""index/store/contents"""
