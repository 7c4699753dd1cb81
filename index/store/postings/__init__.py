"""Which contents hold a term?

In: Prepared contents and an index id to write, hashes of terms to read. Out: arrays of POSTING records.
postings adds and removes, write_buffer takes additions first (a log-structured merge), blocks holds the rest, reader
answers queries, in_memory and cache hold small indexes, generations knows under which id an index stands.
May import: store's modules, ranking.bm25, analysis.
"""
