import { describe, expect, it } from 'vitest';
import { cartLines, totalCents } from '../src/cart-lines.js';
import { formatCents } from '../src/money.js';

const products = [
  { sku: 'CUP', name: '杯', priceCents: 12800 },
  { sku: 'FAN', name: '扇', priceCents: 36900 },
];

describe('the cart', () => {
  it('joins items with products and adds up', () => {
    const lines = cartLines([{ sku: 'FAN', quantity: 1 }, { sku: 'CUP', quantity: 2 }], products);

    expect(lines.map((line) => line.name)).toEqual(['扇', '杯']);
    expect(totalCents(lines)).toBe(62500);
  });

  it('leaves out what is no longer sold', () => {
    expect(cartLines([{ sku: 'GONE', quantity: 1 }], products)).toEqual([]);
  });
});

it('shows cents as yuan', () => {
  expect(formatCents(62500)).toBe('¥625.00');
});
