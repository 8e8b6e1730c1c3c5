import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readConfig } from '../src/config.js';

it('has defaults for development', () => {
  const config = readConfig({});
  assert.equal(config.port, 3000);
  assert.equal(config.redisUrl, undefined);
});

it('does not start in production without a session secret', () => {
  assert.throws(() => readConfig({ NODE_ENV: 'production' }), /SESSION_SECRET/);
});
