"""index/store/postings"""
