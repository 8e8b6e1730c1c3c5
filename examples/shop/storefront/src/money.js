const yuan = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' });

/** 12800 -> "¥128.00" */
export function formatCents(cents) {
  return yuan.format(cents / 100);
}
