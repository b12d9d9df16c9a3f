# Ключи, корни и подписание на другой машине.

## подписи полей и что сделано

trust-in-words = словами
trust-root-version = корень
trust-threshold = нужно корневых ключей
trust-test-vendor = это тестовый вендор: его документы — для проб, площадки доверяют ему только с --test
trust-from = с { $date }
trust-until = до { $date }
trust-products = продукты { $products }
trust-several-root-keys = Корневых ключей { $keys }, изменение корня подписывают { $threshold }: раздайте их разным людям, каждый на своём носителе.
trust-root-keys-elsewhere = Корневые ключи лежат в { $folder }: уберите их в сейф. Без них работает всё, кроме изменения корня.
trust-root-installed = установлен корень { $version }
trust-root-prepared = корень { $version } подготовлен в { $file }: его ещё должны подписать корневые ключи
trust-new-key-file = файл нового ключа
trust-new-fingerprint = отпечаток изменился: опубликуйте новый
trust-next-bundle = дальше: { $program } bundle make, чтобы о нём узнали площадки
trust-next-sign = дальше: { $program } root sign { $file } --key ФАЙЛ_КЛЮЧА — там, где корневые ключи
trust-next-assemble = дальше: подпишите и другими корневыми ключами, затем выполните в папке вендора { $program } root assemble со всеми подписанными копиями
trust-next-assemble-now = дальше: { $program } root assemble { $file } — в папке вендора
trust-root-signed = корень { $version } подписан ключом { $key }: { $file }
trust-of-old-root = подписей старых корневых ключей
trust-of-new-root = подписей новых корневых ключей
trust-root-key-made = корневой ключ { $key } записан в { $file }
trust-key-fingerprint = отпечаток этого ключа
trust-hand-over-public = Передайте { $file } в офис вендора; сам файл ключа остаётся у хранителя.
trust-backed-up = скопировано в { $folder } и прочитано обратно: { $keys ->
    [one] { $keys } файл ключа
    [few] { $keys } файла ключей
   *[other] { $keys } файлов ключей
}, { $roots ->
    [one] { $roots } корень
    [few] { $roots } корня
   *[other] { $roots } корней
}
trust-backup-opened = Каждая копия ключа открывается этой парольной фразой.
trust-backup-not-opened = Ключи не открывались; --open проверит парольную фразу на каждой копии.

trust-next-burnt = после этого: { $program } bulletin publish, { $program } key reissue и { $program } bundle make для каждой площадки; если другого ключа для этого нет, сначала { $program } key new --prepare с тем же файлом
trust-next-burnt-here = дальше: { $program } bulletin publish, { $program } key reissue и { $program } bundle make для каждой площадки; если другого ключа для этого нет, сначала { $program } key new
trust-would-reissue = Предстоит подписать заново: { $licenses ->
    [one] { $licenses } лицензия
    [few] { $licenses } лицензии
   *[other] { $licenses } лицензий
}, { $coupons ->
    [one] { $coupons } купон
    [few] { $coupons } купона
   *[other] { $coupons } купонов
}
trust-reissued = Подписано заново: { $licenses ->
    [one] { $licenses } лицензия
    [few] { $licenses } лицензии
   *[other] { $licenses } лицензий
}, { $coupons ->
    [one] { $coupons } купон
    [few] { $coupons } купона
   *[other] { $coupons } купонов
}
trust-next-reissued = дальше: отправьте каждому владельцу новый файл; его же выдают { $program } license export и { $program } coupon show

## вопросы

trust-passphrase-of-root-keys = парольная фраза корневых ключей
trust-passphrase-of-keys = парольная фраза ключей
trust-passphrase-of-file = парольная фраза { $file }
trust-sign-question = Это отпечаток вендора, и всё это так и задумано? Подписать?
trust-revoke-loses = { $count ->
    [0] ключом { $key } в реестре ничего не подписано
    [one] ключом { $key } подписан { $count } документ реестра; площадки его отвергнут
    [few] ключом { $key } подписано { $count } документа реестра; площадки их отвергнут
   *[other] ключом { $key } подписано { $count } документов реестра; площадки их отвергнут
}
trust-revoke-question = Больше не доверять ключу?

## что подписывают, простыми словами

trust-review-vendor = вендор: { $names } ({ $prefix }), среда { $environment }
trust-review-fingerprint = отпечаток: { $fingerprint }
    словами: { $words }
trust-review-versions = корень { $from } сменит корень { $to } от { $date }:
trust-review-line = - { $text }
trust-review-catalog = - каталог номер { $number }
trust-review-nothing = - меняются только номер и дата
trust-review-new-fingerprint = отпечаток станет { $fingerprint }: его увидит каждая площадка
    новые слова: { $words }
trust-review-batch = на подпись: { $count } { $document ->
    [license] { $count ->
        [one] лицензия
        [few] лицензии
       *[other] лицензий
    }
    [coupon] { $count ->
        [one] купон
        [few] купона
       *[other] купонов
    }
    [catalog] { $count ->
        [one] каталог
        [few] каталога
       *[other] каталогов
    }
   *[bulletin] { $count ->
        [one] бюллетень
        [few] бюллетеня
       *[other] бюллетеней
    }
}
trust-review-dates = с датами от { $first } до { $last }
trust-review-date = с датой { $date }
trust-review-product = - продукт { $product } ({ $terms }): в { $count }
trust-review-more = предложений ещё { $count }, все не показаны: готовьте партии поменьше, чтобы видеть всё
trust-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} с активации
trust-review-bearer = - на предъявителя: { $count }
trust-review-reusable = - многоразовых: { $count }
trust-change-names = имя вендора станет { $names }
trust-change-expires = новый корень ожидается до { $date }
trust-change-never-expires = новый корень больше не ожидается
trust-change-threshold = нужно подписей корневых ключей: { $to } вместо { $from }
trust-change-root-key-added = ещё один корневой ключ: { $key } ({ $fingerprint })
trust-change-root-key-dropped = корневой ключ { $key } больше не подписывает ({ $fingerprint })
trust-change-issuing-key-added = ещё один ключ { $key }: { $terms } ({ $fingerprint })
trust-change-issuing-key-changed = ключ { $key } теперь: { $terms } ({ $fingerprint })
trust-change-issuing-key-dropped = ключу { $key } ({ $terms }) и всему, что им подписано, больше нет доверия ({ $fingerprint })
trust-change-extensions = поля, которых эта программа не знает: не подписывайте, возьмите более новую программу

## партии

trust-signing = подписание
trust-batch-prepared = { $count ->
    [one] подготовлен { $count } документ
    [few] подготовлено { $count } документа
   *[other] подготовлено { $count } документов
} в { $file }; реестр не изменён
trust-next-sign-batch = дальше: { $program } sign-batch { $file } --key ФАЙЛ_КЛЮЧА — там, где ключ
trust-batch-signed = { $count ->
    [one] подписан { $count } документ
    [few] подписано { $count } документа
   *[other] подписано { $count } документов
} ключом { $key }: { $file }
trust-next-batch-assemble = дальше: { $program } { $document } assemble { $file } — в папке вендора
trust-assembled = { $count ->
    [one] теперь в реестре { $count } документ:
    [few] теперь в реестре { $count } документа:
   *[other] теперь в реестре { $count } документов:
}
trust-catalog-assembled = каталог { $number } теперь в реестре

## cli

error-cli-key-id = «{ $text }» — не идентификатор ключа
hint-cli-key-id = идентификатор — шестнадцать шестнадцатеричных цифр; их показывает «{ $program } key list»
error-cli-purpose = «{ $text }» — не вид документа
hint-cli-purpose = пишите license, coupon, catalog или bulletin
error-cli-not-agreed = ничего не сделано: согласия не было
hint-cli-not-agreed = если так и задумано, ответьте «да»; в скриптах указывайте --yes

## ledger

error-ledger-no-key-file = в { $path } нет файла ключа { $key }
hint-ledger-no-key-file = верните файл ключа или подпишите там, где он есть: --prepare ФАЙЛ
error-ledger-no-public-key = { $path } не называет открытого ключа
hint-ledger-no-public-key = возьмите файл, который записала «{ $program } key export-public» или «{ $program } root new-key»
error-ledger-unknown-key = в корне вендора нет ключа { $key }
hint-ledger-unknown-key = ключи показывает «{ $program } key list»
error-ledger-root-keys-away = { $found ->
    [0] в папке вендора нет корневых ключей
    [one] в папке вендора { $found } корневой ключ
    [few] в папке вендора { $found } корневых ключа
   *[other] в папке вендора { $found } корневых ключей
}, а подписей нужно: { $needed }
hint-ledger-root-keys-away = подготовьте изменение с --prepare ФАЙЛ, затем «{ $program } root sign ФАЙЛ» там, где корневые ключи
error-ledger-not-asked-to-sign = ключ { $key } — не корневой ни в старом корне, ни в следующем
hint-ledger-not-asked-to-sign = возьмите файл одного из корневых ключей
error-ledger-change-superseded = изменение подготовлено для другого корня: сейчас новейший — { $newest }
hint-ledger-change-superseded = подготовьте изменение заново и дайте его подписать
error-ledger-change-signed = на этом изменении уже есть подписи, дополнить его нельзя
hint-ledger-change-signed = подготовьте новый файл
error-ledger-other-change = в этих файлах разные изменения
hint-ledger-other-change = укажите подписанные копии одного и того же изменения
error-ledger-backup-differs = копия { $path } читается не такой, какой записана
hint-ledger-backup-differs = носитель повреждён: возьмите другой
error-ledger-batch-signed = эта партия уже подписана
hint-ledger-batch-signed = верните её командой «{ $program } license assemble», «coupon assemble» или «catalog assemble»
error-ledger-batch-not-signed = эта партия ещё не подписана
hint-ledger-batch-not-signed = подпишите её: «{ $program } sign-batch ФАЙЛ --key ФАЙЛ_КЛЮЧА»
error-ledger-batch-kind = в этой партии { $found ->
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}, а нужны { $expected ->
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}
hint-ledger-batch-kind = возьмите команду для этого вида
error-ledger-number-taken = { $number } уже есть в реестре
hint-ledger-number-taken = ничего не изменено; эта партия уже принята
error-ledger-not-what-follows = { $document ->
    [license] лицензия
    [coupon] купон
    [catalog] каталог
   *[bulletin] бюллетень
} { $subject } не следует из того, что сейчас в реестре
hint-ledger-not-what-follows = ничего не изменено; реестр с тех пор изменился, или документ подготовлен не здесь: подготовьте заново
