# Слова, общие для многих команд: метки, вопросы, единицы.

label-error = ошибка
label-warning = внимание
label-hint = подсказка

yes = да
no = нет
yes-or-no = да/нет
answer-yes-or-no = ответьте «да» или «нет»

days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
bytes = { $count ->
    [one] { $count } байт
    [few] { $count } байта
   *[other] { $count } байт
}
files = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[other] { $count } файлов
}

name = наименование
count = количество
file = файл
size = размер
number = номер
date = дата
version = версия
nothing-found = ничего не найдено

copying = копирование
checking = проверка

passphrase = парольная фраза
passphrase-new = новая парольная фраза
passphrase-again = ещё раз
passphrase-file-is-open = файл с парольной фразой { $path } могут прочитать другие пользователи; закройте доступ (chmod 600)
