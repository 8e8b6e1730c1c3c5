import { createRouter, createWebHistory } from 'vue-router';
import ProductList from './views/ProductList.vue';

// History mode: the web server must answer every unknown path with index.html.
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: ProductList },
    { path: '/cart', component: () => import('./views/CartPage.vue') },
    { path: '/orders/:id', component: () => import('./views/OrderPage.vue'), props: true },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
