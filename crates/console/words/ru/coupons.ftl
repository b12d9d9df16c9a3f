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
