# Клиенты, дистрибьюторы, продукты и фичи.

error-ledger-customer-merged = клиент { $customer } — дубликат клиента { $into }
hint-ledger-customer-merged = укажите клиента { $into }
error-ledger-already-holds = лицензионный ключ { $license } и так принадлежит клиенту { $customer }
hint-ledger-already-holds = ничего не изменено
