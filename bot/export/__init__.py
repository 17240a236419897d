"""A draft or message on its way out of Lotsen: to paste into SAMSA, as text, PDF and FHIR.

**Add a format:** a file with one function from `Sheet` to bytes, a line in `formats.py`, and a test
that reads the result back with somebody else's reader.
"""
