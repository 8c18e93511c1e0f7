"""From a text to the works that it names or describes. Knows no database: entries go in, hits come out."""
