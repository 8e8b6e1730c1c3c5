import { randomUUID } from 'node:crypto';
import { Router } from 'express';

const MAX_QUANTITY = 99;

/** The cart lives in the session: sku -> quantity. */
export function cartRoutes(orders) {
  const router = Router();

  router.get('/cart', (req, res) => res.json(view(req.session)));

  router.put('/cart/:sku', (req, res) => {
    const quantity = req.body?.quantity;
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > MAX_QUANTITY) {
      return res.status(400).json({ detail: `quantity must be a whole number from 0 to ${MAX_QUANTITY}` });
    }
    const items = new Map(Object.entries(req.session.cart ?? {}));
    if (quantity === 0) {
      items.delete(req.params.sku);
    } else {
      items.set(req.params.sku, quantity);
    }
    req.session.cart = Object.fromEntries(items);
    // A changed cart is a new order; an unchanged one that is sent twice is not.
    req.session.checkoutKey = randomUUID();
    res.json(view(req.session));
  });

  router.post('/checkout', async (req, res) => {
    const { items } = view(req.session);
    if (items.length === 0) {
      return res.status(400).json({ detail: 'the cart is empty' });
    }
    const order = await orders.createOrder(items, req.session.checkoutKey);
    delete req.session.cart;
    res.status(201).json(order);
  });

  return router;
}

function view(session) {
  return { items: Object.entries(session.cart ?? {}).map(([sku, quantity]) => ({ sku, quantity })) };
}
