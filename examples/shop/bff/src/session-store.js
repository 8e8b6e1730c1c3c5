import session from 'express-session';

const TTL_SECONDS = 24 * 60 * 60;

/** Keeps sessions in Redis, so that any instance can answer any request. */
export class RedisSessionStore extends session.Store {
  constructor(redis, prefix = 'session:') {
    super();
    this.redis = redis;
    this.prefix = prefix;
  }

  get(id, done) {
    this.redis.get(this.prefix + id).then((text) => done(null, text && JSON.parse(text)), done);
  }

  set(id, value, done) {
    this.redis.set(this.prefix + id, JSON.stringify(value), 'EX', TTL_SECONDS).then(() => done(null), done);
  }

  touch(id, value, done) {
    this.redis.expire(this.prefix + id, TTL_SECONDS).then(() => done(null), done);
  }

  destroy(id, done) {
    this.redis.del(this.prefix + id).then(() => done(null), done);
  }
}
