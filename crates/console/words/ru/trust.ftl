# Ключи, корни и подписание на другой машине.

## подписи полей и что сделано

trust-in-words = словами
trust-root-version = корень
trust-threshold = нужно корневых ключей
trust-test-vendor = это тестовый вендор: его документы только для тестов, площадки доверяют ему лишь с --test
trust-from = с { $date }
trust-until = до { $date }
trust-products = продукты { $products }
trust-several-root-keys = Корневых ключей { $keys }, изменение корня { $threshold ->
    [one] должен подписать { $threshold } из них
   *[other] должны подписать { $threshold } из них
}: раздайте их разным людям, каждый на своём носителе.
trust-root-keys-elsewhere = Корневые ключи лежат в { $folder }: уберите их в сейф. Без них работает всё, кроме изменения корня.
trust-publish-after-ceremony = Если корневые ключи ещё сменятся, опубликуйте его после церемонии.
trust-private-half = в { $file } лежит и закрытый ключ: хранитель передаёт только файл .pub.pem, а этот — никому
trust-lock-away = Новый корневой ключ записан в { $file }: уберите его в сейф, в папке вендора ему не место.
trust-revoked = отозван { $date }
trust-revoked-because = отозван { $date }: { $reason }
trust-root-installed = установлен корень { $version }
trust-root-prepared = корень { $version } подготовлен в { $file }: его ещё должны подписать корневые ключи
trust-new-key-file = файл нового ключа
trust-new-fingerprint = отпечаток изменился: опубликуйте новый
trust-coming-fingerprint = после { $program } root assemble отпечаток будет таким; до того верен прежний
trust-next-bundle = дальше: { $program } bundle make, чтобы о нём узнали площадки
trust-next-sign = дальше: { $program } root sign { $file } --key ФАЙЛ_КЛЮЧА — там, где корневые ключи
trust-next-assemble = дальше: подпишите и другими корневыми ключами, затем выполните в папке вендора { $program } root assemble со всеми подписанными копиями
trust-next-assemble-now = дальше: { $program } root assemble { $file } — в папке вендора
trust-root-signed = корень { $version } подписан ключом { $key }: { $file }
trust-of-old-root = подписей старых корневых ключей в этой копии
trust-of-new-root = подписей новых корневых ключей в этой копии
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
trust-sign-question = Отпечаток верен, и все изменения те, что решены? Подписать?
trust-sign-batch-question = Отпечаток верен, и всё это решено выпустить? Подписать?
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
trust-review-catalog = каталог номер { $number }, действует до { $date }
trust-review-nothing = - меняются только номер и дата
trust-review-new-fingerprint = отпечаток станет { $fingerprint }: площадки, начинающие после этого, сверяют его
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
trust-review-offer = { $kind ->
    [add] добавляет продукт { $product }
    [extend] продлевает пробный период продукта { $product }
    [change] заменяет содержимое лицензии продуктом { $product }
   *[hold] продукт { $product }
} ({ $terms }): в { $count }
trust-review-replaces = завершает пробный период продуктов { $products }
trust-review-more = не показано строк: { $count }; подписывайте, только когда видно всё, просите партии поменьше
trust-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} с активации
trust-review-nameless = - без имени владельца: { $count }
trust-review-empty = - ничего не дают: { $count }
trust-review-bearer = - на предъявителя: { $count }
trust-review-for-license = - только для одной лицензии: { $count }
trust-review-for-customer = - для лицензий одного клиента: { $count }
trust-review-redeem-before = активировать до { $date }: { $count }
trust-review-no-end = - активировать можно когда угодно: { $count }
trust-review-grace = - с отсрочкой после окончания, дней до { $days }
trust-review-unknown = документов с полями, которых эта программа не знает: { $count }; не подписывайте, возьмите более новую программу
trust-review-reusable = - многоразовых: { $count }
trust-change-names = имя вендора станет { $names }
trust-change-expires = новый корень ожидается до { $date }
trust-change-never-expires = новый корень больше не ожидается
trust-change-threshold = { $to ->
    [one] подписывать должен { $to } корневой ключ
    [few] подписывать должны { $to } корневых ключа
   *[other] подписывать должны { $to } корневых ключей
} вместо { $from }
trust-change-root-key-added = ещё один корневой ключ: { $key } ({ $fingerprint })
trust-change-root-key-dropped = корневой ключ { $key } больше не подписывает ({ $fingerprint })
trust-change-issuing-key-added = ещё один ключ { $key }: { $terms } ({ $fingerprint })
trust-change-issuing-key-changed = ключ { $key } теперь: { $terms } ({ $fingerprint })
trust-change-issuing-key-ends = ключ { $key } подписывает { $purposes } только до { $date } ({ $fingerprint })
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
error-cli-nobody-to-ask = некому ответить на вопрос: программа запущена не в терминале
hint-cli-nobody-to-ask = добавьте --yes
error-cli-not-your-vendor = отпечаток в файле — { $found } ({ $found-words }), а не { $expected } ({ $expected-words })
hint-cli-not-your-vendor = файл подготовил не ваш вендор: не подписывайте
error-cli-is-root-change = { $file } — изменение корня, которое ещё никто не подписал
hint-cli-is-root-change = подпишите там, где корневой ключ: { $program } root sign { $file } --key ФАЙЛ_КЛЮЧА
error-cli-is-signed-root-change = { $file } — подписанное изменение корня
hint-cli-is-signed-root-change = примите там, где реестр: { $program } root assemble { $file }
error-cli-is-batch = { $file } — партия, которая ещё не подписана, в ней { $document ->
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}
hint-cli-is-batch = подпишите там, где ключ: { $program } sign-batch { $file } --key ФАЙЛ_КЛЮЧА
error-cli-is-signed-batch = { $file } — уже подписанная партия, в ней { $document ->
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}
hint-cli-is-signed-batch = примите там, где реестр: { $program } { $document } assemble { $file }
error-cli-is-document = { $file } — готовый документ ({ $document ->
    [license] лицензия
    [coupon] купон
    [root] корень
    [catalog] каталог
    [bulletin] бюллетень
    [receipt] квитанция
   *[request] запрос
}), он уже подписан
hint-cli-is-document = подписывать и собирать здесь нечего

## ledger

error-ledger-key-does-not-open = { $path } не открывается, ничего не скопировано
error-ledger-no-key-file = в { $path } нет файла ключа { $key }
hint-ledger-no-key-file = верните файл ключа или подпишите там, где он есть: --prepare ФАЙЛ
error-ledger-no-public-key = { $path } не называет открытого ключа
hint-ledger-no-public-key = возьмите файл, который записала «{ $program } key export-public» или «{ $program } root new-key»
error-ledger-unknown-key = в корне вендора нет ключа { $key }
hint-ledger-unknown-key = ключи показывает «{ $program } key list»
error-ledger-key-listed = ключ { $key } уже есть в корне
hint-ledger-key-listed = возьмите другой ключ; ключи корня показывает «{ $program } key list»
error-ledger-threshold-too-high = порог { $threshold } больше числа корневых ключей: их { $keys }
hint-ledger-threshold-too-high = назовите меньше подписей или добавьте корневых ключей
error-ledger-root-expires-too-early = { $expires } уже прошло: сейчас { $now }
hint-ledger-root-expires-too-early = назовите день в будущем
error-ledger-nothing-to-change = менять нечего
hint-ledger-nothing-to-change = корень всё это уже говорит; его показывает «{ $program } key list»
error-ledger-key-file-exists = { $path } уже существует
hint-ledger-key-file-exists = укажите другое имя: в том файле может быть единственная копия ключа
error-ledger-signatures-missing = подписей новых корневых ключей { $new } из { $new-needed } (старых { $old } из { $old-needed })
hint-ledger-signatures-missing = ничего не изменено; подпишите ещё одним корневым ключом: «{ $program } root sign ФАЙЛ --key ФАЙЛ_КЛЮЧА»
error-ledger-key-signs-other = ключ { $key } подписывает { $signs ->
    [root] корни
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}, а в этой партии { $holds ->
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
}
hint-ledger-key-signs-other = возьмите ключ для этих документов; что подписывает каждый, показывает «{ $program } key list»
error-ledger-root-keys-away = { $found ->
    [0] в папке вендора нет корневых ключей
    [one] в папке вендора { $found } корневой ключ
    [few] в папке вендора { $found } корневых ключа
   *[other] в папке вендора { $found } корневых ключей
}, а подписей нужно: { $needed }
hint-ledger-root-keys-away = подготовьте изменение с --prepare ФАЙЛ, затем «{ $program } root sign ФАЙЛ --key ФАЙЛ_КЛЮЧА» там, где корневые ключи
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

trust-code = код
trust-review-code = код этого файла — { $code }: такой же есть в офисе вендора, и сообщают его не тем путём, каким шлют файл
trust-review-ahead = следующий корень датирован { $date }, а этот день ещё не настал: площадки его не примут или сочтут тот день сегодняшним
error-cli-another-code = код этого файла — { $found }, а не { $expected }
hint-cli-another-code = не подписывайте: это не тот файл, который последним подготовил офис вендора
error-ledger-root-ahead = следующий корень датирован { $issued }, а сейчас { $now }
hint-ledger-root-ahead = подготовьте его заново с верной датой: такой корень площадки не примут, как и все корни после него
error-ledger-root-earlier = следующий корень датирован { $issued }, раньше корня, за которым он следует ({ $before })
hint-ledger-root-earlier = поставьте часы и подготовьте его заново
error-ledger-not-to-reissue = { $number } не нужно подписывать заново: подпись действует либо документ тем временем отозван или использован
hint-ledger-not-to-reissue = ничего не изменено; что нужно подписать, покажет «{ $program } key reissue --dry-run»
