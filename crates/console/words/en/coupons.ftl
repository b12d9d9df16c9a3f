# Coupons of all kinds, redeeming them, and license keys that change hands.
