import { expect, it } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import OrderLines from '../src/OrderLines.vue';

it('shows every line and the total', async () => {
  const lines = [{ sku: 'CUP', name: '龙泉青瓷茶杯', priceCents: 12800, quantity: 2 }];

  const html = await renderToString(createSSRApp(OrderLines, { lines }));

  expect(html).toContain('龙泉青瓷茶杯');
  expect(html.match(/¥256\.00/g)).toHaveLength(2);
});
