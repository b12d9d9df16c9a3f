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

repair-found = { $count ->
    [one] в тексте { $count } ошибка; судя по подписи, имелось в виду вот что
    [few] в тексте { $count } ошибки; судя по подписи, имелось в виду вот что
   *[other] в тексте { $count } ошибок; судя по подписи, имелось в виду вот что
}
repair-wrong = строка { $row }, знак { $character }: «{ $meant }» вместо «{ $found }»
repair-swapped = строка { $row }, со знака { $character }: «{ $meant }» вместо «{ $found }»
repair-omitted = строка { $row }, знак { $character }: пропущен «{ $meant }»
repair-extra = строка { $row }, знак { $character }: лишний «{ $found }»
repair-number = номер над строками не читается; он взят из содержимого
repair-written = написано
repair-corrected = исправлено
repair-question = Использовать исправленный текст?

passphrase = парольная фраза
passphrase-new = новая парольная фраза
passphrase-again = ещё раз
passphrase-wrong = фраза не та, или файл ключа повреждён; попробуйте ещё раз
passphrase-file-is-open = файл с парольной фразой { $path } могут прочитать другие пользователи; закройте доступ (chmod 600)

# A trial, and one that counts the days on which it is used.
trial = пробный период
trial-of-use = пробный период: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} использования
