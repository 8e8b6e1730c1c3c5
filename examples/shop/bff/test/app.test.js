import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createApp } from '../src/app.js';
import { OrderServiceError } from '../src/order-client.js';

const config = { production: false, sessionSecret: 'test' };

describe('bff', () => {
  let server;
  let base;
  let cookie;
  let placed;
  let orders;

  beforeEach(async () => {
    placed = [];
    orders = {
      products: async () => [{ sku: 'CUP', name: '杯', priceCents: 12800 }],
      createOrder: async (items, key) => {
        placed.push({ items, key });
        return { id: 'o-1', status: 'CREATED' };
      },
    };
    server = createServer(createApp({ config, orders })).listen(0);
    await once(server, 'listening');
    base = `http://localhost:${server.address().port}`;
    cookie = '';
  });

  afterEach(() => server.close());

  async function call(method, path, body) {
    const response = await fetch(base + path, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: response.status, body: await response.json() };
  }

  it('is healthy', async () => {
    assert.deepEqual(await call('GET', '/healthz'), { status: 200, body: { status: 'ok' } });
  });

  it('passes the products on', async () => {
    const { body } = await call('GET', '/api/products');
    assert.equal(body[0].name, '杯');
  });

  it('orders what is in the cart, and empties it', async () => {
    await call('PUT', '/api/cart/CUP', { quantity: 1 });
    await call('PUT', '/api/cart/FAN', { quantity: 1 });
    await call('PUT', '/api/cart/FAN', { quantity: 0 });
    const { body } = await call('PUT', '/api/cart/CUP', { quantity: 2 });
    assert.deepEqual(body, { items: [{ sku: 'CUP', quantity: 2 }] });

    const checkout = await call('POST', '/api/checkout');
    assert.equal(checkout.status, 201);
    assert.equal(checkout.body.id, 'o-1');
    assert.deepEqual(placed[0].items, [{ sku: 'CUP', quantity: 2 }]);
    assert.ok(placed[0].key);
    assert.deepEqual((await call('GET', '/api/cart')).body, { items: [] });
  });

  it('keeps the cart and the key when the order service refuses', async () => {
    await call('PUT', '/api/cart/CUP', { quantity: 1 });
    const keys = [];
    orders.createOrder = async (items, key) => {
      keys.push(key);
      throw new OrderServiceError(502, 'the order service cannot be reached');
    };
    assert.equal((await call('POST', '/api/checkout')).status, 502);
    assert.equal((await call('POST', '/api/checkout')).status, 502);
    assert.equal(keys[0], keys[1]);
    assert.equal((await call('GET', '/api/cart')).body.items.length, 1);
  });

  it('does not order an empty cart', async () => {
    assert.equal((await call('POST', '/api/checkout')).status, 400);
    assert.equal(placed.length, 0);
  });

  for (const quantity of [-1, 1.5, 100, '2', null]) {
    it(`refuses a quantity of ${JSON.stringify(quantity)}`, async () => {
      assert.equal((await call('PUT', '/api/cart/CUP', { quantity })).status, 400);
    });
  }
});
