# Coupons by the million, campaigns that come again, and what a CRM sends.
