# Справка по командам и параметрам; английская справка — комментарии в коде.
# help-<путь команды через дефис> — команда (.long — подробно, .after — внизу справки),
# help-<путь>--<параметр> — её параметр (.value — подпись значения), help-global--<параметр> — общий для многих команд.

help-global--lang = Язык сообщений вместо языка системы
    .value = ЯЗЫК
help-global--json = Вывести ровно одно значение JSON
help-global--csv = Вывести строки для электронной таблицы: CSV в UTF-8
help-global--color = Когда выделять цветом
    .value = КОГДА
help-global--repair = Взять повреждённый текст таким, каким его исправляет подпись, не спрашивая
help-global--ledger-password-file = Файл паролей в том виде, в каком его ведут клиенты PostgreSQL, если реестр хранится в базе
    .value = ФАЙЛ
help-global--passphrase-file = Прочитать парольную фразу или PIN из первой строки файла
    .value = ФАЙЛ
help-global--passphrase-fd = Прочитать парольную фразу или PIN из открытого файлового дескриптора (кроме Windows)
    .value = НОМЕР

## keyslip: программа вендора

help-keyslip = Лицензирование без сети для вендора: клиенты, лицензионные ключи, купоны, релизы и подписанные каталоги
    .after = Начните с «keyslip demo»: она проходит весь путь и показывает каждую команду.
help-global--dry-run = Сказать, что изменится, и ничего не менять
help-global--contact = С кем говорить
    .value = ИМЯ
help-global--phone = Телефон
    .value = ТЕЛЕФОН
help-global--email = Адрес электронной почты
    .value = АДРЕС
help-global--email2 = Ещё один адрес электронной почты
    .value = АДРЕС
help-global--crm-id = Номер клиента в CRM
    .value = НОМЕР
help-global--crm-id2 = Номер клиента в другой CRM
    .value = НОМЕР
help-global--manager = Кто ведёт клиента
    .value = ИМЯ
help-global--distributor = Номер дистрибьютора, через которого покупает клиент
    .value = ДИСТРИБЬЮТОР
help-global--add = Добавить этот продукт, по номеру или GUID; можно несколько раз
    .value = ПРОДУКТ
help-global--extend = Продлить пробный период этого продукта, вместе с --days; можно несколько раз
    .value = ПРОДУКТ
help-global--change = С этих пор в лицензии ровно этот продукт и другие из --change и --keep
    .value = ПРОДУКТ
help-global--keep = При изменении состава: что в лицензии есть от этого продукта, остаётся как было
    .value = ПРОДУКТ
help-global--to-nothing = При изменении состава: с этих пор в лицензии нет ничего
help-global--invoice-date = Дата счёта, например 2027-12-31
    .value = ДАТА
help-global--until = Действует по этот день включительно, до его последней секунды по UTC
    .value = ДАТА
help-global--days = Действует столько дней с активации (при изменении состава — с этой минуты) или на столько дней продлевает; без этого и без --until — бессрочно
    .value = ДНИ
help-global--multiplier = На сколько умножить отмеченные в продукте лимиты [по умолчанию: 1]
    .value = ЧИСЛО
help-global--count = Сколько купонов [по умолчанию: 1]
    .value = ЧИСЛО
help-global--for-license = Только для этой лицензии
    .value = ЛИЦЕНЗИЯ
help-global--for-customer = Только для лицензий этого клиента
    .value = КЛИЕНТ
help-global--reusable = Можно активировать на нескольких лицензиях, по разу на каждой
help-global--redeem-before = Последний день, когда его можно активировать
    .value = ДАТА
help-global--invoice = Счёт, к которому он относится
    .value = ТЕКСТ
help-global--request = Прочитать из этого файла запрос в JSON, каким его получает онлайн-API, или - (со стандартного ввода)
    .value = ФАЙЛ
help-global--template = Взять всё из этого шаблона, кроме того, что сказано другими параметрами
    .value = ИМЯ
help-global--comment = Заметка для себя
    .value = ТЕКСТ
help-global--fields = Своё поле; без значения поле исчезает; можно несколько раз
    .value = ИМЯ=ЗНАЧЕНИЕ
help-global--guid = GUID в CRM
    .value = GUID
help-global--features = Фича с лимитом: 1=5 или 1=unlimited (без лимита); можно несколько раз
    .value = НОМЕР=ЛИМИТ
help-global--multiplied = Фича с лимитом, который умножается на множитель купона
    .value = НОМЕР=ЛИМИТ
help-global--activation = Что сказать при активации; для нескольких языков по разу: ru=…, en=…
    .value = ТЕКСТ
help-global--trial-days = Сколько дней длится пробный период; без этого он не кончается
    .value = ДНИ
help-global--trial-counting = Какие это дни: календарные с активации или дни, когда продуктом пользовались
    .value = ДНИ
help-global--automatic-trial = Давать этот пробный продукт с каждым новым лицензионным ключом, один раз на клиента
help-global--replaces = Пробный продукт, который кончается с появлением этого; можно несколько раз
    .value = ПРОДУКТ
help-global--no-trial = Без автоматических пробных продуктов
help-global--format = Вид файла [по умолчанию: по расширению, иначе csv]
    .value = ВИД
help-global--update = Менять то, что есть, — по номеру или номеру в CRM; поля, которых в файле нет, остаются
help-global--skip-refused = Загрузить хорошие строки, даже если другие отклонены
help-global--vendor = Папка вендора
    .value = ПАПКА
help-global--who = Кто работает, для журнала [по умолчанию: имя пользователя системы]
    .value = ИМЯ
help-global--now = Работать так, будто сейчас этот момент: для репетиций и проверок
    .value = ДАТА

help-keyslip-demo = Пройти весь путь во временной папке и показать каждую команду
    .after =
        Примеры:
          keyslip demo
          keyslip demo --keep demo

        За пределами папки ничего не меняется. С --keep всё остаётся в ней: можно посмотреть и продолжить.
help-keyslip-demo--keep = Сохранить всё в этой папке
    .value = ПАПКА
help-keyslip-demo--extensions = Взять файлы .cfe из этой папки вместо собственных
    .value = ПАПКА

help-keyslip-init = Начать работу вендора: папка с ключами, корнем и пустым реестром
    .after =
        Примеры:
          keyslip init --vendor ~/vendor --prefix DEMO --name "Демо вендор"
          keyslip init --vendor ~/vendor --prefix DEMO --name "Демо вендор" --root-keys 3 --threshold 2 --root-keys-dir /media/safe
          keyslip init --vendor ~/vendor --prefix DEMO --name "Демо вендор" --ledger postgres://olga@localhost/keyslip

        Опубликуйте отпечаток, который будет выведен: площадки сверяют его, когда доверяют вам впервые.
help-keyslip-init--prefix = Четыре заглавные латинские буквы, с которых начинаются все ваши номера
    .value = БУКВЫ
help-keyslip-init--names = Ваше имя, как его знают клиенты; для нескольких языков по разу: ru=…, en=…
    .value = ИМЯ
help-keyslip-init--test = Тестовый вендор; его документы всюду об этом говорят
help-keyslip-init--root-keys = Сколько корневых ключей: для нескольких людей и сейфов
    .value = ЧИСЛО
help-keyslip-init--threshold = Сколько корневых ключей должны подписать изменение корня [по умолчанию: больше половины]
    .value = ЧИСЛО
help-keyslip-init--root-keys-dir = Записать корневые ключи в эту папку, чтобы убрать их в сейф
    .value = ПАПКА
help-keyslip-init--ledger = Хранить реестр в этой пустой базе сервера PostgreSQL, чтобы работать нескольким сотрудникам: postgres://user@localhost/database
    .value = АДРЕС

help-keyslip-key = Ключи вендора
help-keyslip-key-list = Показать ключи с отпечатками
help-keyslip-key-use = Указать, где хранится ключ: в агенте, в токене или снова в файле ключа
    .after =
        Примеры:
          keyslip key use --purpose license --agent
          keyslip key use --purpose catalog --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token Keyslip --label catalog

        PIN токена спрашивают как парольную фразу: в терминале, из файла или из дескриптора.
help-keyslip-key-use--purpose = Что подписывает ключ
    .value = НАЗНАЧЕНИЕ
help-global--key = Файл ключа, который подписывает
    .value = ФАЙЛ
help-global--agent = Ключ держит ssh-agent: тот, который называет SSH_AUTH_SOCK
help-global--pkcs11 = Ключ держит токен: библиотека PKCS#11 его производителя, полным путём
    .value = МОДУЛЬ
help-global--token = Метка токена
    .value = ТОКЕН
help-global--label = Метка ключа в токене
    .value = МЕТКА
help-keyslip-key-use--file = Ключ снова в файле ключа в папке вендора
help-keyslip-key-new = Создать ещё один выпускающий ключ и внести его в корень
    .after =
        Примеры:
          keyslip key new --purpose license --product 1 --product 2
          keyslip key new --purpose coupon --until 2027-12-31 --prepare root-2.unsigned
help-keyslip-key-new--purposes = Что он подписывает: license, coupon, catalog или bulletin; можно несколько раз
    .value = ВИД
help-keyslip-key-new--from = Первый день, когда он может подписывать
    .value = ДАТА
help-keyslip-key-new--until = Последний день, когда он может подписывать; подписанное вовремя остаётся в силе
    .value = ДАТА
help-keyslip-key-new--products = Только для лицензий и купонов этого продукта; можно несколько раз
    .value = ПРОДУКТ
help-keyslip-key-new--public = Внести этот открытый ключ, закрытая половина которого в другом месте, а не создавать новый
    .value = ФАЙЛ
help-global--prepare = Записать изменение в этот файл на подпись корневым ключам; изменение, которое в нём уже есть, дополняется
    .value = ФАЙЛ
help-keyslip-key-rotate = Заменить выпускающий ключ: дальше подписывает новый, подписанное старым остаётся в силе
    .after =
        Пример:
          keyslip key rotate --purpose license
help-keyslip-key-rotate--purpose = Чей ключ: license, coupon, catalog или bulletin
    .value = ВИД
help-keyslip-key-rotate--old = Какой ключ заменить, если их несколько [по умолчанию: тот, что подписывает сейчас]
    .value = КЛЮЧ
help-keyslip-key-rotate--until = Последний день, когда старый ключ может подписывать [по умолчанию: больше не подписывает]
    .value = ДАТА
help-keyslip-key-revoke = Больше не доверять выпускающему ключу и всему, что им подписано
    .after =
        Пример:
          keyslip key revoke 03c0fb548b8324c8

        Этим ключом больше ничего не подписывается. Площадки узнают об этом из следующего бюллетеня и корня. То, что ещё действует, заново подписывает `keyslip key reissue`.
help-keyslip-key-revoke--key = Идентификатор ключа из «key list»
    .value = КЛЮЧ
help-keyslip-key-revoke--since = С какого дня ключ мог быть у других [по умолчанию: с этой минуты]
    .value = ДАТА
help-keyslip-key-revoke--reason = Почему; остаётся в реестре
    .value = ТЕКСТ
help-keyslip-key-reissue = Заново подписать лицензии и купоны, которые подписал отозванный ключ и которые ещё действуют
    .after =
        Примеры:
          keyslip key reissue --dry-run
          keyslip key reissue --out to-send

        Номера, даты и ревизии остаются; другой становится только подпись. Площадка принимает новый файл вместо старого.
help-keyslip-key-reissue--dry-run = Только показать, что будет подписано
help-keyslip-key-reissue--out = Записать каждый документ в эту папку, чтобы отправить владельцу
    .value = ПАПКА
help-global--expect = Сверить код, с которым файл подготовлен: его сообщает офис вендора
    .value = КОД
help-global--yes = Не спрашивать
help-keyslip-key-export-public = Вывести открытую половину ключа в формате PEM или всех ключей
help-keyslip-key-export-public--key = Идентификатор ключа из «key list» [по умолчанию: все ключи]
    .value = КЛЮЧ
help-keyslip-key-export-public--out = Записать каждый ключ в эту папку как КЛЮЧ.pub.pem
    .value = ПАПКА
help-keyslip-key-backup = Скопировать файлы ключей и корни в пустую папку и прочитать копии обратно
    .after =
        Пример:
          keyslip key backup --out /media/safe/keyslip --open
help-keyslip-key-backup--out = Пустая или новая папка на носителе, который уберут в сейф
    .value = ПАПКА
help-keyslip-key-backup--open = Ещё и открыть каждую копию ключа парольной фразой

help-keyslip-root = Изменения корня: кто может выпускать и кто может это менять
help-keyslip-root-prepare = Записать изменение корня в файл на подпись корневым ключам
    .after =
        Пример:
          keyslip root prepare --expires 2030-12-31 --out root-2.unsigned

        Изменения выпускающих ключей готовит «keyslip key … --prepare ФАЙЛ»; в одном файле их может быть несколько.
help-keyslip-root-prepare--names = Ваше имя отныне; для нескольких языков по разу: ru=…, en=…
    .value = ИМЯ
help-keyslip-root-prepare--expires = Когда площадкам ждать нового корня
    .value = ДАТА
help-keyslip-root-prepare--threshold = Сколько корневых ключей должны подписывать отныне
    .value = ЧИСЛО
help-keyslip-root-prepare--add-root-keys = Открытая половина ещё одного корневого ключа; можно несколько раз
    .value = ФАЙЛ
help-keyslip-root-prepare--drop-root-keys = Корневой ключ, который больше не подписывает; можно несколько раз
    .value = КЛЮЧ
help-keyslip-root-prepare--out = Файл для корневых ключей; изменение, которое в нём уже есть, дополняется
    .value = ФАЙЛ
help-keyslip-root-sign = Подписать подготовленное изменение корневым ключом; папка вендора не нужна
    .after =
        Примеры:
          keyslip root sign root-2.unsigned --key root-1.pem
          keyslip root sign root-2.unsigned --agent
help-keyslip-root-sign--file = Подготовленное изменение
    .value = ФАЙЛ
help-keyslip-root-sign--fingerprint = Сверить отпечаток вендора с этим: сорок цифр или двенадцать слов
    .value = ОТПЕЧАТОК
help-keyslip-root-sign--out = Куда записать подписанную копию [по умолчанию: рядом с файлом, с ключом в имени]
    .value = ФАЙЛ
help-keyslip-root-assemble = Собрать подписи изменения и установить его следующим корнем
    .after =
        Пример:
          keyslip root assemble root-2.*.signed
help-keyslip-root-assemble--files = Подписанные копии, в каждой одна подпись или несколько
    .value = ФАЙЛ
help-keyslip-root-rotate-key = Заменить корневой ключ
    .after =
        Примеры:
          keyslip root rotate-key 03c0fb548b8324c8
          keyslip root rotate-key 03c0fb548b8324c8 --public root-4.pub.pem --prepare root-2.unsigned
help-keyslip-root-rotate-key--key = Идентификатор корневого ключа из «key list»
    .value = КЛЮЧ
help-keyslip-root-rotate-key--public = Открытая половина нового корневого ключа от его хранителя («root new-key») [по умолчанию: создать здесь]
    .value = ФАЙЛ
help-keyslip-root-new-key = Создать отдельный корневой ключ, как это делает его хранитель на своей машине; папка вендора не нужна
    .after =
        Пример:
          keyslip root new-key --out root-4.pem
help-keyslip-root-new-key--out = Файл ключа; открытая половина ляжет рядом: root-4.pub.pem рядом с root-4.pem
    .value = ФАЙЛ

help-keyslip-sign-batch = Подписать подготовленные лицензии, купоны или каталоги; папка вендора не нужна
    .after =
        Пример:
          keyslip sign-batch coupons.unsigned --key coupon-1.pem

        Подписанную партию принимает «keyslip license assemble», «coupon assemble» или «catalog assemble».
help-keyslip-sign-batch--file = Партия, записанная с --prepare
    .value = ФАЙЛ
help-keyslip-sign-batch--fingerprint = Сверить отпечаток вендора с этим: сорок цифр или двенадцать слов
    .value = ОТПЕЧАТОК
help-keyslip-sign-batch--out = Куда записать подписанную партию [по умолчанию: тот же файл с окончанием .signed]
    .value = ФАЙЛ

help-keyslip-feature = Фичи: что лицензируется и что считается
help-keyslip-feature-add = Добавить фичу
    .after =
        Пример:
          keyslip feature add --name "Обмен с RetailCRM" --metering database
help-keyslip-feature-add--names = Имя; для нескольких языков по разу: ru=…, en=…
    .value = ИМЯ
help-keyslip-feature-add--metering = Что считает лимит
    .value = ЕДИНИЦА
help-keyslip-feature-update = Дать фиче другие имена; что она считает, стоит в выпущенных лицензиях и не меняется
    .after =
        Пример:
          keyslip feature update 1 --name "ru=Обмен с RetailCRM" --dry-run
help-keyslip-feature-update--feature = Номер фичи
    .value = ФИЧА
help-keyslip-feature-update--names = Имя; для нескольких языков по разу: ru=…, en=…; остальные языки не меняются
    .value = ИМЯ
help-keyslip-feature-list = Показать фичи

help-keyslip-product = Продукты: фичи с лимитами под одним именем
help-keyslip-product-add = Добавить продукт
    .after =
        Примеры:
          keyslip product add --name "RetailCRM для 1С" --feature 1=1 --feature 2=unlimited
          keyslip product add --name "RetailCRM для 1С, пробный" --feature 1=1 --trial --trial-days 30 --automatic-trial
help-keyslip-product-add--names = Имя; для нескольких языков по разу: ru=…, en=…
    .value = ИМЯ
help-keyslip-product-add--trial = Пробный продукт
help-keyslip-product-update = Изменить продукт; всё, что уже выпущено, остаётся как было
    .after =
        Примеры:
          keyslip product update 1 --name "ru=RetailCRM для 1С 8" --dry-run
          keyslip product update 1 --withdrawn
help-keyslip-product-update--product = Номер продукта
    .value = ПРОДУКТ
help-keyslip-product-update--names = Имя; для нескольких языков по разу: ru=…, en=…; остальные языки не меняются
    .value = ИМЯ
help-keyslip-product-update--trial = Пробный продукт
help-keyslip-product-update--no-trial = Не пробный продукт
help-keyslip-product-update--perpetual = Пробный период не кончается
help-keyslip-product-update--no-automatic-trial = Новые лицензионные ключи — без этого пробного продукта
help-keyslip-product-update--no-replaces = Не заменяет ни одного пробного продукта
help-keyslip-product-update--withdrawn = Снят с продажи: новые купоны на него не выпускаются
help-keyslip-product-update--on-sale = Снова в продаже
help-keyslip-product-show = Показать продукт
help-keyslip-product-show--product = Номер продукта
    .value = ПРОДУКТ
help-keyslip-product-list = Показать продукты

help-keyslip-customer = Клиенты
help-keyslip-customer-add = Добавить клиента
    .after =
        Примеры:
          keyslip customer add --company "ООО Ромашка" --contact "Иван Петров" \
            --phone "+7 495 000-00-00" --email ivan@example.com
          keyslip customer add --company "ООО Ромашка" --crm-id 0017 --manager olga --field ИНН=7701234567
help-keyslip-customer-add--company = Компания; её имя стоит в лицензиях
    .value = КОМПАНИЯ
help-keyslip-customer-update = Изменить сведения о клиенте; лицензионные ключи остаются как были
    .after =
        Примеры:
          keyslip customer update 1 --phone "+7 495 111-11-11" --dry-run
          keyslip customer update 1 --email2 "" --field ИНН=
help-keyslip-customer-update--customer = Номер клиента
    .value = КЛИЕНТ
help-keyslip-customer-update--company = Компания; в выпущенных лицензиях имя остаётся прежним
    .value = КОМПАНИЯ
help-keyslip-customer-update--no-distributor = Отныне без дистрибьютора
help-keyslip-customer-merge = Объединить дубликат с клиентом, которым он оказался; лицензионные ключи переходят
    .after =
        Примеры:
          keyslip customer merge 7 --into 3 --dry-run
          keyslip customer merge 7 --into 3 --fill --note "введён дважды"

        Каждый лицензионный ключ получает следующую ревизию с именем клиента, который остаётся; передайте её, как после
        активации купона.
help-keyslip-customer-merge--duplicate = Номер дубликата
    .value = ДУБЛИКАТ
help-keyslip-customer-merge--into = Клиент, которым он оказался и который остаётся
    .value = КЛИЕНТ
help-keyslip-customer-merge--fill = Взять из карточки дубликата то, чего нет в карточке оставшегося
help-keyslip-customer-merge--note = Почему; остаётся в реестре
    .value = ТЕКСТ
help-keyslip-customer-erase = Стереть всё, что известно о клиенте, и его историю; ключи и журнал остаются
    .after =
        Пример:
          keyslip customer erase 7 --dry-run

        Имя владельца в выпущенных ключах остаётся, в резервных копиях реестра — тоже. Дубликаты стирайте отдельно.
help-keyslip-customer-erase--customer = Номер клиента
    .value = КЛИЕНТ
help-keyslip-customer-list = Показать клиентов — всех или тех, в чьих данных есть заданные слова
    .after =
        Примеры:
          keyslip customer list --search "ромашка петров"
          keyslip customer list --search DEMO-MDQYY

        Каждое слово должно встретиться где-нибудь в данных клиента, регистр не важен; номер находит своего клиента,
        начало лицензионного ключа — того, у кого этот ключ.
help-keyslip-customer-list--search = Только тех, в чьих данных встречается каждое из этих слов
    .value = СЛОВА
help-keyslip-customer-list--limit = Не больше стольких
    .value = ЧИСЛО
help-keyslip-customer-show = Показать клиента со всеми лицензионными ключами
help-keyslip-customer-show--customer = Номер клиента
    .value = КЛИЕНТ

help-keyslip-distributor = Дистрибьюторы, через которых покупают клиенты
help-keyslip-distributor-add = Добавить дистрибьютора
    .after =
        Пример:
          keyslip distributor add --name "ООО Юг" --email sales@south.example
help-keyslip-distributor-add--name = Название
    .value = НАЗВАНИЕ
help-keyslip-distributor-update = Изменить сведения о дистрибьюторе
    .after =
        Примеры:
          keyslip distributor update 1 --email office@south.example --dry-run
          keyslip distributor update 1 --guid ""
help-keyslip-distributor-update--distributor = Номер дистрибьютора
    .value = ДИСТРИБЬЮТОР
help-keyslip-distributor-update--name = Название
    .value = НАЗВАНИЕ
help-keyslip-distributor-list = Показать дистрибьюторов
help-keyslip-distributor-show = Показать дистрибьютора
help-keyslip-distributor-show--distributor = Номер дистрибьютора
    .value = ДИСТРИБЬЮТОР

help-keyslip-license = Лицензионные ключи и их ревизии
help-keyslip-license-new = Создать лицензионный ключ для клиента: пустой, кроме автоматических пробных продуктов
    .after =
        Примеры:
          keyslip license new --customer 1
          keyslip license new --customer 1 --no-trial

        Продукты с отметкой --automatic-trial приходят с ключом, один раз на клиента; остальные добавляют купоны.
help-keyslip-license-new--customer = Номер клиента
    .value = КЛИЕНТ
help-keyslip-license-new--holder = Имя владельца в лицензии [по умолчанию: компания клиента]
    .value = ИМЯ
help-keyslip-license-new--comment = Заметка для себя
    .value = ТЕКСТ
help-keyslip-license-prepare = Записать пустые лицензионные ключи в файл, чтобы подписать их на другой машине
    .after =
        Пример:
          keyslip license prepare --customer 1 --customer 2 --out licenses.unsigned
help-keyslip-license-prepare--customers = Номер клиента; столько раз, сколько нужно лицензий
    .value = КЛИЕНТ
help-keyslip-license-prepare--comment = Заметка для себя
    .value = ТЕКСТ
help-keyslip-license-prepare--out = Файл на подпись
    .value = ФАЙЛ
help-keyslip-license-assemble = Принять в реестр лицензии, подписанные на другой машине
    .after =
        Пример:
          keyslip license assemble licenses.signed
help-global--batch = Подписанная партия
    .value = ФАЙЛ
help-keyslip-license-list = Показать лицензионные ключи
help-keyslip-license-list--customer = Только ключи одного клиента
    .value = КЛИЕНТ
help-keyslip-license-show = Показать, что разрешает ключ, его купоны и ревизии
help-keyslip-license-show--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-revoke = Отозвать лицензионный ключ или его старые ревизии; площадкам скажет следующий бюллетень
    .after =
        Примеры:
          keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --reason "не оплачено" --dry-run
          keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --reason "не оплачено"
          keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --below-revision 3 \
            --reason "активировано по ошибке"
help-keyslip-license-revoke--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-revoke--below-revision = Только ревизии ниже этой; она и более новые остаются в силе
    .value = РЕВИЗИЯ
help-keyslip-license-revoke--dry-run = Сказать, что было бы отозвано, и ничего не менять
help-keyslip-license-revoke--reason = Почему; остаётся в реестре
    .value = ТЕКСТ
help-keyslip-license-export = Выдать лицензионный ключ владельцу: файлом, текстом, QR-кодом
    .after =
        Примеры:
          keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --out license.kslicense
          keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --text
          keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --qr-png license.png
help-keyslip-license-export--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-export--out = Записать файл
    .value = ФАЙЛ
help-keyslip-license-export--text = Вывести текст, который можно вставить или набрать
help-keyslip-license-export--qr = Вывести QR-код этого текста
help-keyslip-license-export--qr-svg = Записать QR-код в файл SVG
    .value = ФАЙЛ
help-keyslip-license-export--qr-png = Записать QR-код в файл PNG
    .value = ФАЙЛ

help-keyslip-license-move = Передать лицензионный ключ другому клиенту со всем, что он даёт
    .after =
        Следующая ревизия называет нового клиента; передайте её ему. Купоны для прежнего клиента к ключу больше не подходят.

        Примеры:
          keyslip license move DEMO-MDQYY-YTFFD-866QE-1EFNY --to 2 --dry-run
          keyslip license move DEMO-MDQYY-YTFFD-866QE-1EFNY --to 2 --note "цех продан"
help-keyslip-license-move--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-move--to = Номер клиента, который её получает
    .value = КЛИЕНТ
help-keyslip-license-move--note = Почему; остаётся в реестре
    .value = ТЕКСТ
help-keyslip-license-comment = Изменить комментарий к лицензионному ключу; он остаётся в реестре
    .after =
        Пример:
          keyslip license comment DEMO-MDQYY-YTFFD-866QE-1EFNY "для второй смены"
help-keyslip-license-comment--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-comment--comment = Новый комментарий; пустой убирает прежний
    .value = ТЕКСТ
help-keyslip-license-diff = Сравнить две ревизии лицензионного ключа
    .after =
        Примеры:
          keyslip license diff DEMO-MDQYY-YTFFD-866QE-1EFNY
          keyslip license diff DEMO-MDQYY-YTFFD-866QE-1EFNY --from 1 --to 3
help-keyslip-license-diff--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-license-diff--from = Более ранняя ревизия [по умолчанию: та, что перед --to]
    .value = РЕВИЗИЯ
help-keyslip-license-diff--to = Более поздняя ревизия [по умолчанию: последняя]
    .value = РЕВИЗИЯ

help-keyslip-coupon = Купоны, которые меняют лицензии
help-keyslip-coupon-generate = Создать купоны: добавить продукты, продлить пробный период, изменить состав лицензии
    .after =
        Примеры:
          keyslip coupon generate --add 1 --until 2027-12-31 --count 2
          keyslip coupon generate --add 1 --days 365 \
            --for-license DEMO-MDQYY-YTFFD-866QE-1EFNY
          keyslip coupon generate --extend 2 --days 14 --for-customer 5
          keyslip coupon generate --change 3 --keep 1 --until 2027-12-31 \
            --for-license DEMO-MDQYY-YTFFD-866QE-1EFNY --redeem-now
          keyslip coupon generate --add 1 --days 365 --count 1000000 --out coupons.csv
          keyslip coupon generate --add 1 --until 2027-12-31 --from customers.csv --out coupons.csv
          keyslip coupon generate --resume 7 --out coupons.csv
          keyslip coupon generate --request request.json --json
help-keyslip-coupon-generate--from = По строке на клиента, .csv или .jsonl: customer, crm_id или license, а если нужно — count, product, until или days
    .value = ФАЙЛ
help-keyslip-coupon-generate--resume = Продолжить эту партию, прерванную на полпути
    .value = ПАРТИЯ
help-keyslip-coupon-batches = Показать партии купонов, новые сверху
help-keyslip-coupon-batches--incomplete = Только прерванные на полпути
help-keyslip-coupon-export = Записать купоны партии: строками CSV или JSON либо по файлу на купон
    .after =
        Пример:
          keyslip coupon export --batch 3 --out coupons.csv
help-keyslip-coupon-export--batch = Партия
    .value = ПАРТИЯ
help-keyslip-coupon-export--out = Куда: файл .csv или .jsonl либо папка, где у каждого купона файл и текст
    .value = ФАЙЛ
help-keyslip-coupon-generate--distributor = Дистрибьютор, через которого он продаётся
    .value = ДИСТРИБЬЮТОР
help-keyslip-coupon-generate--redeem-now = Сразу активировать на лицензии, для которой он создан, вместе с --for-license
help-keyslip-coupon-generate--dry-run = Показать, что было бы создано и что изменил бы купон для одной лицензии, и ничего не менять
help-keyslip-coupon-generate--yes = Не спрашивать
help-keyslip-coupon-generate--comment = Заметка для себя
    .value = ТЕКСТ
help-keyslip-coupon-generate--out = Также записать их: в файл .csv или .jsonl, по строке на купон, или в папку, файлом и текстом
    .value = ФАЙЛ
help-keyslip-coupon-generate--prepare = Записать их в этот файл, чтобы подписать на другой машине
    .value = ФАЙЛ
help-keyslip-coupon-assemble = Принять в реестр купоны, подписанные на другой машине
    .after =
        Пример:
          keyslip coupon assemble coupons.signed
help-keyslip-coupon-redeem--prepare = Записать следующую ревизию лицензии в этот файл, чтобы подписать на другой машине
    .value = ФАЙЛ
help-keyslip-coupon-list = Показать купоны
help-keyslip-coupon-list--batch = Только созданные вместе
    .value = НОМЕР
help-keyslip-coupon-show = Показать купон: что он добавляет, для кого он, где активирован
    .after =
        Примеры:
          keyslip coupon show DEMOUPD-…
          keyslip coupon show DEMOUPD-… --text
          keyslip coupon show DEMOUPD-… --qr-png coupon.png
help-keyslip-coupon-show--coupon = Номер купона
    .value = КУПОН
help-keyslip-coupon-show--text = Вывести текст, который можно вставить или набрать
help-keyslip-coupon-show--qr = Вывести QR-код этого текста
help-keyslip-coupon-show--qr-svg = Записать QR-код в файл SVG
    .value = ФАЙЛ
help-keyslip-coupon-show--qr-png = Записать QR-код в файл PNG
    .value = ФАЙЛ
help-keyslip-coupon-redeem = Активировать купон на лицензии
    .after =
        Примеры:
          keyslip coupon redeem DEMOUPD-… --license DEMO-…
          keyslip coupon redeem coupon.txt --license DEMO-… --dry-run
help-keyslip-coupon-redeem--coupon = Номер купона, его текст, файл, снимок его QR-кода или - (прочитать со стандартного ввода)
    .value = КУПОН
help-keyslip-coupon-redeem--license = Номер лицензии
    .value = ЛИЦЕНЗИЯ
help-keyslip-coupon-redeem--note = Почему; остаётся в реестре
    .value = ТЕКСТ
help-keyslip-coupon-redeem--dry-run = Показать, что изменилось бы, и ничего не менять

help-keyslip-coupon-find = Найти купоны по счёту, дистрибьютору, клиенту, состоянию или датам, сначала новые
    .after =
        Примеры:
          keyslip coupon find --invoice 17/2027
          keyslip coupon find --customer 5 --state open
          keyslip coupon find --product 1 --redeemed-from 2027-01-01 --redeemed-through 2027-03-31
help-keyslip-coupon-find--invoice = С этим счётом
    .value = ТЕКСТ
help-keyslip-coupon-find--distributor = Проданные через этого дистрибьютора
    .value = ДИСТРИБЬЮТОР
help-keyslip-coupon-find--comment = С этими словами в комментарии
    .value = СЛОВА
help-keyslip-coupon-find--license = Для этой лицензии или активированные на ней
    .value = ЛИЦЕНЗИЯ
help-keyslip-coupon-find--customer = Для этого клиента или активированные на его лицензии
    .value = КЛИЕНТ
help-keyslip-coupon-find--batch = Созданные вместе в этой партии
    .value = НОМЕР
help-keyslip-coupon-find--state = Что с ними стало: open — можно активировать, redeemed — активированы, cancelled — отменены
    .value = СОСТОЯНИЕ
help-keyslip-coupon-find--product = С этим продуктом, по номеру или GUID
    .value = ПРОДУКТ
help-keyslip-coupon-find--issued-from = Созданные в этот день или позже
    .value = ДАТА
help-keyslip-coupon-find--issued-through = Созданные в этот день или раньше
    .value = ДАТА
help-keyslip-coupon-find--redeemed-from = Активированные в этот день или позже
    .value = ДАТА
help-keyslip-coupon-find--redeemed-through = Активированные в этот день или раньше
    .value = ДАТА
help-keyslip-coupon-find--limit = Не больше стольких
    .value = ЧИСЛО

help-keyslip-template = Шаблоны купонов для повторяющихся кампаний
help-keyslip-template-save = Сохранить под именем, что создавать; шаблон с таким именем заменяется
    .after =
        Примеры:
          keyslip template save spring --add 1 --days 365 --comment "весенняя кампания"
          keyslip coupon generate --template spring --count 50 --invoice 17/2027
help-keyslip-template-save--name = Имя
    .value = ИМЯ
help-keyslip-template-list = Показать шаблоны
help-keyslip-template-show = Показать шаблон
help-keyslip-template-show--name = Имя шаблона
    .value = ИМЯ
help-keyslip-template-remove = Удалить шаблон; то, что по нему создано, остаётся
help-keyslip-template-remove--name = Имя шаблона
    .value = ИМЯ

help-keyslip-coupon-cancel = Отменить купон, который никто не активировал; площадкам скажет следующий бюллетень
    .after =
        Примеры:
          keyslip coupon cancel DEMOUPD-… --reason "отправлен не туда" --dry-run
          keyslip coupon cancel DEMOUPD-… --reason "отправлен не туда"
help-keyslip-coupon-cancel--coupon = Номер купона
    .value = КУПОН
help-keyslip-coupon-cancel--dry-run = Сказать, что было бы отменено, и ничего не менять
help-keyslip-coupon-cancel--reason = Почему; остаётся в реестре
    .value = ТЕКСТ

help-keyslip-coupon-cancel-redemption = Отменить ошибочную активацию: лицензионный ключ станет таким, каким был бы без неё
    .after =
        Следующий бюллетень скажет площадкам, что прежние ревизии недействительны; передайте клиенту новую.
        Купон остаётся использованным, если нет --free: освобождайте его, только если он ни у кого не остался.

        Примеры:
          keyslip coupon cancel-redemption DEMOUPD-… --license DEMO-… --reason "не тот ключ" --dry-run
          keyslip coupon cancel-redemption DEMOUPD-… --license DEMO-… --reason "не тот ключ" --free
help-keyslip-coupon-cancel-redemption--coupon = Номер купона
    .value = КУПОН
help-keyslip-coupon-cancel-redemption--license = Лицензия, на которой он активирован
    .value = ЛИЦЕНЗИЯ
help-keyslip-coupon-cancel-redemption--free = Разрешить активировать купон ещё раз; без этого он остаётся использованным
help-keyslip-coupon-cancel-redemption--dry-run = Показать, что изменилось бы, и ничего не менять
help-keyslip-coupon-cancel-redemption--reason = Почему; остаётся в реестре
    .value = ТЕКСТ

help-keyslip-distribution = Дистрибутивы: что поставляется, с соглашениями и правом на обновления
help-keyslip-distribution-add = Добавить дистрибутив
    .after =
        Пример:
          keyslip distribution add retailcrm --name RetailCRM --eula ru=EULA.ru.txt \
            --update-feature 1
help-keyslip-distribution-add--distribution = Короткое имя: строчные латинские буквы, цифры и дефисы
    .value = ДИСТРИБУТИВ
help-keyslip-distribution-add--names = Имя; для нескольких языков по разу: ru=…, en=…
    .value = ИМЯ
help-keyslip-distribution-add--descriptions = Что он делает, одной фразой; для нескольких языков по разу
    .value = ТЕКСТ
help-keyslip-distribution-add--agreements = Лицензионное соглашение по языкам: ru=EULA.ru.txt
    .value = ЯЗЫК=ФАЙЛ
help-keyslip-distribution-add--documentation = Документация по языкам: ru=manual.ru.txt
    .value = ЯЗЫК=ФАЙЛ
help-keyslip-distribution-add--developer = Кто его разработал
    .value = ИМЯ
help-keyslip-distribution-add--update-feature = Фича, срок которой даёт право на релизы
    .value = ФИЧА
help-keyslip-distribution-add--products = Продукт, который к нему относится; можно несколько раз
    .value = ПРОДУКТ
help-keyslip-distribution-add--trial-product = Продукт для пробы
    .value = ПРОДУКТ
help-keyslip-distribution-add--free = Лицензия не нужна
help-keyslip-distribution-list = Показать дистрибутивы

help-keyslip-release = Релизы дистрибутивов
help-keyslip-release-add = Добавить релиз из файла .cfe
    .after =
        Пример:
          keyslip release add retailcrm --file RetailCRM_UT11.5.cfe \
            --target "УправлениеТорговлей > 11.5.7.255" --tested "11.5.8 .. 11.5.20" \
            --date 2026-03-01 --whats-new ru=news.txt

        Сначала имя конфигурации, затем границы: знак >, >=, < или <= и номер релиза; * — любая конфигурация.
        Диапазон — a .. b, оба конца включены; недостающие части номера равны нулю, поэтому 11.5.20 не включает 11.5.20.1.
help-keyslip-release-add--distribution = Дистрибутив
    .value = ДИСТРИБУТИВ
help-keyslip-release-add--files = Файл; столько раз, сколько файлов в релизе
    .value = ФАЙЛ
help-keyslip-release-add--targets = К чему он подходит; можно несколько раз
    .value = ЦЕЛЬ
help-keyslip-release-add--tested = Проверенный диапазон релизов; можно несколько раз
    .value = ДИАПАЗОН
help-keyslip-release-add--date = Дата релиза, с которой сравнивается право на обновления
    .value = ДАТА
help-keyslip-release-add--stated-version = Версия, если её нет в файле
    .value = ВЕРСИЯ
help-keyslip-release-add--revision = С 2: та же версия, опубликованная повторно с другим содержимым
    .value = ЧИСЛО
help-keyslip-release-add--order = Место среди версий [по умолчанию: выше всех имеющихся]
    .value = ЧИСЛО
help-keyslip-release-add--whats-new = Что нового, по языкам: ru=news.txt
    .value = ЯЗЫК=ФАЙЛ
help-keyslip-release-add--from-versions = Версия, поверх которой его можно установить; можно несколько раз [по умолчанию: любая]
    .value = ВЕРСИЯ
help-keyslip-release-add--pre-release = Ещё не для рабочих баз
help-keyslip-release-add--allow-mixed-scripts = Опубликовать, хотя в имени смешаны алфавиты
help-keyslip-release-list = Показать релизы дистрибутива, новые сверху
help-keyslip-release-list--distribution = Дистрибутив
    .value = ДИСТРИБУТИВ

help-keyslip-release-withdraw = Отозвать все релизы версии; площадкам скажут следующие каталог и бюллетень
    .after =
        Пример:
          keyslip release withdraw retailcrm 3.2.1 --reason "ru=портит остатки"
help-keyslip-release-withdraw--distribution = Дистрибутив
    .value = ДИСТРИБУТИВ
help-keyslip-release-withdraw--version = Версия
    .value = ВЕРСИЯ
help-keyslip-release-withdraw--dry-run = Сказать, что было бы отозвано, и ничего не менять
help-keyslip-release-withdraw--reasons = Почему, для площадок; для нескольких языков по разу: ru=…, en=…
    .value = ТЕКСТ

help-keyslip-catalog = Подписанные каталоги релизов
help-keyslip-catalog-publish = Подписать каталог всех релизов
    .after =
        Примеры:
          keyslip catalog publish --expires-in 365d
          keyslip catalog publish --expires-in 2027-12-31
help-keyslip-catalog-publish--expires-in = Сколько он считается актуальным: 365d, 52w или по какой день: 2027-12-31
    .value = СРОК
help-keyslip-catalog-publish--prepare = Записать его в этот файл, чтобы подписать на другой машине
    .value = ФАЙЛ
help-keyslip-catalog-assemble = Принять в реестр каталог, подписанный на другой машине
    .after =
        Пример:
          keyslip catalog assemble catalog.signed
help-keyslip-catalog-list = Показать каталоги

help-keyslip-request = Запросы, которые присылают площадки
help-keyslip-request-show = Показать, чего просит площадка и что об этом установлено
    .after =
        Пример:
          keyslip request show site.ksrequest

        Запрос подписан ключом, который в нём же и назван. Чей это ключ, он сказать не может: один раз сверьте
        отпечаток с площадкой и дальше называйте его в --site-key.
help-keyslip-request-show--file = Запрос, который записала площадка
    .value = ФАЙЛ
help-keyslip-request-show--site-key = Отпечаток ключа площадки, как она его сообщила: сорок цифр или двенадцать слов
    .value = ЦИФРЫ

help-keyslip-bulletin = Подписанные бюллетени о том, что больше не действует
help-keyslip-bulletin-publish = Подписать бюллетень обо всём, что отозвано
    .after =
        Пример:
          keyslip bulletin publish --expires-in 90d

        Следующий комплект возьмёт его с собой; площадка, которая его видела, не вернётся к более старому.
help-keyslip-bulletin-publish--expires-in = Когда ожидается следующий: 90d, 13w или к какому дню: 2027-12-31 [по умолчанию: никогда]
    .value = СРОК
help-keyslip-bulletin-publish--lowest-catalog = Наименьший каталог, который площадкам отныне можно брать
    .value = НОМЕР
help-keyslip-bulletin-list = Показать бюллетени
help-keyslip-bulletin-show = Показать, что говорит бюллетень
help-keyslip-bulletin-show--bulletin = Номер бюллетеня [по умолчанию: новейший]
    .value = НОМЕР

help-keyslip-bundle = Комплекты для носителей, которые везут на площадки
help-keyslip-bundle-make = Записать в папку корни, новый каталог со всеми его файлами и новый бюллетень
    .after =
        Пример:
          keyslip bundle make --out /media/usb/keyslip

        При повторе копируется только то, что изменилось.
help-keyslip-bundle-make--out = Папка на носителе, который повезут на площадку
    .value = ПАПКА
help-keyslip-bundle-make--licenses = Какую лицензию взять с собой; можно несколько раз
    .value = ЛИЦЕНЗИЯ

help-keyslip-ledger = Реестр: всё, что выдано
help-keyslip-ledger-backup = Записать копию реестра, какой он сейчас, не мешая работать другим
    .after =
        Пример:
          keyslip ledger backup --out /media/backup/ledger.sqlite

        Сам файл реестра нельзя копировать, пока он открыт. Ключи, корни и объекты — обычные файлы: скопируйте рядом
        папки keys, roots и objects или возьмите для ключей и корней «keyslip key backup».

        Если реестр хранится в базе данных, копия — выгрузка; её читает «keyslip ledger restore».
help-keyslip-ledger-backup--out = Копия; прежняя заменяется
    .value = ФАЙЛ
help-keyslip-ledger-dump = Записать весь реестр в один файл, из которого получится реестр любого вида
    .after =
        Пример:
          keyslip ledger dump /media/backup/ledger.jsonl

        Ключей, корней и объектов в нём нет: это обычные файлы.
help-keyslip-ledger-dump--file = Файл; прежний заменяется
    .value = ФАЙЛ
help-keyslip-ledger-restore = Сделать реестр папки, в которой есть корни и нет реестра, из выгрузки и проверить его целиком
    .after =
        Пример — из файла в базу данных:
          keyslip ledger dump ledger.jsonl --vendor ~/vendor
          mkdir ~/new && cp -r ~/vendor/keys ~/vendor/roots ~/vendor/objects ~/new
          keyslip ledger restore ledger.jsonl --vendor ~/new --ledger postgres://olga@localhost/keyslip

        После этого реестр на месте целиком или его нет вовсе. Сравните названную запись с той, которую покажет
        «keyslip log verify».
help-keyslip-ledger-restore--file = Выгрузка
    .value = ФАЙЛ
help-keyslip-ledger-restore--ledger = В эту пустую базу данных, а не в файл: postgres://user@localhost/database
    .value = АДРЕС

help-keyslip-log = Журнал изменений
help-keyslip-log-show = Показать записи, старые сверху
help-keyslip-log-show--kind = Только записи этого вида: customer, license.revoke
    .value = ВИД
help-keyslip-log-show--customer = Только история этого клиента
    .value = КЛИЕНТ
help-keyslip-log-show--distributor = Только история этого дистрибьютора
    .value = ДИСТРИБЬЮТОР
help-keyslip-log-show--feature = Только история этой фичи
    .value = ФИЧА
help-keyslip-log-show--product = Только история этого продукта
    .value = ПРОДУКТ
help-keyslip-log-show--license = Только история этого лицензионного ключа и активированных на нём купонов
    .value = КЛЮЧ
help-keyslip-log-show--coupon = Только история этого купона
    .value = КУПОН
help-keyslip-log-show--from = Первая запись
    .value = НОМЕР
help-keyslip-log-show--count = Сколько записей
    .value = ЧИСЛО
help-keyslip-log-verify = Проверить, что записи не изменены, не удалены и не переставлены, а документы подлинны
    .after =
        Пример:
          keyslip log verify

        Код выхода 1: что-то изменили извне; в сообщении сказано, какую запись.

help-keyslip-completions = Вывести дополнения для командной оболочки
help-keyslip-completions--shell = Оболочка
    .value = ОБОЛОЧКА
help-keyslip-man = Вывести страницу руководства программы или её команды
help-keyslip-man--command = Команда, например license export [по умолчанию: вся программа]
    .value = КОМАНДА

## keyslip-site: площадка

help-keyslip-site = Лицензии и расширения для площадки без сети
help-keyslip-site--site = Папка площадки
    .value = ПАПКА
help-global--site = Папка площадки
    .value = ПАПКА
help-global--at = Ответить на этот момент, а не на сейчас; дата означает её последнюю секунду по UTC
    .value = ДАТА
help-global--bundle = Папка комплекта: флешка или её копия
    .value = ПАПКА
help-global--configuration = Техническое имя конфигурации, например УправлениеТорговлей
    .value = ИМЯ
help-global--release = Релиз конфигурации, например 11.5.8.300
    .value = РЕЛИЗ
help-global--platform = Версия платформы 1С, например 8.3.24.1368
    .value = ВЕРСИЯ
help-global--site-id = Идентификатор площадки, если лицензия к нему привязана
    .value = ID
help-global--infobase = Идентификатор информационной базы, если лицензия к нему привязана
    .value = ID
help-global--accept-eula = Принять соглашение заранее; с SHA-256 — только если это именно тот текст
    .value = SHA-256
help-global--show-eula = Только показать соглашение и его SHA-256
help-global--allow-stale-catalog = Пользоваться каталогом, срок которого закончился

help-keyslip-site-init = Создать площадку: доверять вендору, корень которого лежит в комплекте
    .long = Создать площадку: доверять вендору, корень которого лежит в комплекте

        Бюллетень и каталог из комплекта тоже принимаются.

        Без --fingerprint корень показывается, и вас спросят, тот ли у него отпечаток, который опубликовал вендор: на бумаге, на своём сайте, по телефону, но не на том носителе, на котором пришёл корень.
    .after = Примеры:
          keyslip-site init --site /srv/keyslip --bundle /media/usb/keyslip
          keyslip-site init --site /srv/keyslip --bundle /media/usb/keyslip \
              --fingerprint 57221-13490-21381-01330-55368-00925-16376-17040
          keyslip-site init --site /srv/keyslip --root 1.ksroot \
              --fingerprint "test claim clutch poem expect offer gentle about outdoor zone awful cancel"
help-keyslip-site-init--bundle = Папка комплекта с корнями вендора
    .value = ПАПКА
help-keyslip-site-init--root = Файл корня вместо комплекта; из цепочки — каждый по разу
    .value = ФАЙЛ
help-keyslip-site-init--fingerprint = Отпечаток, который опубликовал вендор: сорок цифр или двенадцать слов
    .value = ОТПЕЧАТОК
help-keyslip-site-init--test = Доверять тестовому корню; его лицензии всюду об этом говорят
help-global--accept-future-date = Принять и документы, подписанные больше чем на девяносто дней вперёд против часов и всего виденного
help-keyslip-site-trust = Показать, какому вендору доверяет площадка, и принять его новые корни
    .after = Примеры:
          keyslip-site trust show
          keyslip-site trust update --bundle /media/usb/keyslip
          keyslip-site trust update 2.ksroot 3.ksroot
help-keyslip-site-trust-show = Показать цепочку корней, их ключи и отпечаток для сверки; так же и без команды
help-keyslip-site-trust-update = Доверять более новым корням того же вендора
    .after = Примеры:
          keyslip-site trust update --bundle /media/usb/keyslip
          keyslip-site trust update 2.ksroot 3.ksroot

        Каждый корень должен следовать за предыдущим и быть подписан ключами обоих. Из комплекта принимаются и бюллетень с каталогом. То же происходит при каждом взгляде на комплект.
help-keyslip-site-trust-update--roots = Файлы корней в любом порядке
    .value = ФАЙЛ
help-keyslip-site-trust-update--bundle = Папка комплекта с корнями вендора
    .value = ПАПКА
help-keyslip-site-trust-acknowledge = Принять к сведению два разных документа с одним номером, чтобы status больше о них не предупреждал
    .after = Примеры:
          keyslip-site trust acknowledge \
              2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea

        Вендор извещён, и ответ известен: украденный ключ или оплошность. Запись остаётся, её показывает `trust show`.
help-keyslip-site-trust-acknowledge--digest = SHA-256 отвергнутого документа, как его печатает `trust show`
    .value = SHA-256
help-keyslip-site-license = Добавить лицензии на площадку и посмотреть их
help-keyslip-site-license-add = Добавить лицензию или её более новую ревизию
    .after = Примеры:
          keyslip-site license add license.kslicense
          keyslip-site license add license.png
          keyslip-site license add - < license.txt
          keyslip-site license add --bundle /media/usb/keyslip
help-keyslip-site-license-add--license = Файл лицензии, снимок её QR-кода, сам подписанный текст или - для стандартного ввода
    .value = ФАЙЛ
help-keyslip-site-license-add--bundle = Все лицензии из папки этого комплекта
    .value = ПАПКА
help-keyslip-site-license-list = Показать лицензии площадки и что они дают
help-keyslip-site-redeem = Активировать купон на лицензии этой площадки
    .long = Активировать купон на лицензии этой площадки

        Квитанция сохраняется и возвращается вендору: он найдёт купоны, активированные дважды.
    .after = Примеры:
          keyslip-site redeem coupon.kscoupon
          keyslip-site redeem - --license DEMO-Q2BAV-EAYBV-VJYFM-WE1WE < coupon.txt
help-keyslip-site-redeem--coupon = Файл купона, снимок его QR-кода, сам подписанный текст или - для стандартного ввода
    .value = КУПОН
help-keyslip-site-redeem--license = Лицензия, если на площадке их несколько
    .value = НОМЕР
help-keyslip-site-list = Показать релизы комплекта, подходящие конфигурации, от новых к старым
    .after = Примеры:
          keyslip-site list --bundle /media/usb/keyslip \
              --configuration УправлениеТорговлей --release 11.5.20
          keyslip-site list --bundle /media/usb/keyslip \
              --configuration УправлениеТорговлей --release 11.5.20 --untested --why
help-keyslip-site-list--untested = Показать и релизы, которые с этой конфигурацией никто не проверял
help-keyslip-site-list--why = Показать все релизы каталога и почему они скрыты
help-keyslip-site-install = Установить релиз в папку: целиком или никак
    .after = Примеры:
          keyslip-site install quick-stock --bundle /media/usb/keyslip \
              --configuration УправлениеТорговлей --release 11.5.20 \
              --to /srv/extensions
          keyslip-site install quick-stock --bundle /media/usb/keyslip \
              --configuration УправлениеТорговлей --release 11.5.20 \
              --to /srv/extensions --version 1.4.9 --accept-eula
help-keyslip-site-install--distribution = Дистрибутив, как он назван в списке
    .value = ДИСТРИБУТИВ
help-keyslip-site-install--version = Эта версия вместо самой новой подходящей
    .value = ВЕРСИЯ
help-keyslip-site-install--to = Папка для файлов; если её нет, она создаётся
    .value = ПАПКА
help-keyslip-site-install--untested = Взять и релиз, который с этой конфигурацией никто не проверял
help-keyslip-site-save = Сохранить файлы релиза для другого места, каждый с контрольной суммой рядом
    .after = Примеры:
          keyslip-site save quick-stock --bundle /media/usb/keyslip \
              --configuration УправлениеТорговлей --release 11.5.20 \
              --to /media/usb/for-the-branch
help-keyslip-site-save--distribution = Дистрибутив, как он назван в списке
    .value = ДИСТРИБУТИВ
help-keyslip-site-save--version = Эта версия вместо самой новой подходящей
    .value = ВЕРСИЯ
help-keyslip-site-save--to = Папка для файлов; если её нет, она создаётся
    .value = ПАПКА
help-keyslip-site-save--untested = Взять и релиз, который с этой конфигурацией никто не проверял
help-keyslip-site-verify = Пересчитать хеши установленного и сравнить с подписанными
    .after = Примеры:
          keyslip-site verify
          keyslip-site verify --json
help-keyslip-site-request = Записать запрос вендору: что у площадки есть и чего она просит
    .long =
        Записать запрос вендору: что у площадки есть и чего она просит

        Подписывает его собственный ключ площадки. Никуда ничего не отправляется: файл передают вендору.
    .after =
        Примеры:
          keyslip-site request --out site.ksrequest --for УправлениеТорговлей@11.5.20
          keyslip-site request --out site.ksrequest --distribution quick-stock --comment 'нужен новый релиз'
help-keyslip-site-request--out = Файл, который записать, например site.ksrequest
    .value = ФАЙЛ
help-keyslip-site-request--asked = Конфигурация, для которой нужны релизы, с её релизом, если он известен; сколько угодно раз
    .value = ИМЯ@РЕЛИЗ
help-keyslip-site-request--distributions = Нужный дистрибутив, сколько угодно раз [по умолчанию: все подходящие]
    .value = ДИСТРИБУТИВ
help-keyslip-site-request--contact = У кого вендор может спросить
    .value = ТЕКСТ
help-keyslip-site-request--comment = Слова для вендора
    .value = ТЕКСТ
help-keyslip-site-status = Показать, что знает площадка: вендор, каталог, лицензии, что установлено
    .after = Примеры:
          keyslip-site status
          keyslip-site status --site /srv/keyslip --at 2027-12-31
help-keyslip-site-check = Оценить лицензию: что она разрешает здесь и сейчас
    .after = Примеры:
          keyslip-site check license.kslicense
          keyslip-site check license.kslicense --feature 1 --at 2027-12-31
          keyslip-site check license.kslicense --root 1.ksroot \
              --fingerprint 57221-13490-21381-01330-55368-00925-16376-17040
help-keyslip-site-check--license = Файл лицензии, снимок её QR-кода, сам подписанный текст или - для стандартного ввода
    .value = ФАЙЛ
help-keyslip-site-check--feature = Спросить об этой фиче, а не о лицензии в целом
help-keyslip-site-check--days-used = В скольких разных днях это использовалось, считая сегодня: для пробного периода, который считает дни
    .value = НОМЕР
help-keyslip-site-check--root = Корень вендора, если нет площадки, которая ему доверяет
    .value = ФАЙЛ
help-keyslip-site-check--fingerprint = Отпечаток, который опубликовал вендор, вместе с --root: сорок цифр или двенадцать слов
    .value = ОТПЕЧАТОК
help-keyslip-site-check--test = Корень тестовый, вместе с --root
help-keyslip-site-inspect = Заглянуть в документ или файл 1С; ничто в нём не проверяется
    .after = Примеры:
          keyslip-site inspect license.kslicense
          keyslip-site inspect QuickStock.cfe --json
help-keyslip-site-inspect--file = Лицензия, купон, каталог, корень, квитанция или запрос, подписанный текст или снимок его QR-кода либо .cfe, .epf, .erf, .cf
    .value = ФАЙЛ
help-keyslip-site-completions = Вывести дополнения для командной оболочки
help-keyslip-site-completions--shell = Оболочка
    .value = ОБОЛОЧКА
help-keyslip-site-man = Вывести страницу руководства по программе или её команде
help-keyslip-site-man--path = Команда, например license add
    .value = КОМАНДА

help-keyslip-customer-import = Загрузить клиентов из файла: таблицы CSV или списка JSON
    .after =
        Примеры:
          keyslip customer import customers.csv --dry-run
          keyslip customer import customers.json --update --skip-refused

        Если хоть одна строка отклонена, не загружается ничего, если нет --skip-refused. Столбцы показывает выгруженный файл. Столбец field:ИМЯ —
        ваше свободное поле.
help-keyslip-customer-import--file = Файл: таблица CSV или список JSON
    .value = ФАЙЛ
help-keyslip-customer-export = Выгрузить клиентов для других программ: таблицей CSV или списком JSON
    .after =
        Пример:
          keyslip customer export --out customers.csv
help-keyslip-customer-export--out = Файл; без него всё печатается
    .value = ФАЙЛ
help-keyslip-distributor-import = Загрузить дистрибьюторов из файла: таблицы CSV или списка JSON
    .after =
        Примеры:
          keyslip distributor import distributors.csv --dry-run
          keyslip distributor import distributors.json --update --skip-refused

        Если хоть одна строка отклонена, не загружается ничего, если нет --skip-refused. Столбцы показывает выгруженный файл.
help-keyslip-distributor-import--file = Файл: таблица CSV или список JSON
    .value = ФАЙЛ
help-keyslip-distributor-export = Выгрузить дистрибьюторов для других программ: таблицей CSV или списком JSON
    .after =
        Пример:
          keyslip distributor export --out distributors.csv
help-keyslip-distributor-export--out = Файл; без него всё печатается
    .value = ФАЙЛ
help-keyslip-feature-import = Загрузить фичи из файла: таблицы CSV или списка JSON
    .after =
        Примеры:
          keyslip feature import features.csv --dry-run
          keyslip feature import features.json --update --skip-refused

        Если хоть одна строка отклонена, не загружается ничего, если нет --skip-refused. Столбцы показывает выгруженный файл.
help-keyslip-feature-import--file = Файл: таблица CSV или список JSON
    .value = ФАЙЛ
help-keyslip-feature-export = Выгрузить фичи для других программ: таблицей CSV или списком JSON
    .after =
        Пример:
          keyslip feature export --out features.csv
help-keyslip-feature-export--out = Файл; без него всё печатается
    .value = ФАЙЛ
help-keyslip-product-import = Загрузить продукты из файла: таблицы CSV или списка JSON
    .after =
        Примеры:
          keyslip product import products.csv --dry-run
          keyslip product import products.json --update --skip-refused

        Если хоть одна строка отклонена, не загружается ничего, если нет --skip-refused. Столбцы показывает выгруженный файл.
help-keyslip-product-import--file = Файл: таблица CSV или список JSON
    .value = ФАЙЛ
help-keyslip-product-export = Выгрузить продукты для других программ: таблицей CSV или списком JSON
    .after =
        Пример:
          keyslip product export --out products.csv
help-keyslip-product-export--out = Файл; без него всё печатается
    .value = ФАЙЛ

help-keyslip-receipt = Квитанции, которые присылают площадки
help-keyslip-receipt-import = Принять квитанции площадок; что уже есть, остаётся как было
    .after =
        Пример:
          keyslip receipt import site.ksreceipts
help-keyslip-receipt-import--files = Файлы, которые площадки записали командой keyslip-site receipt export
    .value = ФАЙЛ
help-keyslip-receipt-list = Показать площадки, от которых приходили квитанции
help-keyslip-report = Отчёты: что заканчивается, пробные периоды, активации, неиспользованные и дважды активированные купоны
help-keyslip-report-expiring = Что заканчивается за период, и кому звонить
    .after =
        Примеры:
          keyslip report expiring --from 2027-01-01 --to 2027-03-31 --no-trials
          keyslip report expiring --to 2027-03-31 --csv > expiring.csv
help-keyslip-report-expiring--from = Первый день, по UTC [по умолчанию: с начала]
    .value = ДАТА
help-keyslip-report-expiring--to = Последний день, по UTC [по умолчанию: без конца]
    .value = ДАТА
help-keyslip-report-expiring--trials = Только пробные периоды
help-keyslip-report-expiring--no-trials = Без пробных периодов
help-keyslip-report-trials = Пробные периоды, начатые за период
help-keyslip-report-trials--from = Первый день, по UTC [по умолчанию: с начала]
    .value = ДАТА
help-keyslip-report-trials--to = Последний день, по UTC [по умолчанию: без конца]
    .value = ДАТА
help-keyslip-report-redemptions = Сколько купонов активировано: по месяцам, продуктам или дистрибьюторам
    .after =
        Пример:
          keyslip report redemptions --by product --from 2027-01-01
help-keyslip-report-redemptions--by = По чему считать
    .value = ПО
help-keyslip-report-redemptions--from = Первый день, по UTC [по умолчанию: с начала]
    .value = ДАТА
help-keyslip-report-redemptions--to = Последний день, по UTC [по умолчанию: без конца]
    .value = ДАТА
help-keyslip-report-unused = Неиспользованные купоны, по партиям
help-keyslip-report-double-redemptions = Одноразовые купоны, активированные дважды, — по реестру и квитанциям площадок
help-keyslip-report-missing-receipts = Площадки, от которых не хватает квитанций
    .after =
        Пример:
          keyslip report missing-receipts --days 30
help-keyslip-report-missing-receipts--days = И те площадки, от которых столько дней нет ничего нового
    .value = ДНИ
help-keyslip-site-receipt = Квитанции: что делала эта площадка, для вендора
help-keyslip-site-receipt-export = Записать все квитанции в файл, который отвезут вендору
    .after =
        Пример:
          keyslip-site receipt export --out site.ksreceipts
help-keyslip-site-receipt-export--out = Какой файл записать, например site.ksreceipts
    .value = ФАЙЛ
