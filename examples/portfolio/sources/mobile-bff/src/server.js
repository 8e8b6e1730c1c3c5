const express = require('express');
const session = require('express-session');
const RedisStore = require('connect-redis').default;
const { createClient } = require('redis');

const loanUrl = process.env.LOAN_URL || 'http://loan.linjiang.internal:8080';
const archiveUrl = process.env.ARCHIVE_URL || 'http://archive.linjiang.internal:8080/archive';

const redis = createClient({ url: process.env.REDIS_URL || 'redis://session-redis.linjiang.internal:6379' });
redis.connect();

const app = express();
app.use(session({ store: new RedisStore({ client: redis }), secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));
app.get('/m/loans', async (req, res) => res.json(await (await fetch(`${loanUrl}/loans?customer=${req.session.customer}`)).json()));
app.get('/m/images/:id', async (req, res) => res.redirect(`${archiveUrl}/images/${req.params.id}`));
app.get('/healthz', (_req, res) => res.send('ok'));

const server = app.listen(process.env.PORT || 3000);
process.on('SIGTERM', () => server.close());
