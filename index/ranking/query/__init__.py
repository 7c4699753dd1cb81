"""index/ranking/query"""
