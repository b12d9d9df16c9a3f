# Customers, distributors, products and features.

error-ledger-customer-merged = the customer { $customer } was a duplicate of { $into }
hint-ledger-customer-merged = name the customer { $into }
error-ledger-already-holds = the license key { $license } belongs to the customer { $customer } already
hint-ledger-already-holds = nothing was changed
