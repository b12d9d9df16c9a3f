# Customers, distributors, products and features.
