use onec::write::ExtensionBuilder;
use onec::{CompatibilityMode, Purpose};
use uuid::Uuid;

/// One release of the demo's own extension.
pub(super) struct Goods {
    /// The file's name.
    pub(super) file: &'static str,
    /// What it is made for, as `release add --target` reads it.
    pub(super) target: &'static str,
    /// What was tested, as `--tested` reads it.
    pub(super) tested: &'static str,
    /// The release date.
    pub(super) date: &'static str,
    /// The version inside the file.
    version: &'static str,
    /// The extension's technical name and its module's text.
    name: &'static str,
    code: &'static str,
}

/// The releases in the order in which they are published: four builds for three configurations under two names.
pub(super) const GOODS: [Goods; 5] = [
    Goods {
        file: "QuickStock_UT11.4.cfe",
        target: "УправлениеТорговлей > 11.4.14.64 < 11.5",
        tested: "11.4.14.65 .. 11.4.14.300",
        date: "2025-11-03",
        version: "1.3.9",
        name: "БыстрыйСклад",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.4\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.7.255",
        tested: "11.5.8 .. 11.5.20",
        date: "2026-03-01",
        version: "1.4.9",
        name: "БыстрыйСклад",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.7.255",
        tested: "11.5.8 .. 11.5.20",
        date: "2026-06-15",
        version: "1.4.10",
        name: "БыстрыйСклад",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5, быстрее\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_Retail3.0.cfe",
        target: "Розница >= 3.0",
        tested: "3.0.5 .. 3.0.12",
        date: "2026-06-16",
        version: "1.4.10",
        name: "БыстрыйСклад",
        code: "Процедура Пересчитать() Экспорт\n\t// Розница 3.0\nКонецПроцедуры\n",
    },
    Goods {
        file: "QuickStock_UT11.5.cfe",
        target: "УправлениеТорговлей > 11.5.19",
        tested: "11.5.20 .. 11.5.21",
        date: "2029-02-01",
        version: "2.0.0",
        name: "БыстрыйСклад",
        code: "Процедура Пересчитать() Экспорт\n\t// УТ 11.5.20\nКонецПроцедуры\n",
    },
];

/// The root object's id, the same in all builds, as with real extensions.
const ROOT: Uuid = Uuid::from_u128(0x6b65_7973_6c69_7000_8000_0000_0000_0001);

impl Goods {
    /// The extension as a .cfe file.
    pub(super) fn cfe(&self) -> Vec<u8> {
        ExtensionBuilder::new(self.name, ROOT)
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

    /// The version inside the file.
    pub(super) fn version(&self) -> &'static str {
        self.version
    }
}

/// The demo's license agreements.
pub(super) const AGREEMENTS: [(&str, &str); 2] = [
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
pub(super) const NEWS: [(&str, &str); 2] =
    [("ru", "Пересчёт остатков стал быстрее.\n"), ("en", "Recounting the stock is faster.\n")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_demos_files_is_a_valid_extension() {
        for goods in GOODS {
            let facts = onec::inspect_extension(&goods.cfe()).expect("a valid extension");
            assert_eq!((facts.name.as_str(), facts.version.as_str()), ("БыстрыйСклад", goods.version()));
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
