<?php
require __DIR__ . '/../vendor/autoload.php';

session_start();
$config = require __DIR__ . '/../config.php';
$client = new GuzzleHttp\Client(['base_uri' => $config['loan_url']]);
$products = json_decode((string) $client->get('/products')->getBody(), true);
file_put_contents('/var/www/portal/cache/products.json', json_encode($products));
foreach ($products as $product) {
    echo '<h2>' . htmlspecialchars($product['name']) . '</h2>';
}
