"""index/store/articles"""
