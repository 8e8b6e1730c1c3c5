import express from 'express';
import session from 'express-session';
import { cartRoutes } from './cart.js';

/** Builds the application; whoever calls it brings the order client and the session store. */
export function createApp({ config, orders, store }) {
  const app = express();
  app.disable('x-powered-by');
  // The gateway in front ends TLS and says so in X-Forwarded-Proto.
  app.set('trust proxy', 1);

  app.get('/healthz', (req, res) => res.json({ status: 'ok' }));

  const api = express.Router();
  api.use(express.json({ limit: '16kb' }));
  api.use(session({
    name: 'sid',
    secret: config.sessionSecret,
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.production ? 'auto' : false },
  }));
  api.get('/products', async (req, res) => res.json(await orders.products()));
  api.use(cartRoutes(orders));
  app.use('/api', api);

  app.use((req, res) => res.status(404).json({ detail: 'not found' }));
  app.use(answerError);
  return app;
}

// Express knows an error handler by its four parameters.
function answerError(error, req, res, next) {
  if (res.headersSent) {
    return next(error);
  }
  const status = error.status ?? 500;
  if (status >= 500) {
    console.error(`${req.method} ${req.originalUrl}:`, status === 500 ? error : error.message);
  }
  res.status(status).json({ detail: status === 500 ? 'internal error' : error.message });
}
