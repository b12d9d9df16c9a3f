# Купоны миллионами, повторяющиеся кампании и запросы CRM.

log-coupon-begin = { $count ->
    [one] начата партия { $subject }: { $count } купон
    [few] начата партия { $subject }: { $count } купона
   *[other] начата партия { $subject }: { $count } купонов
}

error-ledger-unknown-batch = партии { $batch } нет
hint-ledger-unknown-batch = все партии показывает `{ $program } coupon batches`
error-ledger-batch-grew = партию { $batch } продолжает другой процесс: в ней уже { $issued ->
    [one] { $issued } купон
    [few] { $issued } купона
   *[other] { $issued } купонов
}
hint-ledger-batch-grew = дождитесь его; созданное здесь уже в реестре, и всё вместе запишет `{ $program } coupon export --batch { $batch }`
error-ledger-batch-short = в партии должно быть купонов: { $wanted }, а строк в файле хватает на { $found }
hint-ledger-batch-short = продолжайте с тем файлом, с которого партия началась

bulk-generating = создание купонов
bulk-generated = { $count ->
    [one] Готов { $count } купон
    [few] Готовы { $count } купона
   *[other] Готовы { $count } купонов
} (партия { $batch })
bulk-issued-before = Из них создано раньше: { $count }.
bulk-written = Они в файле { $file }.
bulk-not-written = Они в реестре; дальше: { $program } coupon export --batch { $batch } --out ФАЙЛ
bulk-exported = Партия { $batch }: { $count ->
    [one] { $count } купон
    [few] { $count } купона
   *[other] { $count } купонов
} в { $file }
bulk-rows-refused = { $file }: { $count ->
    [one] не годится { $count } строка
    [few] не годятся { $count } строки
   *[other] не годятся { $count } строк
}. Ничего не создано.
bulk-row-refused = строка { $line }: { $problem }
bulk-kind = вид
bulk-kind-add = добавление
bulk-kind-extend = продление
bulk-kind-change = изменение состава
bulk-issued = создано
bulk-wanted = заказано
bulk-begun = начата

error-cli-another-file = в { $path } другие купоны, не из партии { $batch }
hint-cli-another-file = назовите другой файл или удалите этот
error-cli-another-source = партия { $batch } начата { $source ->
    [none] без файла со строками
   *[other] с другим файлом строк, SHA-256 { $wanted }
}
hint-cli-another-source = { $source ->
    [none] уберите --from
   *[other] назовите тот файл: --from
}
error-cli-row-file-ending = { $path } — не .csv и не .jsonl
hint-cli-row-file-ending = сохраните таблицу как CSV или запишите по одному объекту JSON в строке
error-cli-no-rows = в { $path } нет строк
hint-cli-no-rows = в первой строке CSV — названия столбцов, в остальных — данные
error-cli-row-unread = не читается: { $problem }
hint-cli-row-unread = сохраните таблицу как CSV в UTF-8 или запишите по одному объекту JSON в строке
error-cli-row-column = столбца { $column } нет
hint-cli-row-column = столбцы бывают такие: { $columns }
error-cli-row-value = значение столбца { $column } не годится
hint-cli-row-value = числа от 1, даты вида 2027-12-31, а из until и days нужно одно
error-cli-row-whose = чьи это купоны, должно быть сказано один раз
hint-cli-row-whose = укажите что-то одно: номер клиента, идентификатор в CRM или лицензионный ключ
error-cli-row-no-customer = клиента с идентификатором CRM { $id } нет
hint-cli-row-no-customer = клиентов ищет `{ $program } customer list --search`
error-cli-row-several-customers = идентификатор CRM { $id } есть у нескольких клиентов
hint-cli-row-several-customers = укажите номер клиента или объедините двойников
error-cli-row-kind = строки — для купонов, которые добавляют продукты или продлевают пробный период, а продлевают его на дни
hint-cli-row-kind = возьмите --add или --extend
