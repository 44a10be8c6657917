"""Background work inside the product: a queue in the database, and a small runner; no other service is needed."""
