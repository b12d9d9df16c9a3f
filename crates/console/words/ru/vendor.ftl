# Что говорит программа вендора.

## общее

product = продукт
fingerprint = отпечаток
sha-256 = SHA-256
vendor-vendor = вендор
vendor-environment = среда
environment-production = рабочая
environment-test = тестовая, не для клиентов
vendor-comment = комментарий
vendor-invoice = счёт
vendor-not-here = не здесь
vendor-passphrase-for = парольная фраза ключа ({ $purpose ->
    [root] корни
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
})
vendor-future = подписанное сейчас получит дату { $date }, а она впереди часов: площадки примут её за текущее время и навсегда откажут всему, что кончается раньше; репетируйте с отдельным вендором
vendor-pin-of = PIN токена { $token }
vendor-for-ever = бессрочно
vendor-no-products = продуктов нет

## init, key

vendor-begun = { $folder } — теперь папка вендора { $prefix }
vendor-publish-fingerprint = Опубликуйте этот отпечаток: площадки сверяют его, когда доверяют вам впервые.
vendor-back-up-keys = Сделайте копию папки { $folder } и запомните парольную фразу: без них ключи никто не восстановит.
vendor-key-role = подписывает
vendor-key-id = ключ
vendor-key-held-by = хранится
held-by-file = файл ключа
held-by-agent = агент
held-by-pkcs11 = токен
vendor-key-used = теперь { $signs } подписывает этот ключ: { $id } ({ $holder })
vendor-key-file-remains = файл ключа { $path } ещё здесь и больше не нужен: уберите его в надёжное место
role-root = корни
role-license = лицензии
role-coupon = купоны
role-catalog = каталоги
role-bulletin = бюллетени

## feature, product

vendor-feature-added = фича { $number }: { $name }
vendor-metering = считает
metering-user = пользователей
metering-host = компьютеры
metering-process = процессы
metering-database = базы
metering-token = токены
vendor-product-added = продукт { $number }: { $name }
vendor-limits = фича × лимит
vendor-until = до

## customer

vendor-customer-added = клиент { $number }: { $company }
vendor-company = компания
vendor-contact = контакт
vendor-phone = телефон
vendor-email = почта
vendor-customer = клиент
vendor-licenses = Лицензионные ключи

## license

vendor-license = лицензия
vendor-license-new = Пустой лицензионный ключ для { $company }:
vendor-holder = владелец
vendor-grants = Что разрешено
vendor-products = продукты
vendor-revision = ревизия
vendor-revisions = Ревизии
vendor-reason = почему
vendor-reason-new = создан
vendor-reason-coupon = купон { $coupon }
vendor-reason-trial = создан с пробными продуктами
vendor-reason-cancel = активация купона { $coupon } отменена
vendor-reason-move = передан другому клиенту
vendor-license-revoked = { $license } отозвана
vendor-revisions-revoked = отозваны ревизии { $license } до { $last } включительно
vendor-next-bulletin = Площадки узнают об этом из следующего бюллетеня: { $program } bulletin publish
vendor-qr-written = QR-код записан в { $file }
vendor-license-exported = { $license } записан в { $file }
vendor-state = состояние
vendor-revoked-at = отозвана { $date }: { $reason }
vendor-license-is-revoked = { $license } { $state }
vendor-revoke-whose = лицензия { $license }, владелец { $holder }
vendor-revoke-question = Отозвать её? Вернуть будет нельзя.
vendor-would-revoke = лицензия { $license } была бы отозвана; ничего не изменено
vendor-would-revoke-revisions = были бы отозваны ревизии { $license } до { $last } включительно; ничего не изменено

## coupon

vendor-coupon = купон
vendor-batch = партия
vendor-scope = для
scope-bearer = любого владельца
scope-license = одной лицензии
scope-customer = одного клиента
vendor-bearer-risk = купон на предъявителя активирует любой, у кого он есть, и отдельная площадка не узнает, что его уже активировали на другой; ограничьте его: { $ends ->
    [yes] --for-license, --for-customer
   *[no] --for-license, --for-customer, --redeem-before
}
vendor-coupons-generated = { $count ->
    [one] { $count } купон (партия { $batch }):
    [few] { $count } купона (партия { $batch }):
   *[other] { $count } купонов (партия { $batch }):
}
vendor-coupons-written = записано в { $folder }: каждый купон файлом и текстом
vendor-redemptions = активации
vendor-not-redeemed = ещё не активирован
vendor-redeemed-on = на { $license }, { $at } (ревизия { $revision })
vendor-redeemed = купон { $coupon } активирован на { $license }: теперь это ревизия { $revision }
vendor-would-redeem = купон { $coupon } был бы активирован на { $license } и дал бы ревизию { $revision }; ничего не изменено
vendor-coupon-cancelled = купон { $coupon } отменён
vendor-cancelled-at = отменён { $date }: { $reason }
vendor-cancel-whose = купон { $coupon } — для { $holder }
vendor-cancel-question = Отменить его? Вернуть будет нельзя.
vendor-would-cancel = купон { $coupon } был бы отменён; ничего не изменено
vendor-coupon-adds = Что добавляет
vendor-redeem-before = активировать до
vendor-reusable = многоразовый
vendor-reusable-yes = по разу на каждой лицензии
vendor-days-from-redemption = { $days ->
    [one] { $days } день с активации
    [few] { $days } дня с активации
   *[other] { $days } дней с активации
}
vendor-adds-nothing = купон ничего не прибавит: продукт { $product } уже есть до { $until } с лимитами не меньше; лимиты не складываются
vendor-adds-nothing-for-ever = купон ничего не прибавит: продукт { $product } уже есть бессрочно с лимитами не меньше; лимиты не складываются
vendor-redeem-question = Всё равно израсходовать купон?

## distribution, release

vendor-distribution = дистрибутив
vendor-distribution-added = дистрибутив { $distribution } добавлен
vendor-no-agreement = У него нет лицензионного соглашения: площадки установят его, не спрашивая согласия.
vendor-update-feature = фича обновлений
vendor-release-added = { $distribution } { $version } добавлен
vendor-release-withdrawn = { $distribution } { $version } отозван
vendor-withdraw-what = { $distribution } { $version }: { $count ->
    [one] { $count } релиз
    [few] { $count } релиза
   *[other] { $count } релизов
}
vendor-withdraw-question = Отозвать? Площадки больше не будут это устанавливать.
vendor-would-withdraw = { $distribution } { $version } был бы отозван; ничего не изменено
vendor-release-out-of-order = { $version } — версия более старая, чем { $newer }, но встанет выше неё; задайте место: --order
vendor-target = для
vendor-targets = конфигурации
vendor-extension = расширение
vendor-compatibility = режим совместимости
vendor-channel = канал
channel-released = выпущен
channel-pre-release = предварительный
channel-withdrawn = отозван

## catalog, bundle

vendor-catalog-published = каталог { $number } подписан: { $targets ->
    [one] { $targets } конфигурация
    [few] { $targets } конфигурации
   *[other] { $targets } конфигураций
}, актуален до { $expires }
vendor-catalog-is-empty = в каталоге нет ни одного релиза: их добавляет «{ $program } release add»
vendor-signed = подписан
vendor-expires = актуален до
vendor-objects-written = записано объектов
vendor-bulletin = бюллетень
vendor-bulletin-published = бюллетень { $number } подписан: { $revoked ->
    [0] отозванных лицензий и купонов нет
    [one] { $revoked } отозванная лицензия или купон
    [few] { $revoked } отозванных лицензии и купона
   *[other] { $revoked } отозванных лицензий и купонов
}
vendor-revoked-numbers = отозвано лицензий и купонов
vendor-burnt-keys = недействительных ключей
vendor-withdrawn = отозвано релизов
vendor-lowest-catalog = наименьший каталог
vendor-burnt-key = ключ { $key } недействителен с { $since }
vendor-withdrawn-record = релиз { $release } отозван: { $why }
vendor-bundle-made = комплект записан в { $folder }
vendor-root = корень
vendor-catalog = каталог
vendor-bundle-licenses = лицензии
vendor-bundle-files = файлы
vendor-bundle-new-of = новых { $new } из { $all }

## ledger

vendor-ledger-backed-up = { $file } — копия реестра, в журнале { $entries ->
    [one] { $entries } запись
    [few] { $entries } записи
   *[other] { $entries } записей
}; ключей, корней и объектов в ней нет

## log

vendor-who = кто
vendor-what = что
vendor-log-verified = подлинны: { $entries ->
    [one] { $entries } запись
    [few] { $entries } записи
   *[other] { $entries } записей
} и { $documents ->
    [one] { $documents } подписанный документ
    [few] { $documents } подписанных документа
   *[other] { $documents } подписанных документов
}
vendor-log-head = вершина журнала
log-with-reason = { $said }: { $reason }
log-vendor-init = начат вендор { $subject }
log-root-install = установлен корень { $subject }
log-key-burn = отозван ключ { $subject }
log-feature-add = добавлена фича { $subject }: { $name }
log-product-add = добавлен продукт { $subject }: { $name }
log-customer-add = добавлен клиент { $subject }
log-feature-update = переименована фича { $subject }: { $name }
log-product-update = изменён продукт { $subject }: { $name }
log-customer-update = изменён клиент { $subject }
log-customer-erase = стёрты сведения о клиенте { $subject }
log-customer-merge = клиент { $subject } объединён как дубликат
log-distributor-add = добавлен дистрибьютор { $subject }: { $name }
log-distributor-update = изменён дистрибьютор { $subject }: { $name }
log-license-new = создана лицензия { $subject }
log-license-revoke = { $revisions ->
    [all] отозвана лицензия { $subject }
   *[older] отозвана лицензия { $subject } по ревизию { $last } включительно
}
log-license-comment = комментарий к лицензии { $subject }: { $comment }
log-template-save = сохранён шаблон { $subject }
log-template-remove = удалён шаблон { $subject }
log-license-move = лицензия { $subject } передана клиенту { $to } (до этого: { $from })
log-coupon-generate = { $count ->
    [one] создан { $count } купон, партия { $subject }
    [few] создано { $count } купона, партия { $subject }
   *[other] создано { $count } купонов, партия { $subject }
}
log-coupon-redeem = активирован купон { $subject } на { $license }: ревизия { $revision }
log-coupon-cancel = отменён купон { $subject }
log-redemption-cancel = отменена активация купона { $subject } на { $license }: ревизия { $revision }
log-distribution-add = добавлен дистрибутив { $subject }
log-distribution-update = изменён дистрибутив { $subject }
log-release-add = добавлен релиз { $subject } { $version }
log-release-withdraw = отозван релиз { $subject } { $version }
log-catalog-publish = подписан каталог { $subject }
log-bulletin-publish = подписан бюллетень { $subject }
log-document-reissue = { $count ->
    [one] заново подписан { $count } документ
    [few] заново подписано { $count } документа
   *[other] заново подписано { $count } документов
}

## cli: что вводят люди

error-cli-no-folder = не указана папка вендора
hint-cli-no-folder = укажите её параметром --vendor или переменной KEYSLIP_VENDOR; новую создаёт «{ $program } init»
error-cli-prefix = «{ $text }» — не четыре заглавные латинские буквы
hint-cli-prefix = выберите четыре буквы, по которым вас узнают клиенты, например DEMO
error-cli-target-name = в «{ $text }» нет имени перед границами
hint-cli-target-name = сначала имя конфигурации, затем границы: УправлениеТорговлей > 11.4.14.64 < 11.5
error-cli-target-word = «{ $word }» — не граница и не номер релиза
hint-cli-target-word = перед каждым номером релиза нужен знак >, >=, < или <=
error-cli-target-twice = в «{ $text }» одна и та же граница указана дважды
hint-cli-target-twice = укажите одну нижнюю и одну верхнюю границу или несколько --target
error-cli-target-empty = под «{ $text }» не подходит ни один релиз
hint-cli-target-empty = нижняя граница должна быть меньше верхней
error-cli-range = «{ $text }» — не диапазон
hint-cli-range = диапазон — два номера релиза через две точки, меньший первым: 11.5.8 .. 11.5.20
error-cli-language = в «{ $text }» не указан язык
hint-cli-language = пишите так: ru=файл.txt или en=file.txt
error-cli-feature-limit = «{ $text }» — не фича с лимитом
hint-cli-feature-limit = пишите так: 1=5 или 1=unlimited (без лимита)
error-cli-no-name = в «{ $text }» нет имени
hint-cli-no-name = пишите так: "Обмен с RetailCRM" или "ru=Обмен с RetailCRM"
error-cli-language-twice = язык { $language } указан дважды
hint-cli-language-twice = укажите каждый язык по одному разу: ru=… и en=…
error-cli-no-reason = причина не указана
hint-cli-no-reason = напишите, почему: через год другого ответа не найти
error-cli-until-is-past = срок { $until } уже прошёл (сейчас { $now }): такой купон нельзя активировать
hint-cli-until-is-past = назовите в --until более поздний день
error-cli-coupon-for-another = купон нельзя активировать на { $license }
hint-cli-coupon-for-another = кому он выдан, покажет «{ $program } coupon show КУПОН»
error-cli-variable = переменная окружения { $variable } не подходит
hint-cli-variable = запишите в { $variable } день, например 2027-12-31, или уберите её
error-cli-other-site = запрос подписан ключом площадки { $found }, а не { $expected }
hint-cli-other-site = прежде чем отвечать, узнайте у площадки, какой отпечаток верен
error-cli-distribution = «{ $text }» — не короткое имя дистрибутива
hint-cli-distribution = в нём строчные латинские буквы, цифры и дефисы; все показывает «{ $program } distribution list»
error-cli-other-kind = { $number } — номер { $kind ->
    [license] лицензии, а нужен номер купона
   *[coupon] купона, а нужен номер лицензии
}
hint-cli-other-kind = { $kind ->
    [license] купоны показывает «{ $program } coupon list»
   *[coupon] лицензии показывает «{ $program } license list»
}
error-cli-no-extension = { $file } нельзя опубликовать
error-cli-into-vendor = { $path } лежит в папке самого вендора, где реестр и ключи
hint-cli-into-vendor = укажите в --out другое место
error-cli-nobody-may-install = права на такой дистрибутив не даст ни одна лицензия
hint-cli-nobody-may-install = укажите --update-feature ФИЧА или --product ПРОДУКТ, а если лицензия не нужна — --free
error-cli-not-text = { $path } — не текст в кодировке UTF-8
hint-cli-not-text = сохраните его в кодировке UTF-8
error-cli-unsafe-name = имя файла «{ $name }» годится не для каждой системы
hint-cli-unsafe-name = оставьте в имени буквы, цифры, пробелы и . _ - ( ) + , и переименуйте файл
error-cli-demo-folder = папка { $path } не пуста
hint-cli-demo-folder = укажите пустую или ещё не существующую папку
error-cli-demo-no-extensions = в { $path } нет файлов .cfe
hint-cli-demo-no-extensions = укажите папку с файлами .cfe или уберите --extensions
error-cli-demo-step = шаг показа закончился не так, как должен: { $command }
error-cli-demo-targets = не удаётся прочитать { $path }: { $reason }

## ledger

error-ledger-missing = { $path } — не папка вендора
hint-ledger-missing = проверьте --vendor или KEYSLIP_VENDOR; новую папку создаёт «{ $program } init»
error-ledger-already-initialised = { $path } — уже папка вендора
hint-ledger-already-initialised = ничего не изменено; для нового вендора выберите другую папку
error-ledger-not-empty = папка { $path } не пуста
hint-ledger-not-empty = выберите пустую или ещё не существующую папку
error-ledger-init-unfinished = папка { $path } не закончена: прежний запуск прервался
hint-ledger-init-unfinished = из неё ничего не выпущено; удалите её и снова выполните «{ $program } init»
error-ledger-not-a-ledger = { $path } — не реестр
hint-ledger-not-a-ledger = проверьте папку или восстановите файл из резервной копии
error-ledger-schema-newer = реестр записан более новой программой (схема { $found }, эта знает { $known })
hint-ledger-schema-newer = установите более новую версию { $program }
error-ledger-migration = не удалось обновить { $path }: { $reason }
hint-ledger-migration = ничего не изменено; восстановите резервную копию или сообщите нам
error-ledger-full = не хватает места для записи { $path }
hint-ledger-full = ничего не изменено; освободите место и повторите команду
error-ledger-read-only = { $path }: запись запрещена
hint-ledger-read-only = снимите защиту от записи или работайте с другой копией
error-ledger-cannot-open = не удаётся открыть { $path }
hint-ledger-cannot-open = проверьте, что папка на месте и доступна для чтения и записи
error-ledger-busy = { $path } занят другим запуском { $program }
hint-ledger-busy = ничего не изменено; дождитесь его окончания и повторите команду
error-ledger-corrupt = { $path } повреждён
hint-ledger-corrupt = не продолжайте работу; восстановите последнюю резервную копию и сверьте её с журналом
error-ledger-database = база { $path } отказала: { $reason }
error-ledger-another-root = корень в папке ({ $found }) не тот, что в реестре ({ $expected })
hint-ledger-another-root = папка roots и реестр от разных вендоров; восстановите их из одной копии
error-ledger-key-place = { $path } не говорит, где ключ: строка { $line } непонятна
hint-ledger-key-place = запишите его заново: { $program } key use
error-ledger-key-place-open = { $path } могут прочитать или изменить другие пользователи
hint-ledger-key-place-open = проверьте, что в нём, и закройте доступ (chmod 600)
error-ledger-key-not-listed = в корне вендора нет ключа { $key } для этого ({ $role ->
    [root] корни
    [license] лицензии
    [coupon] купоны
    [catalog] каталоги
   *[bulletin] бюллетени
})
hint-ledger-key-not-listed = ключ подписывает, когда он есть в корне: посмотрите { $program } key list
error-ledger-no-key-for = в корне вендора нет ключа для таких документов ({ $document })
error-ledger-unrepresentable = { $what } нельзя записать так, чтобы это принял любой читатель: { $reason }
hint-ledger-unrepresentable = уберите управляющие символы и сократите длинные тексты
error-ledger-damaged-row = реестр повреждён: не читается столбец { $column }
hint-ledger-damaged-row = восстановите последнюю резервную копию
error-ledger-damaged-document = { $document ->
    [license] лицензия
    [coupon] купон
    [catalog] каталог
   *[root] корень
} { $subject } в реестре — не то, что было подписано: реестр изменили извне
hint-ledger-damaged-document = что затронуто, покажет «{ $program } log verify»; восстановите резервную копию
error-ledger-damaged-record = запись { $subject } в реестре не читается: реестр изменили извне ({ $reason })
hint-ledger-damaged-record = что затронуто, покажет «{ $program } log verify»; восстановите резервную копию
error-ledger-missing-object = в папке вендора нет объекта { $digest }
hint-ledger-missing-object = восстановите папку objects из резервной копии
error-ledger-damaged-object = объект { $digest } в папке вендора повреждён
hint-ledger-damaged-object = восстановите папку objects из резервной копии
error-ledger-audit-broken = журнал нарушен на записи { $seq }: { $problem ->
    [missing] её нет
    [unchained] она не продолжает предыдущую
    [changed] её изменили
    [not-stored] того, о чём она говорит, в реестре нет
    [untold] в реестре есть то, о чём не говорит ни одна запись
   *[lost-head] пропала вершина, подписанная в каталоге
}
hint-ledger-audit-broken = в реестр писали извне: сравните его с резервной копией
error-ledger-unknown-feature = фичи { $feature } нет
hint-ledger-unknown-feature = список показывает «{ $program } feature list»
error-ledger-unknown-product = продукта { $product } нет
hint-ledger-unknown-product = список показывает «{ $program } product list»
error-ledger-unknown-customer = клиента { $customer } нет
hint-ledger-unknown-customer = список показывает «{ $program } customer list»
error-ledger-unknown-license = лицензии { $license } в реестре нет
hint-ledger-unknown-license = список показывает «{ $program } license list»
error-ledger-unknown-coupon = купона { $coupon } в реестре нет
hint-ledger-unknown-coupon = список показывает «{ $program } coupon list»
error-ledger-unknown-distribution = дистрибутива { $distribution } нет
hint-ledger-unknown-distribution = список показывает «{ $program } distribution list»
error-ledger-unknown-release = у { $distribution } нет релиза { $version }
hint-ledger-unknown-release = их показывает «{ $program } release list { $distribution }»
error-ledger-no-such-revision = у { $license } нечего отзывать ниже ревизии { $revision }: новейшая — { $newest }
hint-ledger-no-such-revision = укажите ревизию от 2 до { $newest } или отзовите всю лицензию, без --below-revision
error-ledger-no-bulletin = такого бюллетеня нет
hint-ledger-no-bulletin = их показывает «{ $program } bulletin list»
error-ledger-license-revoked = лицензия { $license } уже отозвана { $at }
hint-ledger-license-revoked = ничего не изменено; почему она отозвана, покажет «{ $program } license show { $license }»
error-ledger-coupon-cancelled = купон { $coupon } уже отменён { $at }
hint-ledger-coupon-cancelled = ничего не изменено; почему он отменён, покажет «{ $program } coupon show { $coupon }»
error-ledger-release-withdrawn = { $distribution } { $version } уже отозван
error-ledger-lowest-catalog = наименьшим не может быть каталог { $lowest }: новейший — { $newest }
hint-ledger-lowest-catalog = сначала опубликуйте этот каталог
error-ledger-no-catalog = ни одного каталога ещё не опубликовано
hint-ledger-no-catalog = каталог подписывает «{ $program } catalog publish»
error-ledger-coupon-redeemed = купон { $coupon } уже активирован { $at } на лицензии { $license }
hint-ledger-coupon-redeemed = ничего не изменено; подробнее: «{ $program } coupon show { $coupon }»
error-ledger-text-too-long = поле { $field }: { $bytes } байт при допустимых { $max }
hint-ledger-text-too-long = сократите текст
error-ledger-empty = не указано: { $field ->
    [reason] для причины (--reason)
    [features] фичи (--feature)
    [company] компания (--company)
    [name] имени (--name)
   *[products] продукты (--add)
}
hint-ledger-empty = укажите значение
error-ledger-bad-guid = «{ $guid }» — не GUID
hint-ledger-bad-guid = GUID выглядит так: 0f95ef4a-3eb9-492d-b4a3-819a4764b17c
error-ledger-guid-taken = GUID { $guid } уже у продукта { $product }
hint-ledger-guid-taken = у каждого продукта свой GUID
error-ledger-coupon-count = { $count } купонов за один раз — слишком много: не больше { $max }
hint-ledger-coupon-count = выполните команду несколько раз
error-ledger-limit-too-large = лимит фичи { $feature }, умноженный на { $multiplier }, слишком велик
hint-ledger-limit-too-large = уменьшите множитель или сделайте фичу в продукте без лимита
error-ledger-not-random = источник случайных чисел системы повторяется
hint-ledger-not-random = ничего не выпускайте на этой машине
error-ledger-distribution-exists = дистрибутив { $distribution } уже есть
hint-ledger-distribution-exists = выберите другое короткое имя
error-ledger-unknown-purpose = { $file } — расширение с неизвестным назначением { $purpose }
error-ledger-version-missing = в { $file } не указана версия
hint-ledger-version-missing = укажите её параметром --version
error-ledger-version-disagrees = указана версия { $stated }, а в файле { $file }
hint-ledger-version-disagrees = уберите --version или возьмите нужный файл
error-ledger-release-exists = релиз { $version } с теми же файлами уже есть в реестре
hint-ledger-release-exists = делать ничего не нужно
error-ledger-same-version-other-bytes = релиз { $version } для { $target } уже есть в реестре, но с другим содержимым
hint-ledger-same-version-other-bytes = дайте ему новую версию или опубликуйте повторно с --revision { $next }
error-ledger-order-taken = порядковый номер { $order } уже у релиза { $version }
hint-ledger-order-taken = уберите --order или выберите другой номер
error-ledger-mixed-script = в имени «{ $name }» смешаны алфавиты: буква { $place }, «{ $letter }», из другого
hint-ledger-mixed-script = наберите имя заново одним алфавитом; если оно и правда такое, добавьте --allow-mixed-scripts
error-ledger-expires-too-early = срок кончился бы { $expires }, а сейчас { $now }
hint-ledger-expires-too-early = дайте ему больше дней или более поздний день: --expires-in

## demo

demo-vendor = Вендор начинает работу: ключи, корень и пустой реестр. Отпечаток сверяют клиенты.
demo-sell = Продажа: клиент, пустой лицензионный ключ, купоны; один из них активируют.
demo-publish = Релизы попадают в подписанный каталог, а с ним на носитель.
demo-site = Носитель на площадке без сети: доверие по отпечатку, лицензия, список, согласие, установка.
demo-attack = В лицензии изменён один байт.
demo-verify = Позже: всё ли осталось таким, как подписано?
demo-end = Установлено и проверено: { $file } (SHA-256 { $digest })
demo-kept = Всё лежит в { $folder }.
demo-not-kept = Ничего не сохранено; всё сохранит --keep ПАПКА.
