"""index/analysis"""
