"""For each rule a document that breaks it and one that does not."""
