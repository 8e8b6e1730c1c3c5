import { once } from 'node:events';
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { orderClient } from './order-client.js';
import { RedisSessionStore } from './session-store.js';

const config = readConfig(process.env);
const redis = config.redisUrl ? new Redis(config.redisUrl) : undefined;
redis?.on('error', (error) => console.error('redis:', error.message));

const app = createApp({
  config,
  orders: orderClient(config.orderServiceUrl),
  store: redis && new RedisSessionStore(redis),
});

const server = createServer(app);
server.listen(config.port);
await once(server, 'listening');
console.log(`bff listens on ${config.port}, sessions in ${redis ? 'redis' : 'memory'}`);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    console.log(`${signal}: finishing open requests`);
    server.close(() => redis?.disconnect());
  });
}
