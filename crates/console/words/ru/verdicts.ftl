# Что разрешает лицензия и почему нет: коды заключения словами.
# `policy-<код>` — вывод: что разрешено, установлено или под сомнением, по какому правилу что-то подходит.
# `error-policy-<код>` — отказ или причина против релиза; `hint-policy-<код>` — что делать.

policy-permitted = разрешено
policy-permitted-in-grace = срок закончился { $ended }, но вендор дал отсрочку до { $until }
policy-empty = подлинная, но пустая: продуктов в ней пока нет

policy-signed = ревизия { $revision } подписана вендором ({ $issued })
policy-coupons-counted = { $count ->
    [one] учтён { $count } активированный купон
    [few] учтено { $count } активированных купона
   *[other] учтено { $count } активированных купонов
}
policy-not-revoked = не отозвана бюллетенем { $bulletin } ({ $issued })
policy-bound-here = привязана к { $binding ->
    [site] этой площадке
   *[infobase] этой информационной базе
} ({ $id })
policy-not-bound = не привязана ни к площадке, ни к базе
policy-granted-until = действует до { $until }
policy-granted-for-ever = действует бессрочно

policy-doubt-no-bulletin = бюллетеня нет, поэтому не известно, не отозвана ли лицензия: «{ $program } trust update --bundle ПАПКА» возьмёт его из комплекта вендора
policy-doubt-bulletin-stale = бюллетень новее, чем { $bulletin }, ожидался до { $expired }: попросите у вендора свежий комплект
policy-doubt-state-is-new = эта площадка ещё ничего не помнит, часы сверить не с чем
policy-doubt-clock-behind-floor = часы показывают { $clock }, но здесь есть документ, подписанный { $floor }: считается этот момент
policy-doubt-clock-went-back = часы показывают { $clock }, хотя раньше здесь показывали { $last-seen }
policy-doubt-moment-supposed = ответ дан на { $now }, как просили, а не на сегодня
policy-doubt-test-root = корень вендора — тестовый
policy-doubt-left-out-time = сроки не проверялись, как просили
policy-doubt-left-out-binding = привязка не проверялась, как просили
policy-doubt-left-out-revocation = отзыв не проверялся, как просили
policy-doubt-left-out-days-of-use = дни использования пробных продуктов не считались, как просили

policy-fit-bound-to-nothing = подходит к любой конфигурации
policy-fit-explicit-build = вендор назвал релиз { $found } подходящим
policy-fit-tested-range = проверено с { $first } по { $last }
policy-fit-within-bounds = в пределах, которые указал вендор

error-policy-untested-outside-tested-range = не проверено с релизом { $found }
hint-policy-untested-outside-tested-range = --untested покажет и разрешит непроверенную версию; сначала попробуйте её на копии базы
error-policy-untested-release-unknown = не проверено: релиз конфигурации не известен
hint-policy-untested-release-unknown = укажите релиз параметром --release; --untested покажет и разрешит версию без проверки
error-policy-untested-platform-unknown = не проверено: версия платформы не известна
hint-policy-untested-platform-unknown = укажите версию платформы параметром --platform
error-policy-no-target = не указано, для чего это сделано
error-policy-no-other-kind = сделано для другого ({ $wanted }, а не { $found })
error-policy-no-other-name = сделано для конфигурации { $wanted }
hint-policy-no-other-name = проверьте --configuration: это техническое имя конфигурации, буква в букву
error-policy-no-excluded-build = вендор исключил релиз { $found }
error-policy-no-release-unknown = релиз конфигурации не известен
hint-policy-no-release-unknown = укажите релиз параметром --release
error-policy-no-release-too-old = релиз { $found } слишком старый: нужен не ниже { $bound }
error-policy-no-release-too-old-exclusive = релиз { $found } слишком старый: нужен выше { $bound }
error-policy-no-release-too-new = релиз { $found } слишком новый: поддерживается не выше { $bound }
error-policy-no-release-too-new-exclusive = релиз { $found } слишком новый: поддерживается ниже { $bound }
error-policy-no-platform-too-old = платформа { $found } слишком старая: нужна не ниже { $bound }
error-policy-no-platform-too-old-exclusive = платформа { $found } слишком старая: нужна выше { $bound }
error-policy-no-platform-too-new = платформа { $found } слишком новая: поддерживается не выше { $bound }
error-policy-no-platform-too-new-exclusive = платформа { $found } слишком новая: поддерживается ниже { $bound }

error-policy-withdrawn = вендор отозвал этот релиз: { $why }
hint-policy-withdrawn = выберите другую версию
error-policy-pre-release = предварительный выпуск, не для работы
hint-policy-pre-release = чтобы попробовать её, укажите её параметром --version
error-policy-subscription-ended = обновления оплачены по { $on }, а этот релиз вышел { $released }
hint-policy-subscription-ended = релизы по эту дату остаются доступны; для новых попросите вендора продлить подписку
error-policy-subscription-not-yet = обновления доступны с { $from }
error-policy-license-not-looked-up = лицензию, которая его покрывает, не искали в бюллетене { $bulletin }: возможно, она отозвана
hint-policy-license-not-looked-up = прочтите комплект, с которым пришёл бюллетень: «{ $program } trust update --bundle ПАПКА»
error-policy-license-revoked = лицензия, которая его покрывает, отозвана бюллетенем { $bulletin } ({ $issued })
hint-policy-license-revoked = попросите у вендора новую ревизию лицензии и добавьте её
error-policy-no-license = ни одна лицензия здесь его не покрывает
hint-policy-no-license = добавьте лицензию: { $program } license add ФАЙЛ

error-policy-expired = на { $now } срок уже закончился ({ $ended })
hint-policy-expired = попросите вендора продлить лицензию, затем добавьте новую ревизию или активируйте купон
error-policy-not-yet-valid = на { $now } она ещё не действует: начнёт действовать { $from }
hint-policy-not-yet-valid = проверьте часы этого компьютера или дождитесь этого дня
error-policy-not-granted = фичи { $feature } в лицензии нет
hint-policy-not-granted = попросите у вендора купон с этой фичей
error-policy-product-not-granted = продукта { $product } в лицензии нет
hint-policy-product-not-granted = попросите у вендора купон с этим продуктом
error-policy-days-of-use-over = пробный продукт { $product } был на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} использования, а сегодня день { $used }
hint-policy-days-of-use-over = попросите у вендора купон, который добавит продукт или продлит пробный срок
error-policy-days-of-use-unknown = пробный продукт { $product } — на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} использования, а сколько дней прошло, никто не сказал
hint-policy-days-of-use-unknown = дни считает сама лицензируемая программа; чтобы спросить за неё, назовите их число: --days-used
error-policy-no-products = в лицензии нет ни одного продукта
hint-policy-no-products = активируйте на ней купон
error-policy-not-looked-up = не искали в бюллетене { $bulletin }, поэтому, возможно, отозвано
hint-policy-not-looked-up = прочтите комплект, с которым пришёл бюллетень: «{ $program } trust update --bundle ПАПКА»
error-policy-revoked = отозвана бюллетенем { $bulletin } ({ $issued })
hint-policy-revoked = попросите у вендора новую ревизию лицензии и добавьте её
error-policy-bound-elsewhere = привязана к { $binding ->
    [site] площадке
   *[infobase] информационной базе
} { $wanted }, а здесь { $found }
hint-policy-bound-elsewhere = попросите вендора привязать лицензию к этому месту
error-policy-binding-unknown = привязана к { $binding ->
    [site] площадке
   *[infobase] информационной базе
} { $wanted }, а она не указана
hint-policy-binding-unknown = укажите её параметром { $binding ->
    [site] --site-id
   *[infobase] --infobase
}

error-policy-coupon-other-license = купон для другой лицензии
hint-policy-coupon-other-license = активируйте его на той лицензии, для которой он сделан
error-policy-coupon-other-customer = купон для другого клиента
hint-policy-coupon-other-customer = проверьте, ваш ли это купон, и спросите вендора
error-policy-coupon-revoked = купон отозван бюллетенем { $bulletin } ({ $issued })
hint-policy-coupon-revoked = попросите у вендора новый купон
error-policy-coupon-too-late = на { $at } купон просрочен: активировать его можно было до { $redeem-before }
hint-policy-coupon-too-late = { $program ->
    [keyslip] выпустите новый купон: keyslip coupon generate
   *[other] попросите у вендора новый купон
}
error-policy-coupon-ended = на { $at } то, что добавляет купон, уже закончилось ({ $ended })
hint-policy-coupon-ended = { $program ->
    [keyslip] выпустите новый купон: keyslip coupon generate
   *[other] попросите у вендора новый купон
}
error-policy-coupon-already-redeemed = этот купон уже активирован на этой лицензии
hint-policy-coupon-already-redeemed = делать ничего не нужно: то, что он добавляет, уже в лицензии
error-policy-coupon-state-changed = купон рассчитан на другое состояние лицензии
hint-policy-coupon-state-changed = сначала активируйте купоны, которые были до него, или попросите у вендора новейшую ревизию
error-policy-coupon-before-change = купон подписан { $signed }, раньше изменения лицензии { $changed }
hint-policy-coupon-before-change = { $program ->
    [keyslip] выпустите новый купон: keyslip coupon generate
   *[other] попросите у вендора новый купон
}
error-policy-coupon-nothing-to-extend = в лицензии нет пробного продукта { $product }, который можно продлить
hint-policy-coupon-nothing-to-extend = проверьте, та ли это лицензия
error-policy-coupon-unknown-kind = купон делает то, чего эта версия { $program } не знает
hint-policy-coupon-unknown-kind = установите более новую версию { $program }
