# Импорт, экспорт, выгрузка и восстановление.

exchange-importing = загрузка
exchange-line = строка
exchange-imported = Загружено: добавлено { $added }, изменено { $updated }, без изменений { $unchanged }, отклонено { $refused }.
exchange-would-import = Было бы загружено: добавлено { $added }, изменено { $updated }, без изменений { $unchanged }, отклонено { $refused }.
exchange-refused = Ничего не загружено: { $refused ->
    [one] отклонена { $refused } строка; исправьте её или загрузите остальные с --skip-refused.
    [few] отклонены { $refused } строки; исправьте их или загрузите остальные с --skip-refused.
   *[other] отклонено { $refused } строк; исправьте их или загрузите остальные с --skip-refused.
}
exchange-exported = записано в { $file }
error-ledger-exchange-no-list = файл — не список JSON: строка { $line }, позиция { $column }
hint-ledger-exchange-no-list = список выглядит так: [{"{"}…{"}"}, {"{"}…{"}"}]; для таблицы CSV укажите --format csv
error-ledger-exchange-no-record = это не запись с именами и значениями
error-ledger-exchange-not-utf8 = строка { $line } — не UTF-8
hint-ledger-exchange-not-utf8 = сохраните таблицу как «CSV UTF-8»
error-ledger-exchange-cells = в строке ячеек { $found }, а в первой строке { $expected }
hint-ledger-exchange-cells = ячейка с запятыми или переводами строк берётся в кавычки
error-ledger-exchange-no-header = в первой строке нет имён столбцов
hint-ledger-exchange-no-header = их показывает выгруженный файл
error-ledger-exchange-unknown-column = столбца «{ $column }» в таком файле не бывает
hint-ledger-exchange-unknown-column = столбцы показывает выгруженный файл; молча ничего не пропускается
error-ledger-exchange-column-twice = столбец «{ $column }» указан дважды
hint-ledger-exchange-column-twice = оставьте один
error-ledger-exchange-value = { $column }: значение не читается
error-ledger-exchange-known = { $column } { $number } уже есть в реестре
hint-ledger-exchange-known = --update меняет то, что есть
error-ledger-exchange-several-with-id = номер в CRM «{ $id }» у нескольких клиентов
hint-ledger-exchange-several-with-id = назовите нужного его номером, в столбце customer
