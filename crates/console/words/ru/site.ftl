# Отчёты и вопросы программы площадки.

## что ввели

error-site-no-site = не указана площадка
hint-site-no-site = укажите папку площадки параметром --site или переменной KEYSLIP_SITE
error-site-no-root = не указан корень вендора
hint-site-no-root = укажите --bundle ПАПКА или --root ФАЙЛ
error-site-agreement-declined = соглашение не принято: ничего не записано
error-site-fingerprint-unconfirmed = отпечаток корня { $fingerprint } ({ $words }) никто не сверил: площадка пока никому не доверяет
hint-site-fingerprint-unconfirmed = узнайте отпечаток у вендора другим путём, не с этого носителя, и укажите его в --fingerprint или ответьте в терминале
error-site-fingerprint-declined = отпечаток корня не тот, что опубликовал вендор: площадка пока никому не доверяет
hint-site-fingerprint-declined = не пользуйтесь этим носителем и сообщите вендору
error-site-distribution-id = «{ $text }» — не идентификатор дистрибутива
hint-site-distribution-id = в нём строчные латинские буквы, цифры и дефисы; все показывает { $program } list
error-site-digest = «{ $text }» — не SHA-256
hint-site-digest = SHA-256 — это 64 шестнадцатеричные цифры
error-site-coupon-number = { $text } — номер купона
hint-site-coupon-number = укажите номер лицензии, на которой нужно активировать купон
error-site-other-document = { $path } — это { $found ->
    [root] корень
    [license] лицензия
    [coupon] купон
    [catalog] каталог
    [bulletin] бюллетень
    [receipt] квитанция
   *[request] запрос
}, а { $wanted ->
    [root] нужен корень
    [license] нужна лицензия
   *[coupon] нужен купон
}
hint-site-other-document = { $found ->
    [root] корень принимает «{ $program } trust update»
    [license] лицензию принимает «{ $program } license add»
    [coupon] купон принимает «{ $program } redeem»
    [catalog] каталог читается вместе со всем комплектом: «{ $program } list --bundle ПАПКА»
    [bulletin] бюллетень читается вместе со всем комплектом: «{ $program } trust update --bundle ПАПКА»
   *[other] этот файл предназначен вендору
}
error-site-unknown-file = { $path } — не документ Keyslip и не файл 1С
hint-site-unknown-file = проверьте, тот ли это файл

## подписи

site-vendor = вендор
site-root-version = корень
site-fingerprint = отпечаток
site-also-named = другое название
site-environment = среда
site-in-words = словами
site-roots = Корни
site-signed = подписан
site-expires = ждать нового
site-trusted = здесь с
site-threshold = нужно ключей
site-root-keys = корневые ключи
site-issuing-keys = Выпускающие ключи
site-issuing-key = ключ
site-products = продукты
site-all-products = все
site-from = с
site-key-burnt = отозван с { $since } (бюллетень { $bulletin })
site-purposes = для чего
site-license = лицензия
site-catalog = каталог
site-bulletin = бюллетень
site-holder = владелец
site-revision = ревизия
site-coupons = активировано купонов
site-product = продукт
site-infobase-id = код базы
site-grace = отсрочка
site-feature = фича
site-limit = лимит
site-until = до
site-standing = состояние
site-unlimited = без ограничений
site-for-ever = бессрочно
site-moment = на момент
site-distribution = дистрибутив
site-fit = подходит
site-right = обновления
site-note = примечание
site-state = состояние
site-for = для
site-folder = папка
site-receipts = квитанций
site-catalog-of = { $number }, актуален до { $until }
site-kind = вид
site-sha256 = SHA-256
site-claimed-key = заявленный ключ
site-licenses = Лицензии
site-installed-heading = Установлено
site-hint = подсказка: { $hint }

site-standing-in-force = действует
site-standing-in-grace = отсрочка
site-standing-not-yet = ещё не началась
site-standing-unread = не проверена
site-standing-revoked = отозвана
site-standing-ended = закончилась
site-standing-never = пустая
site-fit-tested = да
site-fit-untested = не проверено
site-fit-no = нет
site-right-free = бесплатно
site-right-covered = доступно
site-right-ended = не оплачено
site-right-not-yet = ещё не началось
site-right-none = нет лицензии
site-file-ok = в порядке
site-file-changed = изменён
site-file-missing = пропал

## начало работы, лицензии, купоны

site-started = площадка доверяет этому вендору ({ $site })
site-news-not-taken = бюллетень и каталог из комплекта не приняты: { $reason }
site-test-root = это тестовый корень: его лицензии никто не покупал
site-unverified-root = НЕ ПРОВЕРЕНО: так корень говорит о себе сам; площадка ему ещё не доверяет
site-offered-vendor = вендор: { $name } ({ $prefix }), { $environment }
site-offered-digits = отпечаток: { $fingerprint }
site-offered-words = словами: { $words }
site-fingerprint-question = Сверьте его с тем, что вендор опубликовал в другом месте, не на этом носителе. Совпадает до последней цифры или слова?
site-paste = Вставьте текст { $kind ->
    [coupon] купона
   *[license] лицензии
} и нажмите Ctrl-D (в Windows Ctrl-Z и Enter)
site-next-license = дальше: { $program } license add ФАЙЛ
site-next-list = дальше: { $program } list --bundle ПАПКА --configuration ИМЯ --release РЕЛИЗ
site-license-new = лицензия { $number } добавлена
site-license-replaced = лицензия { $number } заменена более новой ревизией
site-license-already-there = лицензия { $number } уже есть
site-license-empty = в лицензии нет продуктов: активируйте на ней купон
site-license-no-longer-trusted = вендор больше не ручается за лицензию { $number }: { $reason }
site-license-revoked = лицензия { $number }: { $reason }
site-ask-for-another-license = лицензия отозвана целиком: спросите вендора о другой
site-burnt-key = ключ { $key } отозван с { $since }: подписанное им не действует
site-roots-same = новее ничего нет: корню { $version } площадка уже доверяет
site-roots-updated = { $count ->
    [one] теперь площадка доверяет корню { $version }
    [few] теперь площадка доверяет корню { $version }, это на { $count } корня дальше
   *[many] теперь площадка доверяет корню { $version }, это на { $count } корней дальше
}
site-fingerprint-changed = сменились корневые ключи вендора, а с ними и отпечаток; прежний — { $before }
site-fork = есть два разных документа с одним номером ({ $kind }, { $number }); второй отвергнут { $seen } и сохранён в { $evidence }
site-fork-next = отправьте этот файл вендору: возможно, украден ключ; когда всё выяснится: { $program } trust acknowledge { $digest }
site-fork-noted = два разных документа с одним номером ({ $kind }, { $number }), второй отвергнут { $seen }; принял к сведению { $who } { $at }; сохранён в { $evidence }
site-names-unknown = названия фич площадка узнает из первого каталога
site-bundle-without-licenses = лицензий в этом комплекте нет
site-no-licenses = лицензий нет
site-before = Было
site-after = Стало
site-was-empty = продуктов в лицензии не было
site-nothing-added = ничего не изменилось: всё это в лицензии уже было
site-redeemed = купон { $coupon } активирован

## запросы вендору

error-site-asked = «{ $text }» — не техническое имя с релизом
hint-site-asked = напишите техническое имя конфигурации, а после @ её релиз, если он известен: УправлениеТорговлей@11.5.20
request-written = запрос записан в { $file }: передайте его вендору
request-self-signed = подписан ключом площадки, который в нём же и назван
request-key-is-known = это тот ключ площадки, который вы назвали
request-key-is-not-known = чей это ключ, не установлено: сверьте его отпечаток с площадкой и назовите его в --site-key
request-root-is-another = площадка доверяет не вашему новейшему корню
request-license-is-unknown = лицензию { $license } вы не выпускали
request-site-key = ключ площадки
request-site-id = код площадки
request-moment = составлен
request-last-receipt = последняя квитанция
request-files = установлено файлов
request-wanted = нужно
request-all-that-fit = всё подходящее
request-contact = контакт
request-comment = комментарий
request-release = релиз

## список

site-list-heading = { $configuration } { $release }, каталог { $number }
site-catalog-stale = каталог действовал до { $expires }: попросите у вендора более новый комплект
site-list-nothing = в каталоге нет ничего проверенного для этой конфигурации и релиза
site-row-installed = установлено
site-row-recommended = рекомендуется
site-near-miss = в каталоге есть «{ $name }», набранное имя только похоже на это: наберите его заново или скопируйте
site-no-such-configuration = конфигурации «{ $name }» в каталоге нет; есть: { $names }
site-odd-letter = буква { $place } в имени, «{ $letter }», из другого алфавита, чем соседние
site-untested-hidden = { $count ->
    [one] подходит ещё { $count } непроверенный релиз: его покажет --untested
    [few] подходят ещё { $count } непроверенных релиза: их покажет --untested
   *[other] подходят ещё { $count } непроверенных релизов: их покажет --untested
}
site-rows-hidden = { $count ->
    [one] ещё { $count } релиз скрыт: почему, покажет --why
    [few] ещё { $count } релиза скрыты: почему, покажет --why
   *[other] ещё { $count } релизов скрыты: почему, покажет --why
}
site-next-install = дальше: { $program } install { $distribution } с теми же параметрами и --to ПАПКА

## установка, сохранение, проверка

site-agreement-digest = SHA-256 соглашения: { $digest }
site-no-agreement = принимать нечего: соглашения нет
site-agreement-question = Вы принимаете соглашение?
site-installed = установлено в { $folder }: { $name } { $version }
site-saved = сохранено в { $folder }: { $name } { $version }
site-asks-no-safe-mode = вендор просит запускать это расширение без безопасного режима; 1С не отключит его, пока вы не сделаете этого сами
site-asks-no-action-protection = вендор просит запускать это расширение без защиты от опасных действий; 1С не отключит её, пока вы не сделаете этого сами
site-was-untested = { $reason }
site-resumed-completed = установка { $distribution } { $version } в { $folder } была прервана; теперь она завершена
site-resumed-abandoned = установка { $distribution } { $version } в { $folder } была прервана и отменена; там ничего не изменилось
site-resumed-stuck = установка { $distribution } { $version } в { $folder } прервана, и завершить её нельзя: установите туда же ещё раз
site-pending = установка { $distribution } в { $folder } прервана; её завершит следующая установка
site-nothing-installed = ничего не установлено
site-verified = { $count ->
    [one] { $count } файл совпадает с подписанным
    [few] все { $count } файла совпадают с подписанными
   *[other] все { $count } файлов совпадают с подписанными
}
site-drifted = { $count ->
    [one] { $count } файл не совпадает с подписанным
    [few] { $count } файла не совпадают с подписанными
   *[other] { $count } файлов не совпадают с подписанными
}
site-lost = { $count ->
    [one] { $count } файл пропал
    [few] { $count } файла пропали
   *[other] { $count } файлов пропали
}
site-next-reinstall = дальше: установите релиз из комплекта ещё раз
site-bulletin-of = { $number } от { $issued }
site-bulletin-is-stale = ожидался более новый бюллетень: попросите у вендора более новый комплект
site-installed-is-withdrawn = { $distribution } { $version } в { $folder } отозван вендором: установите другую версию
site-catalog-is-stale = срок новейшего известного каталога закончился: попросите у вендора более новый комплект

## заключения

site-check-permitted = { $file }: { $verdict }
site-check-doubtful = { $file }: { $verdict }
site-check-refused = { $file }: отказ: { $verdict }
site-established = + { $fact }
site-doubt = ? { $doubt }
site-set-aside = купон { $coupon } не учитывается: { $reason }

## что внутри файла

site-unverified = НЕ ПРОВЕРЕНО: ниже то, что файл говорит о себе сам
site-kind-root = корень
site-kind-license = лицензия
site-kind-coupon = купон
site-kind-catalog = каталог
site-kind-bulletin = бюллетень
site-kind-receipt = квитанция
site-kind-request = запрос
site-kind-document = подписанный документ
site-kind-extension = расширение 1С
site-kind-external-processor = внешняя обработка 1С
site-kind-external-report = внешний отчёт 1С
site-kind-configuration = конфигурация 1С

site-receipts-exported = { $count ->
    [one] { $count } квитанция записана
    [few] { $count } квитанции записаны
   *[other] { $count } квитанций записано
} в { $file }: этот файл — для вендора.
