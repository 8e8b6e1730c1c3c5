import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { it } from 'node:test';
import { orderClient } from '../src/order-client.js';

async function serve(handler) {
  const server = createServer(handler).listen(0);
  await once(server, 'listening');
  return { server, url: `http://localhost:${server.address().port}` };
}

it('sends items under the idempotency key', async (t) => {
  const { server, url } = await serve(async (req, res) => {
    const chunks = await req.toArray();
    res.end(JSON.stringify({ key: req.headers['idempotency-key'], sent: JSON.parse(chunks.join('')) }));
  });
  t.after(() => server.close());

  const answer = await orderClient(url).createOrder([{ sku: 'CUP', quantity: 2 }], 'k-1');
  assert.deepEqual(answer, { key: 'k-1', sent: { items: [{ sku: 'CUP', quantity: 2 }] } });
});

it("hands on the order service's own words", async (t) => {
  const { server, url } = await serve((req, res) => {
    res.statusCode = 422;
    res.end(JSON.stringify({ detail: 'no product NOPE' }));
  });
  t.after(() => server.close());

  await assert.rejects(orderClient(url).products(), { status: 422, message: 'no product NOPE' });
});

it('says so when the order service is away', async () => {
  const { server, url } = await serve(() => {});
  server.close();
  await once(server, 'close');

  await assert.rejects(orderClient(url).products(), { status: 502 });
});
