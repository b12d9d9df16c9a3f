use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What a reader receives.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "bytes or text, as the header says")]
pub enum Body {
    /// `encoding: hex`
    Bytes(Vec<u8>),
    /// `encoding: text`
    Text(String),
}

/// One vector: a path, a header and what a reader receives.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Vector {
    /// The path inside the folder, with `/`.
    pub path: String,
    /// Names and values in the order of the file.
    pub header: Vec<(String, String)>,
    /// What a reader receives.
    pub body: Body,
}

/// The folder with the vectors.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Bytes in one line of hexadecimal.
const LINE: usize = 40;
/// Equal bytes from which on they are written as `00*4096`.
const RUN: usize = 2 * LINE;

impl Vector {
    pub(super) fn new(
        path: &str,
        document: &str,
        expect: &str,
        spec: &str,
        comment: &str,
        body: Body,
    ) -> Self {
        let mut vector = Self { path: format!("{path}.txt"), header: Vec::new(), body };
        for (name, value) in
            [("document", document), ("expect", expect), ("spec", spec), ("comment", comment)]
        {
            vector.header.push((name.to_owned(), value.to_owned()));
        }
        vector
    }

    /// The same vector with one more line in its header, above `spec`.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        let at = self.header.iter().position(|(name, _)| name == "spec").unwrap_or(self.header.len());
        self.header.insert(at, (name.to_owned(), value.to_owned()));
        self
    }

    /// A value of the header, if it has that name.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.header.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// A value that the header must have.
    ///
    /// # Panics
    ///
    /// Where it does not.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_else(|| panic!("{}: no `{name}` in the header", self.path))
    }

    /// The bytes that a reader receives; a text's are its UTF-8.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Bytes(bytes) => bytes,
            Body::Text(text) => text.as_bytes(),
        }
    }

    /// The file.
    pub fn render(&self) -> String {
        let mut file = String::new();
        let encoding = match self.body {
            Body::Bytes(_) => "hex",
            Body::Text(_) => "text",
        };
        for (name, value) in self.header.iter().map(|(name, value)| (name.as_str(), value.as_str())) {
            if name == "comment" {
                writeln!(file, "encoding: {encoding}").expect("a String takes every character");
            }
            writeln!(file, "{name}: {value}").expect("a String takes every character");
        }
        file.push('\n');
        match &self.body {
            Body::Bytes(bytes) => render_hex(&mut file, bytes),
            Body::Text(text) => file.push_str(text),
        }
        file
    }

    /// Reads a file.
    ///
    /// # Panics
    ///
    /// Where it is no vector: a fault of whoever wrote it.
    pub fn parse(path: &str, file: &str) -> Self {
        let (header, body) = file.split_once("\n\n").unwrap_or_else(|| panic!("{path}: no blank line"));
        let mut header: Vec<(String, String)> = header
            .lines()
            .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{path}: {line:?} is no header line")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let at = header.iter().position(|(name, _)| name == "encoding");
        let (_, encoding) = header.remove(at.unwrap_or_else(|| panic!("{path}: no encoding")));
        let body = match encoding.as_str() {
            "hex" => Body::Bytes(parse_hex(path, body)),
            "text" => Body::Text(body.to_owned()),
            other => panic!("{path}: unknown encoding {other}"),
        };
        Self { path: path.to_owned(), header, body }
    }
}

fn render_hex(file: &mut String, bytes: &[u8]) {
    let mut line = 0;
    for run in bytes.chunk_by(|left, right| left == right) {
        if run.len() >= RUN {
            let gap = if line > 0 { "\n" } else { "" };
            writeln!(file, "{gap}{:02x}*{}", run[0], run.len()).expect("a String takes every character");
            line = 0;
            continue;
        }
        for byte in run {
            write!(file, "{byte:02x}").expect("a String takes every character");
            line += 1;
            if line == LINE {
                file.push('\n');
                line = 0;
            }
        }
    }
    if line > 0 {
        file.push('\n');
    }
}

fn parse_hex(path: &str, body: &str) -> Vec<u8> {
    let byte = |digits: &str| {
        u8::from_str_radix(digits, 16).unwrap_or_else(|_| panic!("{path}: {digits:?} is no hexadecimal"))
    };
    let mut bytes = Vec::new();
    for word in body.split_whitespace() {
        if let Some((digits, count)) = word.split_once('*') {
            let count: usize = count.parse().unwrap_or_else(|_| panic!("{path}: {count:?} is no count"));
            bytes.resize(bytes.len() + count, byte(digits));
        } else {
            bytes.extend((0..word.len()).step_by(2).map(|at| byte(&word[at..at + 2])));
        }
    }
    bytes
}

/// All vectors of a folder, by their paths.
///
/// # Panics
///
/// Where the folder cannot be read or holds something else.
pub fn read_folder(folder: &Path) -> Vec<Vector> {
    let mut vectors = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder of vectors") {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                let name = path.strip_prefix(folder).expect("a path inside the folder");
                let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
                let file = std::fs::read_to_string(&path).expect("a vector is UTF-8");
                vectors.push(Vector::parse(&name.join("/"), &file));
            }
        }
    }
    vectors.sort_by(|left, right| left.path.cmp(&right.path));
    vectors
}
