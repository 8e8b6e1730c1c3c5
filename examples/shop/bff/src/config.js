/** Reads the configuration from the environment; throws on what must not start. */
export function readConfig(env) {
  const production = env.NODE_ENV === 'production';
  if (production && !env.SESSION_SECRET) {
    throw new Error('SESSION_SECRET must be set in production');
  }
  return {
    production,
    port: Number(env.PORT ?? 3000),
    orderServiceUrl: env.ORDER_SERVICE_URL ?? 'http://localhost:8081',
    // Without Redis, sessions live in the memory of this one process.
    redisUrl: env.REDIS_URL,
    sessionSecret: env.SESSION_SECRET ?? 'for development only',
  };
}
