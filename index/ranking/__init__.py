"""index/ranking"""
