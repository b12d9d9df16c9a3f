# Командная строка: оформление справки и то, что не удалось понять.

usage-heading = Использование
usage-commands = Команды
usage-options = Параметры
usage-arguments = Аргументы
usage-options-placeholder = ПАРАМЕТРЫ
usage-command-placeholder = КОМАНДА
usage-help-flag = Показать справку
usage-version-flag = Показать версию программы
usage-help-command = Показать справку по команде
usage-default = по умолчанию: { $value }
usage-possible-values = варианты: { $values }
usage-environment = переменная: { $name }

error-usage-unknown-argument = неизвестный параметр «{ $argument }»
hint-usage-unknown-argument = { $suggestion ->
    [none] все параметры показывает команда «{ $command } --help»
   *[other] возможно, имелось в виду «{ $suggestion }»
}
error-usage-unknown-command = неизвестная команда «{ $argument }»
hint-usage-unknown-command = { $suggestion ->
    [none] все команды показывает «{ $command } --help»
   *[other] возможно, имелось в виду «{ $suggestion }»
}
error-usage-missing-command = не указана команда для «{ $command }»
hint-usage-missing-command = { $values ->
    [none] все команды показывает «{ $command } --help»
   *[other] варианты: { $values }; подробнее: «{ $command } --help»
}
error-usage-missing-argument = не указан обязательный параметр: { $argument }
hint-usage-missing-argument = все параметры показывает команда «{ $command } --help»
error-usage-missing-value = для «{ $argument }» нужно значение
hint-usage-missing-value = { $values ->
    [none] все параметры показывает команда «{ $command } --help»
   *[other] варианты: { $values }
}
error-usage-unknown-value = «{ $value }» — не значение параметра «{ $argument }»
hint-usage-unknown-value = { $suggestion ->
    [none] варианты: { $values }
   *[other] возможно, имелось в виду «{ $suggestion }»; варианты: { $values }
}
error-usage-bad-value = недопустимое значение «{ $value }» параметра «{ $argument }»
# подсказку даёт причина
error-usage-reason = { $reason }
hint-usage-reason = что ожидается, показывает команда «{ $command } --help»
error-usage-missing-equals = значение «{ $argument }» задаётся через знак равенства
hint-usage-missing-equals = запишите так: --параметр=значение
error-usage-too-many-values = «{ $argument }» не принимает значение «{ $value }»
hint-usage-too-many-values = все параметры показывает команда «{ $command } --help»
error-usage-wrong-number-of-values = { $wanted ->
    [one] для «{ $argument }» нужно { $wanted } значение, указано { $given }
    [few] для «{ $argument }» нужно { $wanted } значения, указано { $given }
   *[other] для «{ $argument }» нужно { $wanted } значений, указано { $given }
}
hint-usage-wrong-number-of-values = все параметры показывает команда «{ $command } --help»
error-usage-repeated-argument = «{ $argument }» указан дважды
hint-usage-repeated-argument = оставьте один
error-usage-conflict = «{ $argument }» нельзя указать вместе с { $other ->
    [none] другими параметрами
   *[other] «{ $other }»
}
hint-usage-conflict = оставьте что-то одно
error-usage-not-text = аргумент — не текст в кодировке UTF-8
hint-usage-not-text = проверьте кодировку терминала или скрипта
error-usage-other = не удалось разобрать командную строку
hint-usage-other = все параметры показывает команда «{ $command } --help»

# Заголовки страницы руководства (man).

man-name = НАЗВАНИЕ
man-synopsis = ИСПОЛЬЗОВАНИЕ
man-description = ОПИСАНИЕ
man-commands = КОМАНДЫ
man-examples = ПРИМЕРЫ
man-version = ВЕРСИЯ

error-console-no-such-command = нет команды «{ $command }»
hint-console-no-such-command = все команды показывает «{ $program } --help»
