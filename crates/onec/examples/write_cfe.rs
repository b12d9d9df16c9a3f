//! Writes a demonstration extension to the path given, so that other readers of the format can be asked about it.

use std::{error::Error, fs};

use onec::{CompatibilityMode, Purpose, write::ExtensionBuilder};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: write_cfe FILE.cfe")?;
    let root = uuid::uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");
    let mut extension = ExtensionBuilder::new("НасосыИСтанции", root)
        .synonym("ru", "Насосы и станции \"Ока\"")
        .synonym("en", "Pumps {and} stations, all")
        .comment("для проверки")
        .vendor("ООО Ока")
        .version("1.2.3.4")
        .name_prefix("нас_")
        .purpose(Purpose::Customization)
        .compatibility_mode(CompatibilityMode::new(80_324));
    // More than 42 elements: the table of contents goes on in a second page.
    for number in 1..=25 {
        extension =
            extension.module(format!("нас_Модуль{number}"), "Процедура Пуск() Экспорт\r\nКонецПроцедуры\r\n");
    }
    Ok(fs::write(path, extension.build())?)
}
