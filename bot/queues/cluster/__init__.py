"""bot/queues/cluster"""
