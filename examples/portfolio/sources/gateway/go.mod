module linjiang.example/gateway

go 1.24
