const BASE = import.meta.env.VITE_API_BASE ?? '/api';

async function call(path, method = 'GET', body) {
  const response = await fetch(BASE + path, {
    method,
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(answer.detail ?? `${response.status} ${response.statusText}`);
  }
  return answer;
}

export const products = () => call('/products');
export const cart = () => call('/cart');
export const setQuantity = (sku, quantity) => call(`/cart/${encodeURIComponent(sku)}`, 'PUT', { quantity });
export const checkout = () => call('/checkout', 'POST');
export const order = (id) => call(`/orders/${encodeURIComponent(id)}`);
export const pay = (id) => call(`/orders/${encodeURIComponent(id)}/payment`, 'POST');
