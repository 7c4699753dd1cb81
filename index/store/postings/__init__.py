"""Here is a term: which contents hold it?

In: Prepared contents and an index id to write, hashes of terms to read. Out: arrays of POSTING records.
postings adds and removes, write_buffer takes additions first (a log-structured merge), blocks holds the rest, reader
answers, in_memory and cache keep small indexes at hand, generations says under which id an index stands.
May import: store's modules, ranking.bm25, analysis.
"""
