import { createContainer } from './container.ts';
import { createHandler } from './handler.ts';
import { warmUpSender } from './warm-up-sender.ts';

const container = createContainer(process.env);

// On cold start: the environment is checked, the clients are made, and Lambda waits until the sender is warm.
export const warm = container.warmUp ? warmUpSender(container) : undefined;

// For every batch of records: the handler.
export const handler = createHandler(container);
