# Где хранится реестр: SQLite, PostgreSQL, копии.

error-ledger-nul-in-text = в тексте есть символ NUL
hint-ledger-nul-in-text = ничего не изменено; уберите этот символ
error-ledger-bad-url = это не адрес базы данных
hint-ledger-bad-url = пишите так: postgres://пользователь@localhost/база
error-ledger-password-in-url = в адресе базы данных не должно быть пароля: адрес хранится в файле и виден в сообщениях
hint-ledger-password-in-url = уберите его; пароль берётся из ~/.pgpass, из PGPASSWORD или из файла, который задаёт --ledger-password-file
error-ledger-not-encrypted = всё, что передаётся на { $host }, не будет зашифровано
hint-ledger-not-encrypted = { $program } не шифрует соединения: откройте туннель к серверу и укажите localhost; внутри VPN добавьте к адресу ?sslmode=disable
error-ledger-ledger-url = { $path } не говорит, где реестр: { $reason }
hint-ledger-ledger-url = в файле одна строка — адрес вида postgres://пользователь@localhost/база
error-ledger-unreachable = { $place } не отвечает: { $reason }
hint-ledger-unreachable = ничего не изменено; проверьте, что сервер работает и туннель к нему открыт
error-ledger-wrong-password = { $place } требует пароль, и этот не подходит
hint-ledger-wrong-password = запишите его в ~/.pgpass, в PGPASSWORD или в файл, который задаёт --ledger-password-file
error-ledger-not-permitted = { $place } не разрешает этого: { $reason }
hint-ledger-not-permitted = ничего не изменено; попросите права на базу у администратора сервера
error-ledger-no-database = базы { $database } нет: { $place }
hint-ledger-no-database = создайте пустую: createdb --encoding UTF8 { $database }
error-ledger-database-not-empty = { $place }: в базе есть таблицы, и они не от реестра
hint-ledger-database-not-empty = ничего не изменено; создайте для реестра пустую базу
error-ledger-not-utf8 = { $place }: кодировка базы — { $encoding }, в ней есть не все символы
hint-ledger-not-utf8 = создайте базу в UTF8: createdb --encoding UTF8 --template template0 …
error-ledger-connection-lost = связь с { $place } прервалась: { $reason }
hint-ledger-connection-lost = прежде чем повторять, посмотрите, есть ли изменение: оно есть целиком или его нет вовсе
error-ledger-pass-file-open = { $path } могут прочитать другие, поэтому пароли из него не берутся
hint-ledger-pass-file-open = закройте файл от других: chmod 600 { $path }
error-ledger-pass-file-unread = { $path } — не текст в UTF-8
hint-ledger-pass-file-unread = запишите его заново: по строке на базу, host:port:database:user:password

store-begun = Реестр хранится в { $ledger }. Другой сотрудник работает с ним из копии папки — без тех ключей, которыми ему пользоваться не положено.

error-ledger-not-a-dump = { $path } — не выгрузка реестра
hint-ledger-not-a-dump = возьмите файл, который записала команда «{ $program } ledger dump» или «{ $program } ledger backup»
error-ledger-dump-damaged = { $path } повреждён в строке { $line }: его изменили или он обрывается
hint-ledger-dump-damaged = ничего не восстановлено; возьмите другую копию

store-dumped = { $file } — весь реестр: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
}
store-restored = Реестр восстановлен из { $file } и проверен: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
}
store-head = последняя запись
store-entry = { $seq }, { $hash }
