"""Stage 2: documents to workflows whose references are resolved objects."""
