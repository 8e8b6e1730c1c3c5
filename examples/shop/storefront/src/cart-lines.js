/** Joins the cart's items with the products; items that are no longer sold are left out. */
export function cartLines(items, products) {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  return items
    .filter(({ sku }) => bySku.has(sku))
    .map(({ sku, quantity }) => ({ ...bySku.get(sku), quantity }));
}

export function totalCents(lines) {
  return lines.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0);
}
