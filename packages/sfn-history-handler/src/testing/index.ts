export { statusEvent } from './status-event.ts';
