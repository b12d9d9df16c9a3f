# Ошибки по кодам: `error-<код>` говорит, что случилось и где, `hint-<код>` — что делать.
# Со строчной буквы и без точки в конце: предложения соединяются двоеточием.

## disk

error-disk-full = не хватает места для записи { $path }
hint-disk-full = освободите место или выберите другой диск и повторите команду
error-disk-read-only = { $path }: запись запрещена
hint-disk-read-only = выберите другую папку или снимите защиту от записи
error-disk-denied = нет прав доступа к { $path }
hint-disk-denied = выполните команду от имени пользователя, у которого есть доступ к этому файлу или папке
error-disk-missing = не найден файл { $path }
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
error-disk-not-a-file = { $path } — не обычный файл
error-disk-not-a-folder = { $path } — не папка
error-disk-bad-name = «{ $name }» не годится как имя файла
error-disk-io = ошибка чтения или записи { $path }: { $reason }
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
error-console-no-terminal = некому ответить на вопрос: программа запущена не в терминале
hint-console-no-terminal = запустите команду в терминале или дайте ответ заранее её параметрами
error-console-terminal = не удаётся прочитать ввод с терминала: { $reason }
error-console-output = не удаётся вывести результат: { $reason }
hint-console-output = проверьте, куда перенаправлен вывод
error-console-passphrase-unreadable = не удаётся прочитать парольную фразу
error-console-passphrase-empty = парольная фраза пуста
hint-console-passphrase-empty = парольная фраза — это первая строка файла
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
