//! What a 1C file says about itself. Bytes in, facts out.
