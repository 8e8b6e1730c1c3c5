import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// In development the gateway on 8080 answers /api, as it does in production.
const proxy = { '/api': 'http://localhost:8080' };

export default defineConfig({
  plugins: [vue()],
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
});
