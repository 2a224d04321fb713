export { INTERRUPTED, interruption } from './interruption.ts';
