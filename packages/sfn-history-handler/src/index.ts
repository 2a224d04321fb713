import { createContainer } from './container.ts';
import { createHandler } from './handler.ts';

// On cold start: the environment is checked and the clients are made. For every event: the handler.
export const handler = createHandler(createContainer(process.env));
