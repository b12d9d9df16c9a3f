//! What does this license permit, here, now? Pure functions.
