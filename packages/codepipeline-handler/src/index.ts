import { createEdge } from '@shipbell/core/runtime';
import { createContainer } from './container.ts';
import { createHandler } from './handler.ts';
import { rehearse } from './rehearsal/rehearse.ts';

const edge = createEdge();
const container = createContainer(process.env, edge);

// On cold start: the environment is checked, the clients are made, and Lambda waits until the rehearsal is over.
export const warm = container.warmUp ? rehearse(process.env, edge) : undefined;

// For every event: the handler.
export const handler = createHandler(container);
