insert into products (sku, name, price_cents) values
    ('CUP-CELADON', '龙泉青瓷茶杯', 12800),
    ('FAN-SUXIU', '苏绣团扇', 36900),
    ('TEA-LONGJING', '明前西湖龙井 100g', 29900);
