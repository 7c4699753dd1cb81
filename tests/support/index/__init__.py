"""For tests of the library: texts, collections, tunings, other analysers, and what can be compared."""
