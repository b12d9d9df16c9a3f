//! Writes the vectors anew: `cargo run -p tests --bin make-vectors`. Files that no vector has are removed.

use std::fs;

use tests::vectors;

fn main() -> std::io::Result<()> {
    let folder = vectors::folder();
    let all = vectors::all();
    for vector in &all {
        let path = folder.join(&vector.path);
        fs::create_dir_all(path.parent().expect("a path inside the folder"))?;
        fs::write(path, vector.render())?;
    }
    for old in vectors::read_folder(&folder) {
        if all.iter().all(|vector| vector.path != old.path) {
            fs::remove_file(folder.join(old.path))?;
        }
    }
    Ok(())
}
