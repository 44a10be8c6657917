"""Is this the paper that was issued: documents held against the journal, PDF files, digitally signed copies."""
