export { events } from './shop.ts';
