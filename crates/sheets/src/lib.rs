//! Rows as CSV (RFC 4180) that spreadsheets open, and back.
//!
//! Spreadsheets take a text that begins with `=`, `+`, `-` or `@` for a formula, and formulas can read files and call
//! programs. So such a text gets an apostrophe in front, which spreadsheets take for "this is a text"; reading takes it away.
//!
//! ```
//! use sheets::{Cell, Reader, to_csv};
//!
//! let rows = [[Cell::text("company"), Cell::text("phone")], [Cell::text("Daisy, Ltd"), Cell::text("+7 495")]];
//! let csv = to_csv(rows);
//! assert_eq!(csv, "company,phone\r\n\"Daisy, Ltd\",'+7 495\r\n");
//! let mut reader = Reader::new(csv.as_bytes()).unwrap();
//! assert_eq!(reader.next().unwrap().unwrap().cells, ["Daisy, Ltd", "+7 495"]);
//! ```

mod guard;
mod read;
mod write;

pub use guard::{guarded, unguarded};
pub use read::{Reader, Row, SheetError};
pub use write::{Cell, to_csv};
