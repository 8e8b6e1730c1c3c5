const TIMEOUT_MS = 3000;

/** The order service answered with an error, or not at all (status 502). */
export class OrderServiceError extends Error {
  constructor(status, detail, options) {
    super(detail, options);
    this.status = status;
  }
}

/** A small client of the order service. */
export function orderClient(baseUrl) {
  async function call(path, init = {}) {
    let response;
    try {
      response = await fetch(new URL(path, baseUrl), { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new OrderServiceError(502, 'the order service cannot be reached', { cause });
    }
    const body = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new OrderServiceError(response.status, body.detail ?? response.statusText);
    }
    return body;
  }

  return {
    products: () => call('/api/products'),
    createOrder: (items, idempotencyKey) =>
      call('/api/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ items }),
      }),
  };
}
