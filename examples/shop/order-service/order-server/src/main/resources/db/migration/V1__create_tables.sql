create table products (
    sku         varchar(32)  not null primary key,
    name        varchar(255) not null,
    price_cents bigint       not null
);

create table orders (
    id          varchar(36)  not null primary key,
    status      varchar(16)  not null,
    total_cents bigint       not null,
    created_at  datetime(6)  not null,
    paid_at     datetime(6)  null,
    version     bigint       not null
);

create index idx_orders_status_created_at on orders (status, created_at);

create table order_lines (
    order_id    varchar(36)  not null,
    line_no     int          not null,
    sku         varchar(255) not null,
    name        varchar(255) not null,
    price_cents bigint       not null,
    quantity    int          not null,
    primary key (order_id, line_no),
    constraint fk_order_lines_order foreign key (order_id) references orders (id)
);
