"""index/summaries"""
