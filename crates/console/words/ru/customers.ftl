# Клиенты, дистрибьюторы, продукты и фичи.

error-ledger-customer-merged = клиент { $customer } — дубликат клиента { $into }
hint-ledger-customer-merged = укажите клиента { $into }
error-ledger-already-holds = лицензионный ключ { $license } и так принадлежит клиенту { $customer }
hint-ledger-already-holds = ничего не изменено

customers-field = поле
customers-field-company = компания
customers-field-contact = контакт
customers-field-phone = телефон
customers-field-email = почта
customers-field-email2 = вторая почта
customers-field-crm-id = номер в CRM
customers-field-crm-id2 = второй номер в CRM
customers-field-manager = менеджер
customers-field-distributor = дистрибьютор
customers-field-comment = комментарий
customers-field-fields = свободные поля
customers-field-merged-into = дубликат клиента
customers-field-name = наименование
customers-field-names = наименование
customers-field-guid = GUID
customers-field-features = фича × лимит
customers-field-multiplied = умножаемые фичи
customers-field-activation = текст при активации
customers-field-trial = пробный
customers-field-trial-days = дней пробного периода
customers-field-trial-counting = какие это дни
customers-field-automatic = автоматический пробный период
customers-field-replaces = заменяет продукты
customers-field-withdrawn = снят с продажи
customers-distributor = дистрибьютор { $number }: { $name }
customers-nothing-changes = ничего не меняется
customers-dry-run = Ничего не изменено (--dry-run).
customers-before = было
customers-after = станет
customers-holder-stays = В уже выпущенных лицензионных ключах имя остаётся прежним.
customers-issued-stays = Всё, что уже выпущено, остаётся как было.
customers-merged-into = Это был дубликат клиента { $number }.
customers-more = { $count ->
    [one] И ещё { $count }: уточните слова поиска или увеличьте --limit.
    [few] И ещё { $count }: уточните слова поиска или увеличьте --limit.
   *[other] И ещё { $count }: уточните слова поиска или увеличьте --limit.
}
customers-many-more = И ещё не меньше { $count }: уточните слова поиска или увеличьте --limit.
customers-trial-for-ever = пробный без срока
customers-trial-of-days = { $count ->
    [one] пробный на { $count } день
    [few] пробный на { $count } дня
   *[other] пробный на { $count } дней
}
customers-trial-of-use = { $count ->
    [one] пробный на { $count } день использования
    [few] пробный на { $count } дня использования
   *[other] пробный на { $count } дней использования
}
customers-automatic = с каждым новым лицензионным ключом
customers-withdrawn = снят с продажи
error-ledger-unknown-distributor = дистрибьютора { $distributor } нет
hint-ledger-unknown-distributor = список показывает «{ $program } distributor list»
error-ledger-distributor-guid-taken = GUID { $guid } уже у дистрибьютора { $distributor }
hint-ledger-distributor-guid-taken = у каждого дистрибьютора свой GUID
error-ledger-too-many-fields = свободных полей { $fields }, а у клиента их может быть не больше { $max }
hint-ledger-too-many-fields = объедините родственные поля или запишите остальное в комментарий
error-ledger-field-name = «{ $name }» не может быть именем поля
hint-ledger-field-name = имя — от 1 до 64 байт, без перевода строки и без знака «=»
error-ledger-no-trial = дни пробного периода и автоматическая выдача бывают только у пробного продукта
hint-ledger-no-trial = добавьте --trial
error-ledger-trial-too-long = пробный период в { $days } дн. слишком длинный: не больше { $max }
hint-ledger-trial-too-long = без --trial-days пробный период не кончается
error-ledger-days-of-use = не указано, сколько дней использования
hint-ledger-days-of-use = укажите их число: --trial-days
error-ledger-product-withdrawn = продукт { $product } снят с продажи
hint-ledger-product-withdrawn = вернуть его в продажу: «{ $program } product update { $product } --on-sale»
error-cli-free-field = «{ $text }» — не поле со значением
hint-cli-free-field = напишите имя, знак «=» и значение: ИНН=7701234567
customers-license-with-trials = Лицензионный ключ для { $company } с пробными продуктами, которые каждый клиент получает один раз:
customers-becomes = что будет
customers-goes = уходит
customers-stays = остаётся
customers-card-filled = Карточка клиента { $number }
customers-licenses-go = Лицензионные ключи, которые переходят к клиенту { $number }
customers-license-went = { $license }: ревизия { $revision }
customers-licenses-stay = Отозванные лицензионные ключи, которые остаются у клиента { $number }
customers-coupons-lost = Купоны для клиента { $number }, которые больше не подходят ни к одному ключу
customers-merged = Клиент { $duplicate } объединён с клиентом { $kept }.
customers-hand-over = Передайте новые ревизии: их записывает «keyslip license export».
customers-merge-what = { $duplicate } ({ $number }) станет клиентом { $kept } ({ $into }); { $count ->
    [0] лицензионных ключей нет
    [one] переходит { $count } лицензионный ключ
    [few] переходят { $count } лицензионных ключа
   *[other] переходят { $count } лицензионных ключей
}
customers-merge-coupons = { $count ->
    [one] { $count } купон для дубликата больше не подойдёт ни к одному ключу
    [few] { $count } купона для дубликата больше не подойдут ни к одному ключу
   *[other] { $count } купонов для дубликата больше не подойдут ни к одному ключу
}
customers-merge-question = Объединить? Отменить это нельзя.
error-ledger-same-customer = клиента { $customer } нельзя объединить с ним самим
hint-ledger-same-customer = клиента, который остаётся, назовите в --into
error-ledger-no-key = у клиента тем временем появился лицензионный ключ { $license }
hint-ledger-no-key = ничего не изменено; выполните команду ещё раз
customers-erase-what = Всё, что известно о клиенте { $company } ({ $number }), будет стёрто вместе с историей.
customers-erase-question = Стереть? Вернуть это не сможет никто.
customers-erased = Сведения о клиенте { $number } стёрты.
customers-holders-stay = В этих лицензионных ключах имя владельца остаётся, потому что подписанное не меняется:
customers-backups-stay = В резервных копиях реестра карточка остаётся.
