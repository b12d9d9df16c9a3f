# Купоны всех видов, их активация и ключи, переходящие к другому клиенту.

coupons-would-generate = { $count ->
    [one] Был бы создан { $count } купон
    [few] Было бы создано { $count } купона
   *[other] Было бы создано { $count } купонов
}: { $kind ->
    [extend] продление пробного периода
    [change] новый состав лицензии
   *[other] добавление продуктов
}. Ничего не изменено.
coupons-would-redeem = После активации { $license } перешёл бы на ревизию { $revision }.
coupons-to-nothing-question = После этого купона в лицензии не останется ничего. Продолжить?

error-cli-no-coupon-kind = не сказано, что делает купон
hint-cli-no-coupon-kind = назовите, что добавить (--add), какие пробные периоды продлить (--extend) или что останется в лицензии (--change, --keep, --to-nothing)
error-cli-no-days = не сказано, на сколько дней продлить пробный период
hint-cli-no-days = добавьте --days

error-ledger-change-for-one-license = изменение состава касается одной лицензии, а она не названа
hint-ledger-change-for-one-license = назовите её: --for-license
error-ledger-change-once = изменение состава привязано к нынешнему состоянию лицензии, поэтому купон один и на одно применение
hint-ledger-change-once = уберите --count и --reusable
error-ledger-nothing-to-keep = в { $license } нет ничего от продукта { $product }
hint-ledger-nothing-to-keep = что в ней есть, покажет `{ $program } license show { $license }`
error-ledger-no-trial-to-extend = продукт { $product } не пробный
hint-ledger-no-trial-to-extend = какие продукты пробные, покажет `{ $program } product list`; чтобы продать ещё время, возьмите --add и --until
error-ledger-redeem-at-once = сразу активировать можно только один купон для одной лицензии
hint-ledger-redeem-at-once = назовите лицензию (--for-license) или активируйте позже: `{ $program } coupon redeem`
error-ledger-unknown-guid = продукта с GUID { $guid } нет
hint-ledger-unknown-guid = их показывает `{ $program } product list --json`
error-ledger-invoice-date = { $date } — не день
hint-ledger-invoice-date = напишите так: 2027-12-31
error-ledger-stored-request = не читается, что было заказано в начале партии: { $problem }
hint-ledger-stored-request = возьмите реестр из копии или создайте купоны заново
## что меняется в лицензии

change = изменение
change-added = добавлено
change-removed = убрано
change-changed = изменено
change-same = без изменений
change-of = { $name } ({ $limits }) до { $until }
change-of-for-ever = { $name } ({ $limits }) бессрочно
changes-of-license = Что меняется
coupons-no-longer-fit = Купоны, которые больше не подойдут к этой лицензии

## coupon cancel-redemption

cancel-redemption-whose = лицензия { $license }, клиент { $holder }
cancel-redemption-changes = что изменится: { $changes }
cancel-redemption-question = Отменить активацию?
cancel-redemption-would = активация { $coupon } на { $license } была бы отменена ревизией { $revision }; ничего не изменено
cancel-redemption-done = активация { $coupon } на { $license } отменена ревизией { $revision }
coupon-fate-burnt = Купон остаётся использованным.
coupon-fate-freed = Купон можно активировать ещё раз.
license-hand-over = Передайте клиенту новую ревизию: { $program } license export { $license }

error-ledger-not-redeemed = купон { $coupon } не активирован на лицензии { $license }
hint-ledger-not-redeemed = где он активирован, покажет «{ $program } coupon show { $coupon }»
error-ledger-redemption-cancelled = активация { $coupon } на { $license } уже отменена { $at }
hint-ledger-redemption-cancelled = ничего не изменено; подробнее: «{ $program } coupon show { $coupon }»
error-ledger-coupon-burnt = купон { $coupon } использован: его активация на { $license } отменена { $at }, а сам он не освобождён
hint-ledger-coupon-burnt = сгенерируйте другой купон
error-ledger-redemption-built-on = активацию { $coupon } нельзя отменить: на ней основан купон { $later }, активированный позже (ревизия { $revision })
hint-ledger-redemption-built-on = сначала отмените ту: «{ $program } coupon cancel-redemption { $later } --license { $license } --reason … --free», а потом активируйте его снова, если он ещё подходит

## coupon show, license show

coupon-fate-was-freed = отменена { $at } ревизией { $revision }, купон освобождён: { $reason }
coupon-fate-was-burnt = отменена { $at } ревизией { $revision }, купон остаётся использованным: { $reason }
changes-of-revision = что изменилось

## license move, comment, diff

license-moved = лицензия { $license } перешла к другому клиенту: ревизия { $revision }
license-would-move = лицензия { $license } перешла бы к другому клиенту с ревизией { $revision }; ничего не изменено
license-move-keeps = Всё, что она даёт, остаётся прежним.
license-commented = комментарий к { $license } изменён
license-would-comment = комментарий к { $license } был бы изменён; ничего не изменено
license-diff = { $license }: от ревизии { $from } к ревизии { $to }
license-diff-first = { $license }: ревизия { $to }, первая
license-diff-coupons = Купоны

error-ledger-unknown-revision = у лицензии { $license } нет ревизии { $revision }: последняя — { $newest }
hint-ledger-unknown-revision = её ревизии покажет «{ $program } license show { $license }»

## coupon find, шаблоны

coupon-kind = вид
kind-of-coupon-add = добавляет продукты
kind-of-coupon-extend = продлевает пробные периоды
kind-of-coupon-change = меняет состав лицензии
coupon-issued = создан
coupon-distributor = дистрибьютор
coupon-invoice-date = дата счёта
coupons-more = { $count ->
    [one] И ещё { $count } купон: уточните поиск или увеличьте --limit.
    [few] И ещё { $count } купона: уточните поиск или увеличьте --limit.
   *[other] И ещё { $count } купонов: уточните поиск или увеличьте --limit.
}
coupons-many-more = И ещё не меньше { $count } купонов: уточните поиск или увеличьте --limit.
template = шаблон
template-until = продукт { $product } × { $multiplier } до { $until }
template-days = продукт { $product } × { $multiplier } на { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
template-for-ever = продукт { $product } × { $multiplier } бессрочно
template-extend = продукт { $product }: ещё { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
template-keep = продукт { $product } без изменений
template-saved = шаблон { $template } сохранён: его использует «{ $program } coupon generate --template»
template-removed = шаблон { $template } удалён

error-ledger-unknown-template = шаблона { $name } нет
hint-ledger-unknown-template = шаблоны покажет «{ $program } template list»
error-ledger-template-name = «{ $name }» не может быть именем шаблона: от 1 до { $max } байт, без пробелов по краям
hint-ledger-template-name = дайте короткое имя, например spring

## coupon generate --request

error-cli-crm-no-json = запрос — не JSON: строка { $line }, столбец { $column }
hint-cli-crm-no-json = передайте один объект JSON в UTF-8
error-cli-crm-unknown-field = { $field }: такого поля в запросе нет
hint-cli-crm-unknown-field = поля: coupontype, couponscount, usemanytimes, distributorguid, crminvoice, crminvoicedate, description, products; у продукта: guid, multiplier, fixedexpire, extenddays
error-cli-crm-missing = нет поля { $field }
hint-cli-crm-missing = добавьте его в запрос
error-cli-crm-value = в { $field } не может быть { $found }: { $expected ->
    [kind] нужно «NewProduct» или «TrialExtend»
    [text] нужен текст
    [number] нужно целое число от 1
    [days] возможно не больше 36525 дней
    [flag] нужно true или false
    [list] нужен список от 1 до 64 продуктов
    [object] нужен объект
    [day] нужен день, например 2027-12-31
    [future] нужен день, который ещё не прошёл
    [one-end] у продукта уже есть дата окончания
    [no-end] пробный период продлевается на дни
    [no-multiplier] пробный период продлевается без множителя
    [distributor] дистрибьютора с таким GUID нет
   *[other] нужно { $expected }
}
hint-cli-crm-value = исправьте { $field }; ничего не создано
error-cli-crm-refused = { $field }
hint-cli-crm-refused = исправьте { $field }; ничего не создано
