use std::path::Path;

use console::Failure;
use onec::write::ExtensionBuilder;
use onec::{CompatibilityMode, Purpose};
use uuid::Uuid;

use super::stage::Stage;
use super::story::{Plot, Published, day};

/// One release of the demo's own extension.
struct Goods {
    /// The file's name.
    file: &'static str,
    /// What it is made for, as `release add --target` reads it.
    target: &'static str,
    /// What was tested, as `--tested` reads it.
    tested: &'static str,
    /// The release date; `None`: after the end of the story's subscription.
    date: Option<&'static str>,
    /// The version inside the file.
    version: &'static str,
    /// The text of its module, so that the builds differ.
    code: &'static str,
}

/// The name that all builds share, as with real extensions.
const NAME: &str = "БыстрыйСклад";

/// The releases in the order in which they are published: builds for two configurations under one name.
const GOODS: [Goods; 5] = [
    Goods {
        file: "QuickStock_UT11.4.cfe",
        target: "УправлениеТорговлей > 11.4.14.64 < 11.5",
        tested: "11.4.14.65 .. 11.4.14.300",
        date: Some("2025-11-03"),
        version: "1.3.9",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.4\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.7.255",
        tested: "11.5.8 .. 11.5.20",
        date: Some("2026-03-01"),
        version: "1.4.9",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.7.255",
        tested: "11.5.8 .. 11.5.20",
        date: Some("2026-06-15"),
        version: "1.4.10",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5, быстрее\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_Retail3.0.cfe",
        target: "Розница >= 3.0",
        tested: "3.0.5 .. 3.0.12",
        date: Some("2026-06-16"),
        version: "1.4.10",
        code: "Процедура Пересчитать() Экспорт\n\t// Розница 3.0\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.19",
        tested: "11.5.20 .. 11.5.21",
        date: None,
        version: "2.0.0",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5.20\nКонецПроцедуры\n",
    },
];

/// The root object's id, the same in all builds, as with real extensions.
const ROOT: Uuid = Uuid::from_u128(0x6b65_7973_6c69_7000_8000_0000_0000_0001);

impl Goods {
    /// The extension as a .cfe file.
    fn cfe(&self) -> Vec<u8> {
        ExtensionBuilder::new(NAME, ROOT)
            .synonym("ru", "Быстрый склад")
            .synonym("en", "Quick Stock")
            .vendor("Демо вендор")
            .version(self.version)
            .name_prefix("бс_")
            .compatibility_mode(CompatibilityMode::new(80_316))
            .purpose(Purpose::AddOn)
            .module("БыстрыйСклад", self.code)
            .build()
    }
}

/// Writes the demo's extensions into `folder` and tells the story about them.
pub(super) fn releases(folder: &Path) -> Result<Plot, Failure> {
    let after_subscription = day(console::clock::now().plus_days(2 * 365));
    let published = GOODS.iter().map(|goods| {
        let sources = folder.join("sources").join(goods.version).join(goods.file);
        let parent = sources.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| disk::DiskError::from_io(parent, error))?;
        disk::write_whole(&sources, &goods.cfe(), disk::Access::Everyone)?;
        Ok(Published {
            distribution: "quick-stock".to_owned(),
            name: "Быстрый склад".to_owned(),
            path: sources.display().to_string(),
            target: goods.target.to_owned(),
            tested: Some(goods.tested.to_owned()),
            date: goods.date.map_or_else(|| after_subscription.clone(), str::to_owned),
            version: None,
            revision: None,
        })
    });
    Ok(Plot {
        releases: published.collect::<Result<_, Failure>>()?,
        distribution: "quick-stock".to_owned(),
        configuration: "УправлениеТорговлей".to_owned(),
        release: "11.5.20".to_owned(),
        saved_version: "1.4.9".to_owned(),
    })
}

/// The story's texts, as the options `--eula` and `--whats-new` take them.
pub(super) struct Texts {
    pub(super) agreements: [String; 2],
    pub(super) news: [String; 2],
}

/// Writes the texts.
pub(super) fn write_texts(stage: &Stage<'_>) -> Result<Texts, Failure> {
    let write = |kind: &str, [(first, russian), (second, english)]: [(&str, &str); 2]| {
        let option = |language: &str, text: &str| {
            let path = stage.write(&format!("{kind}.{language}.txt"), text.as_bytes())?;
            Ok::<_, Failure>(format!("{language}={path}"))
        };
        Ok::<_, Failure>([option(first, russian)?, option(second, english)?])
    };
    Ok(Texts { agreements: write("EULA", AGREEMENTS)?, news: write("news", NEWS)? })
}

/// The demo's license agreements.
const AGREEMENTS: [(&str, &str); 2] = [
    (
        "ru",
        "Лицензионное соглашение (пример)\n\nРасширение «Быстрый склад» поставляется для показа возможностей Keyslip.\n\
         Пользователь вправе устанавливать его на площадках, указанных в лицензии.\n",
    ),
    (
        "en",
        "License agreement (example)\n\nThe extension Quick Stock is delivered to show what Keyslip can do.\n\
         The user may install it on the sites that the license names.\n",
    ),
];

/// What is new, for all of the demo's releases.
const NEWS: [(&str, &str); 2] =
    [("ru", "Пересчёт остатков стал быстрее.\n"), ("en", "Recounting the stock is faster.\n")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_demos_files_is_a_valid_extension() {
        for goods in GOODS {
            let facts = onec::inspect_extension(&goods.cfe()).expect("a valid extension");
            assert_eq!((facts.name.as_str(), facts.version.as_str()), (NAME, goods.version));
        }
    }

    #[test]
    fn targets_and_ranges_read_as_on_the_command_line() {
        for goods in GOODS {
            assert!(crate::input::target(goods.target).is_ok());
            assert!(crate::input::range(goods.tested).is_ok());
        }
    }
}
