import { afterEach, expect, it, vi } from 'vitest';
import { checkout, setQuantity } from '../src/api.js';

afterEach(() => vi.unstubAllGlobals());

function answer(status, body) {
  const fetch = vi.fn(async () => Response.json(body, { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

it('asks below /api, with the sku escaped', async () => {
  const fetch = answer(200, { items: [] });

  await setQuantity('a/b', 2);

  expect(fetch).toHaveBeenCalledWith('/api/cart/a%2Fb', expect.objectContaining({ method: 'PUT', body: '{"quantity":2}' }));
});

it("turns an error into the server's words", async () => {
  answer(400, { detail: 'the cart is empty' });

  await expect(checkout()).rejects.toThrow('the cart is empty');
});
