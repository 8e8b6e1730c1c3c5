module example.com/shop/gateway

go 1.26

require github.com/go-chi/chi/v5 v5.3.2
