//! The transcripts are what the programs do. `KEYSLIP_BLESS=1` writes them anew, for a person to review.

use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::sync::Mutex;

use tests::{Transcript, transcripts};

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(transcripts()).expect("the folder of transcripts");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files
}

/// What is wrong with a transcript, if something is.
fn fault_of(path: &PathBuf) -> Option<String> {
    let written = fs::read_to_string(path).expect("a transcript");
    let played = catch_unwind(|| Transcript::parse(&written).play().render());
    let Ok(played) = played else { return Some(format!("{} panics, see above", path.display())) };
    if played == written {
        return None;
    }
    if std::env::var("KEYSLIP_BLESS").as_deref() == Ok("1") {
        fs::write(path, played).expect("a transcript written anew");
        return None;
    }
    let same = written.lines().zip(played.lines()).take_while(|(written, played)| written == played).count();
    let from =
        |text: &str| text.lines().skip(same).take(12).map(|line| format!("    {line}\n")).collect::<String>();
    let name = path.display();
    Some(format!("{name}:{}: written\n{}  played\n{}", same + 1, from(&written), from(&played)))
}

#[test]
fn each_transcript_shows_what_the_programs_do() {
    let files = files();
    assert!(files.len() > 20, "the folder of transcripts");
    let (next, faults) = (Mutex::new(files.iter()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let file = next.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
            let Some(file) = file else { return };
            if let Some(fault) = fault_of(file) {
                faults.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(fault);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, |threads| threads.get());
    std::thread::scope(|scope| {
        (0..threads).for_each(|_| {
            scope.spawn(work);
        });
    });
    let faults = faults.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    assert!(faults.is_empty(), "KEYSLIP_BLESS=1 writes them anew\n{}", faults.join("\n"));
}

#[test]
fn each_transcript_says_first_what_it_shows() {
    for file in files() {
        let text = fs::read_to_string(&file).expect("a transcript");
        assert!(text.starts_with("# "), "{} begins with no remark", file.display());
    }
}
