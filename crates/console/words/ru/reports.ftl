# Отчёты, квитанции площадок и списки в CSV.

reports-begun = начало
reports-through = откуда
reports-with-the-key = вместе с ключом
reports-month = месяц
reports-distributor = дистрибьютор
reports-no-distributor = без дистрибьютора
reports-redemptions = активации
reports-bar = доля
reports-unused = не использовано
reports-of = из
reports-days-old = дней
reports-past = прошло
reports-no-doubles = Ни один купон не активирован дважды — насколько видно из реестра и квитанций.
reports-double = { $coupon } активирован больше одного раза:
reports-at-site = - на { $license }, площадка { $site }, { $at }
reports-at-vendor = - на { $license } у вендора, { $at }
reports-site = площадка
reports-site-key = ключ площадки
reports-receipts = квитанции
reports-last-receipt = последняя квитанция
reports-missing = не хватает
reports-nothing-since = новых нет
reports-imported = { $file }: { $new ->
    [one] { $new } новая квитанция
    [few] { $new } новые квитанции
   *[other] { $new } новых квитанций
}, уже были: { $known }
reports-not-imported = { $file }: { $problem }
reports-forked = Есть вторые экземпляры квитанций: { $count }. Состояние площадки скопировали или вернули назад. Сохранены и те, и другие.
log-receipt-import = приняты квитанции площадки { $subject }: { $new }

error-ledger-not-a-journal = это не целый файл квитанций (байт { $at })
hint-ledger-not-a-journal = на площадке: keyslip-site receipt export --out ФАЙЛ
error-ledger-receipts-broken = квитанция { $sequence } не продолжает предыдущую
hint-ledger-receipts-broken = попросите файл ещё раз; если он такой же, квитанции на площадке правили
error-ledger-receipts-weak-key = ключ площадки слабый: её квитанции мог подписать кто угодно
hint-ledger-receipts-weak-key = площадку нужно завести заново
error-ledger-receipts-of-another-vendor = площадка доверяет другому вендору
hint-ledger-receipts-of-another-vendor = попросите квитанции той площадки, где ваши лицензии
