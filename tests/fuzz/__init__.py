"""Inputs of strangers, made of real ones by a few mistakes each: whatever comes, only the documented errors go out.

`make fuzz` tries each target for FUZZ_SECONDS (60) with fresh numbers; `make test` a few examples with fixed ones.
"""
