# Reports, receipts of sites, and lists as CSV.
