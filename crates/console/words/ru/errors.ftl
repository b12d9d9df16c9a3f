# Ошибки по кодам: `error-<код>` говорит, что случилось и где, `hint-<код>` — что делать.
# Со строчной буквы и без точки в конце: предложения соединяются двоеточием.

## disk

error-disk-full = не хватает места для записи { $path }
hint-disk-full = освободите место или выберите другой диск и повторите команду
error-disk-read-only = { $path }: запись запрещена
hint-disk-read-only = выберите другую папку или снимите защиту от записи
error-disk-denied = нет прав доступа к { $path }
hint-disk-denied = выполните команду от имени пользователя, у которого есть доступ к этому файлу или папке
error-disk-missing = нет такого файла или папки: { $path }
hint-disk-missing = проверьте путь; относительный путь отсчитывается от текущей папки
error-disk-exists = { $path } уже существует
hint-disk-exists = укажите другое имя или сначала удалите старый файл
error-disk-too-large = файл { $path } слишком велик: { $size } байт при допустимых { $limit }
hint-disk-too-large = проверьте, тот ли это файл
error-disk-locked = { $path } занят: { $holder ->
    [unknown] его использует другой процесс
   *[other] его использует { $holder }
}
hint-disk-locked = дождитесь завершения другого процесса и повторите команду; сам файл блокировки удалять не нужно
error-disk-is-a-folder = { $path } — папка, а нужен файл
hint-disk-is-a-folder = укажите файл, который в ней лежит
error-disk-not-a-file = { $path } — не обычный файл
error-disk-not-a-folder = { $path } — не папка
error-disk-bad-name = «{ $name }» не годится как имя файла
error-disk-io = ошибка чтения или записи { $path } ({ $reason })
hint-disk-io = проверьте диск или носитель и его подключение, затем повторите команду

## console: ввод и терминал

error-console-date = «{ $text }» — не дата
hint-console-date = дата пишется так: 2027-12-31, со временем — 2027-12-31T10:00:00Z
error-console-no-such-date = такой даты нет: { $text }
hint-console-no-such-date = проверьте месяц, день и время
error-console-date-out-of-range = дата { $text } вне допустимых лет: с 1970 по 9999
error-console-span = «{ $text }» — не срок в днях
hint-console-span = дни пишутся как 365d, недели — как 52w
error-console-calendar-span = «{ $text }» — срок без точного числа дней
hint-console-calendar-span = месяцы и годы бывают разной длины: укажите дни (365d), недели (52w) или дату окончания
error-console-span-out-of-range = «{ $text }» — срок не от 1 до { $limit } дней
error-console-number = «{ $text }» — не целое число от { $least } до { $most }
hint-console-number = напишите число цифрами, без пробелов и дробной части
error-console-no-terminal = некому ответить на вопрос: программа запущена не в терминале
hint-console-no-terminal = запустите команду в терминале или ответьте заранее параметром --yes
error-console-repair-unconfirmed = текст повреждён, строка { $rows }, и некого спросить, брать ли его исправленным
hint-console-repair-unconfirmed = сверьте исправления с оригиналом, затем повторите команду с параметром --repair
error-console-repair-declined = исправленный текст не принят
hint-console-repair-declined = сверьте строки с оригиналом и исправьте их сами
error-console-terminal = не удаётся прочитать ввод с терминала: { $kind ->
    [full] кончилось место
    [read-only] доступно только чтение
    [denied] нет прав
    [missing] его нет
    [closed] другая сторона его закрыла
   *[other] система отказала
} ({ $reason })
error-console-output = не удаётся вывести результат: { $kind ->
    [full] кончилось место
    [read-only] доступно только чтение
    [denied] нет прав
    [missing] его нет
    [closed] другая сторона его закрыла
   *[other] система отказала
} ({ $reason })
hint-console-output = проверьте, куда перенаправлен вывод
error-console-passphrase-unreadable = не удаётся прочитать парольную фразу
error-console-passphrase-empty = парольная фраза пуста
hint-console-passphrase-empty = парольная фраза — это первая строка файла
error-console-no-passphrase-typed = парольная фраза не введена
hint-console-no-passphrase-typed = введите хотя бы один знак
error-console-passphrase-too-long = парольная фраза длиннее { $limit } байт
hint-console-passphrase-too-long = проверьте, тот ли это файл: парольная фраза — его первая строка
error-console-passphrase-not-text = парольная фраза — не текст в кодировке UTF-8
hint-console-passphrase-not-text = сохраните файл в кодировке UTF-8
error-console-passphrases-differ = введённые парольные фразы не совпадают
hint-console-passphrases-differ = повторите команду и введите одну и ту же фразу дважды
error-console-no-descriptors = в этой системе нельзя указать файловый дескриптор
hint-console-no-descriptors = используйте --passphrase-file
error-console-no-passphrase = парольная фраза не указана, а спросить некого: программа запущена не в терминале
hint-console-no-passphrase = укажите файл параметром --passphrase-file или переменной KEYSLIP_PASSPHRASE_FILE

## format: байты, поля, номера, подписанные тексты

error-format-too-long = здесь { $bytes } байт при допустимых { $max }
hint-format-too-long = проверьте, тот ли это файл
error-format-malformed = это не документ Keyslip, или он повреждён: байт { $at }, { $rule ->
    [whole] данные обрываются
    [one-item] после конца есть что-то ещё
    [shortest-head] число записано не кратчайшим способом
    [indefinite] длина не указана
    [reserved] недопустимая запись длины
    [key-order] поля идут не по порядку
    [duplicate-key] поле повторяется
    [float] дробное число
    [tag] тег
    [simple] недопустимое значение
    [utf8] текст не в кодировке UTF-8
    [nfc] текст не в нормальной форме C
    [control] в тексте есть управляющие символы
    [depth] слишком глубокая вложенность
    [items] слишком много элементов
    [envelope] здесь нет подписанного документа
    [protected] заголовок не такой, как положено
    [algorithm] алгоритм не Ed25519
    [unprotected] неподписанный заголовок не пуст
    [payload] нет содержимого
    [signature] у подписи неверная длина
   *[signatures] подписи не подходят друг к другу
}
hint-format-malformed = скопируйте файл заново; если не поможет, попросите у вендора новый
error-format-field = документ подписан, но его поле «{ $field }» { $problem ->
    [missing] отсутствует
    [type] имеет неверный тип
    [range] вне допустимых значений
    [length] слишком короткое или слишком длинное
    [count] содержит слишком мало или слишком много элементов
    [order] идёт не по порядку
    [unknown-key] содержит то, чего эта версия не знает
    [unsafe-name] — небезопасное имя файла
   *[contradiction] противоречит другому полю
} (байт { $at })
hint-format-field = возможно, нужна более новая версия { $program }; если нет, сообщите вендору
error-format-number-prefix = здесь нет номера: он начинается с четырёх букв и дефиса, у купона — с четырёх букв и UPD
hint-format-number-prefix = скопируйте номер целиком, например DEMO-MDQYY-YTFFD-866QE-1EFNY
error-format-number-length = после префикса в номере 20 знаков, а здесь { $symbols }
hint-format-number-length = скопируйте номер целиком
error-format-number-character = знак «{ $character }» в номерах не встречается
hint-format-number-character = в номерах есть цифры и латинские буквы, кроме I, L, O и U
error-format-number-check = в номере опечатка
hint-format-number-check = сверьте номер с оригиналом знак за знаком
error-format-text-empty = текст пуст
hint-format-text-empty = вставьте весь текст: номер и строки под ним
error-format-only-number = { $number } — это только номер: имя, а не подтверждение
hint-format-only-number = вставьте весь текст, со строками под номером, или возьмите файл
error-format-row-character = строка { $row }, группа { $group }: знака «{ $character }» здесь быть не может
hint-format-row-character = сверьте строку с оригиналом
error-format-group-length = строка { $row }, группа { $group }: знаков { $characters }, а должно быть { $expected }
hint-format-group-length = сверьте группу с оригиналом
error-format-row-length = строка { $row }: знаков { $characters }, а должно быть { $expected }
hint-format-row-length = сверьте строку с оригиналом
error-format-row-check = { $rows ->
    [1] строка { $row } не сходится: в ней опечатка
   *[other] строка { $row } не сходится; всего таких строк { $rows }
}
hint-format-row-check = сверьте строку с оригиналом знак за знаком; строки считаются под номером
error-format-row-missing = пропущена строка { $row }
hint-format-row-missing = скопируйте текст заново, со всеми строками
error-format-row-repeated = строка { $row } повторяется
hint-format-row-repeated = удалите одну из двух
error-format-rows-swapped = строки { $row } и { $other } поменялись местами
hint-format-rows-swapped = расположите их, как в оригинале
error-format-text-ends = текст обрывается после строки { $row } из { $rows }
hint-format-text-ends = скопируйте текст заново, до конца
error-format-text-goes-on = документ заканчивается строкой { $rows }, а текст продолжается
hint-format-text-goes-on = уберите то, что стоит ниже строки { $rows }
error-format-loose-end = последняя строка ({ $row }) кончается не там, где должна
hint-format-loose-end = сверьте последнюю строку с оригиналом
error-format-repair-unsigned = текст повреждён, и никакое исправление его строк не даёт текста, подписанного этим вендором
hint-format-repair-unsigned = сверьте текст с оригиналом строка за строкой; строки считаются под номером
error-format-repair-work = текст повреждён, и исправить его можно более чем { $max } способами
hint-format-repair-work = сверьте текст с оригиналом строка за строкой; строки считаются под номером
error-format-release-number = «{ $text }» — не номер релиза
hint-format-release-number = номер релиза — от одного до восьми чисел через точку, например 11.5.8.300

## crypto: ключи и подписи

error-crypto-unknown-key = подписано ключом { $key }, которого у этого вендора нет
hint-crypto-unknown-key = { $program ->
    [keyslip] это от другого вендора, или ключ отозван: ключи показывает «keyslip key list», заново подписывает «keyslip key reissue»
   *[other] это от другого вендора, или вендор отказался от ключа, или нужен более новый корень: возьмите самый новый комплект, затем попросите у вендора новый файл
}
error-crypto-burnt-key = вендор больше не доверяет ключу, которым это подписано ({ $key }, с { $since }, { $bulletin ->
    [0] бюллетень об этом ещё не вышел
   *[other] бюллетень { $bulletin }
})
hint-crypto-burnt-key = { $program ->
    [keyslip] этот ключ больше не подписывает: «keyslip key new» создаст другой, корневые ключи внесут его в корень
   *[other] попросите у вендора тот же документ, подписанный другим ключом
}
error-crypto-bad-signature = подпись не сходится: документ изменён, повреждён или подделан
hint-crypto-bad-signature = скопируйте его заново с оригинала; если не поможет, попросите у вендора новый
error-crypto-wrong-document = это { $found ->
    [root] корень
    [license] лицензия
    [coupon] купон
    [catalog] каталог
    [bulletin] бюллетень
   *[receipt] квитанция
}, а нужен документ вида «{ $expected ->
    [root] корень
    [license] лицензия
    [coupon] купон
    [catalog] каталог
    [bulletin] бюллетень
   *[receipt] квитанция
}»
hint-crypto-wrong-document = { $found ->
    [coupon] купон активирует другая команда: { $program } { $program ->
        [keyslip] coupon redeem
       *[other] redeem
    }
   *[other] проверьте, тот ли это файл
}
error-crypto-wrong-purpose = ключу { $key } не разрешено подписывать такие документы ({ $document ->
    [root] корень
    [license] лицензия
    [coupon] купон
    [catalog] каталог
    [bulletin] бюллетень
   *[receipt] квитанция
})
hint-crypto-wrong-purpose = не используйте этот документ и сообщите вендору
error-crypto-outside-key-time = ключ { $key } не действовал { $signed }, когда ставилась подпись
hint-crypto-outside-key-time = попросите у вендора новый документ
error-crypto-change-by-family-key = ключ { $key } — только для некоторых продуктов и не может подписать купон, который заменяет все
hint-crypto-change-by-family-key = попросите у вендора купон, подписанный другим ключом
error-crypto-takes-away = эта ревизия отняла бы продукт { $product }, а её ключ { $key } — не для него; ничего не изменено
hint-crypto-takes-away = не используйте её и сообщите вендору: возможно, ключ украден
error-crypto-outside-key-family = ключу { $key } не разрешено подписывать документы о продукте { $product }
hint-crypto-outside-key-family = попросите у вендора новый документ
error-crypto-wrong-object = содержимое не то, которое подписано ({ $digest })
hint-crypto-wrong-object = носитель повреждён или изменён: скопируйте его заново с оригинала
error-crypto-other-number = над строками стоит номер { $written }, а у документа под ним номер { $signed }
hint-crypto-other-number = скопируйте номер и строки из одного и того же текста
error-crypto-wrong-fingerprint = отпечаток корня — { $found } ({ $found-words }), а не { $expected } ({ $expected-words })
hint-crypto-wrong-fingerprint = сверьте первый с опубликованным вендором цифра за цифрой или слово за словом; если они различаются, носитель не от этого вендора
error-crypto-fingerprint-digits = в отпечатке 40 цифр или 12 слов, а здесь { $found ->
    [one] { $found } цифра
    [few] { $found } цифры
   *[many] { $found } цифр
}
hint-crypto-fingerprint-digits = скопируйте его так, как опубликовал вендор: восемь групп по пять цифр или двенадцать слов
error-crypto-fingerprint-group = группа { $group } отпечатка больше 65535
hint-crypto-fingerprint-group = в ней ошибка: скопируйте отпечаток так, как опубликовал вендор
error-crypto-fingerprint-words = в отпечатке 12 слов или 40 цифр, а здесь { $found ->
    [one] { $found } слово
    [few] { $found } слова
   *[many] { $found } слов
}
hint-crypto-fingerprint-words = скопируйте его так, как опубликовал вендор: восемь групп по пять цифр или двенадцать слов
error-crypto-fingerprint-unknown-word = слова { $place } отпечатка, «{ $word }», нет в списке
hint-crypto-fingerprint-unknown-word = скопируйте отпечаток так, как опубликовал вендор; слова английские, из списка BIP-39
error-crypto-fingerprint-mistyped-word = слова { $place } отпечатка, «{ $word }», нет в списке; может быть, «{ $near }»?
hint-crypto-fingerprint-mistyped-word = посмотрите, что опубликовал вендор, и исправляйте слово, только если оно там и стоит
error-crypto-fingerprint-checksum = эти двенадцать слов не образуют отпечатка: одно из них другое или два поменялись местами
hint-crypto-fingerprint-checksum = сверьте каждое слово с тем, что опубликовал вендор
error-crypto-test-root = это тестовый корень: его лицензии никто не покупал
hint-crypto-test-root = если нужен именно тестовый вендор, укажите --test, иначе попросите комплект для клиентов
error-crypto-production-root = это корень для клиентов, а --test означает тестовый
hint-crypto-production-root = уберите --test, если вам нужен именно этот вендор
error-crypto-root-threshold = корень подписали { $found ->
    [one] { $found } ключом
   *[other] { $found } ключами
}, а нужно { $needed }
hint-crypto-root-threshold = { $program ->
    [keyslip] подпишите и другими корневыми ключами («keyslip root sign»), затем назовите все подписанные копии в одной команде «keyslip root assemble»
   *[other] не используйте этот носитель и сообщите вендору
}
error-crypto-root-version = следующим нужен корень { $expected }, а это корень { $found }
hint-crypto-root-version = возьмите комплект, в котором есть все корни
error-crypto-root-fork = есть два разных корня { $version }
hint-crypto-root-fork = возможно, украден корневой ключ: сохраните этот носитель и сообщите вендору
error-crypto-root-identity = следующий корень — для другого вендора или другой среды
hint-crypto-root-identity = не используйте этот носитель и сообщите вендору
error-crypto-root-weak-key = в корне небезопасный ключ
hint-crypto-root-weak-key = не используйте этот носитель и сообщите вендору
error-crypto-not-an-issued-document = документы этого вида ({ $document }) не подписывают выпускающим ключом
error-crypto-not-a-key-file = это не файл ключа
hint-crypto-not-a-key-file = файл ключа — зашифрованный PKCS#8 PEM, он начинается с BEGIN ENCRYPTED PRIVATE KEY
error-crypto-key-not-encrypted = закрытый ключ в этом файле не зашифрован
hint-crypto-key-not-encrypted = зашифруйте его: openssl pkcs8 -topk8 -scrypt -in plain.pem -out key.pem
error-crypto-wrong-passphrase = неверная парольная фраза или повреждён файл ключа
hint-crypto-wrong-passphrase = попробуйте ещё раз; повреждённый файл восстановите из резервной копии папки keys
error-crypto-key-file-unsupported = шифрование или вид ключа в этом файле не поддерживается
hint-crypto-key-file-unsupported = нужен ключ Ed25519, зашифрованный по PBES2
error-crypto-empty-passphrase = пустая парольная фраза ничего не защищает
hint-crypto-empty-passphrase = выберите фразу из нескольких слов
error-crypto-key-not-encoded = не удалось записать ключ
error-crypto-another-key = в файле ключ { $found }, а должен быть { $expected }
hint-crypto-another-key = верните нужный файл ключа из резервной копии папки keys
error-crypto-wrong-signature = ответ подписывающего — не подпись ключа { $key }: ничего не выдано
hint-crypto-wrong-signature = агент, токен или его модуль неисправен либо держит другой ключ: повторите, затем возьмите другой
error-crypto-key-held-elsewhere = этот ключ держит агент или токен, и записать его в файл нельзя
hint-crypto-key-held-elsewhere = сделайте его копию средствами агента или токена

## signers: ключи в агенте или токене

error-signers-weak-key = открытая часть ключа { $key } ненадёжна
hint-signers-weak-key = сделайте другой ключ
error-signers-no-agent = агент не назван: переменная SSH_AUTH_SOCK не задана
hint-signers-no-agent = запустите агента (ssh-agent) или пробросьте своего (ssh -A)
error-signers-agent-unreachable = по адресу { $address } агент не отвечает ({ $reason })
hint-signers-agent-unreachable = запустите агента; его сокет называет SSH_AUTH_SOCK
error-signers-agent-broke-off = агент прервал разговор ({ $reason })
hint-signers-agent-broke-off = проверьте, что агент работает, и повторите команду
error-signers-agent-answer = ответ агента непонятен
hint-signers-agent-answer = проверьте, что SSH_AUTH_SOCK называет именно ssh-agent
error-signers-agent-refused = агент отказал
hint-signers-agent-refused = разблокируйте его (ssh-add -X), подтвердите, когда он спросит, и проверьте, что ключ ещё у него (ssh-add -l)
error-signers-not-in-agent = у агента нет ключа { $key }
hint-signers-not-in-agent = добавьте его: ssh-add ФАЙЛ
error-signers-too-long = агент принимает не больше { $max } байт, а здесь { $bytes }
hint-signers-too-long = для документов такого размера возьмите токен или файл ключа
error-signers-no-pkcs11 = эта { $program } собрана без PKCS#11
hint-signers-no-pkcs11 = соберите её с ключом --features pkcs11
error-signers-module-not-absolute = { $module } — не полный путь
hint-signers-module-not-absolute = назовите модуль от корня диска, например /usr/lib/softhsm/libsofthsm2.so
error-signers-module = { $module } не годится как модуль PKCS#11 ({ $reason })
hint-signers-module = возьмите библиотеку PKCS#11 от производителя токена для этой системы и процессора
error-signers-no-token = токена «{ $token }» нет
hint-signers-no-token = подключите его и проверьте метку: pkcs11-tool --list-slots
error-signers-token-twice = токенов «{ $token }» несколько
hint-signers-token-twice = оставьте подключённым один из них
error-signers-wrong-pin = токен «{ $token }» не принимает этот PIN
hint-signers-wrong-pin = осторожно: после нескольких неверных попыток большинство токенов блокируется
error-signers-pin-locked = PIN токена «{ $token }» заблокирован
hint-signers-pin-locked = разблокируйте его средствами производителя
error-signers-no-key = в токене «{ $token }» нет пары ключей Ed25519 «{ $label }»
hint-signers-no-key = нужны обе половины под одной меткой и одним id: pkcs11-tool --list-objects
error-signers-key-twice = в токене «{ $token }» несколько ключей «{ $label }»
hint-signers-key-twice = дайте каждому ключу свои метку и id
error-signers-token = сбой токена «{ $token }» ({ $reason })
hint-signers-token = проверьте, что он подключён и что ключу разрешён CKM_EDDSA

## pictures: QR-коды

error-pictures-too-long-for-qr = { $symbols } знаков не помещаются в QR-код
hint-pictures-too-long-for-qr = отправьте файл или текст
error-pictures-format = картинки { $format } не читаются
hint-pictures-format = сохраните её как PNG или JPEG либо сфотографируйте
error-pictures-too-large = в картинке { $bytes } байт, читаются картинки до { $limit }
hint-pictures-too-large = уменьшите её или вырежьте QR-код
error-pictures-too-many-pixels = в картинке { $width } на { $height } точек, читаются картинки не более чем из { $limit }
hint-pictures-too-many-pixels = уменьшите её или вырежьте QR-код
error-pictures-damaged = картинка { $format } повреждена
hint-pictures-damaged = скопируйте её ещё раз с оригинала
error-pictures-takes-too-long = за { $seconds } с QR-код на картинке не найден, поиск прекращён
hint-pictures-takes-too-long = вырежьте QR-код и передайте только эту часть
error-pictures-no-code = QR-код на картинке не найден
hint-pictures-no-code = код нужен целиком, с белым полем вокруг, резкий и ровно освещённый
error-pictures-unreadable = QR-код на картинке есть, но прочитать его не удалось
hint-pictures-unreadable = снимите его ближе, прямо сверху и без бликов; или попросите файл либо текст
error-pictures-not-ours = { $codes ->
    [one] ни одной лицензии и ни одного купона: на картинке { $codes } посторонний QR-код
    [few] ни одной лицензии и ни одного купона: на картинке { $codes } посторонних QR-кода
   *[many] ни одной лицензии и ни одного купона: на картинке { $codes } посторонних QR-кодов
}
hint-pictures-not-ours = нужен код, рядом с которым стоит номер вендора
error-pictures-several = на картинке несколько лицензий или купонов ({ $count }): { $numbers }
hint-pictures-several = вырежьте нужный код

## onec: что не так с файлом 1С

error-onec-not-a-container = это не файл 1С: по байту { $at } нет начала контейнера
hint-onec-not-a-container = расширение сохраняют из 1С в файл .cfe
error-onec-truncated = файл 1С обрывается: он кончается байтом { $end } внутри того, что начато байтом { $at }
hint-onec-truncated = скопируйте или сохраните файл заново
error-onec-outside-file = файл 1С повреждён: адрес { $address } вне его { $end } байт
error-onec-page-header = файл 1С повреждён: по байту { $at } нет начала страницы
error-onec-looping-chain = файл 1С повреждён или подделан: цепочка страниц возвращается к байту { $at }
hint-onec-looping-chain = не загружайте его в 1С; сохраните расширение заново там, откуда оно взято
error-onec-short-chain = файл 1С повреждён: в страницах с байта { $at } всего { $found } байт вместо { $expected }
error-onec-contents-table = файл 1С повреждён: оглавление обрывается на записи { $entry } (байт { $at })
error-onec-element-header = файл 1С повреждён: у записи { $entry } нет имени (контейнер по байту { $at })
error-onec-repeated-element = файл 1С повреждён: элемент «{ $element }» повторяется
error-onec-too-large = файл 1С требует больше, чем читается: свыше { $max } { $limit ->
    [file-bytes] байт файла
    [elements] элементов
    [pages] страниц
    [stored-bytes] хранимых байт
    [inflated-element] байт в одном распакованном элементе
    [inflated-total] распакованных байт
    [depth] уровней вложенности
   *[values] значений
} ({ $place })
error-onec-deflate = файл 1С повреждён: элемент «{ $element }» не распаковывается (байт { $at })
error-onec-not-text = файл 1С повреждён: элемент «{ $element }» — не текст (байт { $at })
error-onec-braces = файл 1С повреждён: в элементе «{ $element }» не сходятся скобки (байт { $at })
error-onec-missing-field = в файле 1С, в элементе «{ $element }», нет { $field }
error-onec-missing-element = файл 1С повреждён: нет элемента «{ $element }»
error-onec-unlisted-element = файл 1С изменён: элемента «{ $element }» нет в списке самого файла
error-onec-element-digest = файл 1С изменён или повреждён: элемент «{ $element }» расходится со списком самого файла
error-onec-unknown-contents = в этом файле 1С нет ни расширения, ни чего-либо известного (байт { $at })
error-onec-unknown-kind = в этом файле 1С неизвестное содержимое: «{ $element }» класса { $class }
error-onec-not-an-extension = «{ $element }» — { $kind ->
    [external-processor] внешняя обработка
    [external-report] внешний отчёт
    [configuration] конфигурация
   *[extension] файл другого вида
}, а не расширение
hint-onec-not-an-extension = расширение — это файл .cfe

## keyslip: что передали на вход

error-keyslip-not-a-document = это не подписанный документ и не текст
hint-keyslip-not-a-document = проверьте, тот ли это файл
error-keyslip-other-kind = судя по номеру, это { $found ->
    [license] лицензия
   *[coupon] купон
}, а { $expected ->
    [license] нужна лицензия
   *[coupon] нужен купон
}
hint-keyslip-other-kind = { $found ->
    [coupon] купон активирует другая команда: { $program } { $program ->
        [keyslip] coupon redeem
       *[other] redeem
    }
   *[other] проверьте, то ли это
}

## installer: комплект, состояние площадки, установка

error-installer-not-a-bundle = { $path } — не комплект: в нём нет каталога
hint-installer-not-a-bundle = укажите папку, в которой лежит catalog.kscatalog
error-installer-no-roots = в комплекте { $path } нет корней
hint-installer-no-roots = скопируйте комплект целиком, с папкой roots
error-installer-link = { $path } — ссылка, а по ссылкам здесь не ходят
hint-installer-link = замените её самим файлом или папкой
error-installer-object-missing = в комплекте нет объекта { $digest }
hint-installer-object-missing = комплект скопирован не полностью: скопируйте его заново
error-installer-already-a-site = в { $path } уже есть площадка
hint-installer-already-a-site = работайте с ней или укажите другую папку параметром --site
error-installer-not-a-site = { $path } — не площадка
hint-installer-not-a-site = укажите папку площадки параметром --site или переменной KEYSLIP_SITE либо создайте новую: { $program } init
error-installer-state-damaged = состояние площадки повреждено: { $path }, { $damage ->
    [journal] квитанции не сходятся с байта { $at }
    [missing] файл пропал
    [changed] содержимое не то, что в квитанциях
   *[key] ключ не тот, что в квитанциях
}
hint-installer-state-damaged = восстановите папку площадки из копии; если копии нет, отложите её для вендора, создайте площадку заново ({ $program } init) и снова добавьте лицензии
error-installer-catalog-older = каталог { $found } старше каталога { $known }, который площадка уже видела
hint-installer-catalog-older = возьмите более новый комплект
error-installer-catalog-forked = есть два разных каталога { $number }; второй сохранён в { $evidence }
hint-installer-catalog-forked = не устанавливайте из этого комплекта; отправьте сохранённый файл вендору
error-installer-root-forked = есть два разных корня { $version }; второй сохранён в { $evidence }
hint-installer-root-forked = не используйте этот комплект; отправьте сохранённый файл вендору
error-installer-root-older = корень { $found } старше корня { $known }, которому доверяет площадка
hint-installer-root-older = назад к старому корню пути нет: возьмите самый новый комплект
error-installer-unknown-fork = двух разных документов с одним номером, один из которых { $digest }, площадка не видела
hint-installer-unknown-fork = SHA-256 каждого показывает «{ $program } trust show»
error-installer-signed-ahead = { $document ->
    [root] корень подписан
    [license] лицензия подписана
    [coupon] купон подписан
    [catalog] каталог подписан
   *[bulletin] бюллетень подписан
} { $signed }, больше чем на девяносто дней вперёд: по часам и по всему, что видела площадка, сейчас { $now }
hint-installer-signed-ahead = поставьте часы верно; если они верны, спросите вендора: иначе лицензии здесь навсегда станут кончаться раньше; --accept-future-date примет документ всё равно
error-installer-bulletin-older = бюллетень { $found } старше бюллетеня { $known }, который площадка уже видела
hint-installer-bulletin-older = возьмите более новый комплект
error-installer-bulletin-forked = есть два разных бюллетеня { $number }; второй сохранён в { $evidence }
hint-installer-bulletin-forked = не устанавливайте из этого комплекта; отправьте сохранённый файл вендору
error-installer-catalog-too-low = каталог { $found } слишком стар: бюллетень { $bulletin } не допускает каталогов ниже { $lowest }
hint-installer-catalog-too-low = попросите у вендора более новый комплект
error-installer-catalog-expired = каталог { $number } действовал до { $expired }; на { $now } он просрочен
hint-installer-catalog-expired = попросите у вендора более новый комплект; если его нет, добавьте --allow-stale-catalog
error-installer-revision-older = ревизия { $found } лицензии старше ревизии { $known }, которая уже есть
hint-installer-revision-older = делать ничего не нужно: остаётся более новая
error-installer-revision-forked = есть две разные ревизии { $revision } этой лицензии
hint-installer-revision-forked = спросите вендора, какая из них верная
error-installer-revoked-key = подписано ключом { $key }, который вендор отозвал { $since }
hint-installer-revoked-key = { $document ->
    [license] попросите у вендора эту же лицензию, подписанную заново
    [coupon] попросите у вендора этот же купон, подписанный заново
   *[other] попросите у вендора более новый комплект
}
error-installer-coupon-spent = купон уже активирован на другой лицензии этой площадки, а активировать его можно только на одной
hint-installer-coupon-spent = попросите у вендора отдельный купон для этой лицензии
error-installer-unknown-license = такой лицензии на площадке нет
hint-installer-unknown-license = какие есть, покажет { $program } license list
error-installer-no-license = на площадке нет ни одной лицензии
hint-installer-no-license = добавьте её: { $program } license add ФАЙЛ
error-installer-which-license = на площадке несколько лицензий ({ $count }), а какая нужна, не указано
hint-installer-which-license = укажите её параметром --license; все показывает { $program } license list
error-installer-unknown-distribution = в каталоге нет дистрибутива { $distribution } для этой конфигурации
hint-installer-unknown-distribution = что есть, покажет { $program } list --why
error-installer-unknown-version = у { $distribution } нет версии { $version } для этой конфигурации
hint-installer-unknown-version = какие версии есть, покажет { $program } list --why
error-installer-not-available = { $distribution } { $version } здесь недоступен
hint-installer-not-available = что доступно, покажет { $program } list --why
error-installer-only-untested = { $distribution } { $version } подходит, но с этим релизом его никто не проверял
hint-installer-only-untested = чтобы всё же взять его, добавьте --untested
error-installer-agreement-not-accepted = соглашение { $distribution } не принято
hint-installer-agreement-not-accepted = прочитайте его с --show-eula, затем примите с --accept-eula
error-installer-other-agreement = соглашение { $distribution } — { $digest }, а не { $given }
hint-installer-other-agreement = текст изменился: прочитайте его с --show-eula и примите заново
error-installer-agreement-unreadable = соглашение { $digest } — не текст в кодировке UTF-8
hint-installer-agreement-unreadable = сообщите вендору
error-installer-facts-disagree = { $file }: { $field ->
    [name] имя
    [version] версия
    [vendor] поставщик
    [prefix] префикс имён
    [root-uuid] идентификатор
    [compatibility-mode] режим совместимости
   *[purpose] назначение
} в файле «{ $found }», а подписано «{ $signed }»
hint-installer-facts-disagree = сообщите вендору: релиз опубликован с другим файлом
error-installer-package-unreadable = { $file } не читается как расширение 1С
error-installer-own-folder = { $path } — папка самой площадки
hint-installer-own-folder = выберите для расширений другую папку
error-installer-folder-name = путь { $path } нельзя записать в квитанцию
hint-installer-folder-name = выберите папку, в пути к которой нет управляющих знаков
error-installer-file-of-another = { $name } в этой папке принадлежит дистрибутиву { $distribution }
hint-installer-file-of-another = выберите другую папку
error-installer-half-installed = установка { $distribution } в { $folder } прервана и не завершена
hint-installer-half-installed = сначала установите его в ту же папку ещё раз
error-installer-requires = для { $distribution } нужен { $required }, а он не установлен
hint-installer-requires = сначала установите { $required }
error-installer-conflicts = { $distribution } нельзя установить вместе с { $other }
error-installer-from-version = { $distribution } { $version } нельзя установить поверх { $installed }
hint-installer-from-version = сначала установите промежуточную версию; все показывает { $program } list
