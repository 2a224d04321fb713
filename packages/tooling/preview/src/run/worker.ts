import type { FunctionName } from '../input/preview-event.ts';

/** One event for a function, with the environment that the function has in its own location. */
export interface Invocation {
  readonly event: object;
  readonly environment: Readonly<Record<string, string>>;
  /** The function's own ARN; undefined where the event's location is unknown. */
  readonly functionArn: string | undefined;
  readonly nowMs: number | undefined;
}

/** How it ended: undefined when the function ended well. */
export interface Outcome {
  readonly error: string | undefined;
}

type Handler = (event: unknown, context?: { readonly invokedFunctionArn?: string }) => Promise<unknown>;

/**
 * Make the functions' handlers, as their `index.ts` does. Nothing that a function would wait for can change here, so it does
 * not wait; and its clock stands where it stood when the event came, since it looks at what is young in another way.
 */
const FUNCTIONS: Readonly<Record<FunctionName, (nowMs: number | undefined) => Promise<Handler>>> = {
  'codepipeline-handler': async (nowMs) => {
    const [{ createContainer }, { createHandler }] = await Promise.all([
      import('@shipbell/codepipeline-handler/container'),
      import('@shipbell/codepipeline-handler/handler'),
    ]);
    const container = createContainer(process.env);
    const now = nowMs === undefined ? container.now : () => nowMs;
    return createHandler({ ...container, now, pause: async () => undefined });
  },
  'sfn-history-handler': async () => {
    const [{ createContainer }, { createHandler }] = await Promise.all([
      import('@shipbell/sfn-history-handler/container'),
      import('@shipbell/sfn-history-handler/handler'),
    ]);
    return createHandler(createContainer(process.env));
  },
};

const start = FUNCTIONS[process.argv[2] as FunctionName];

process.on('message', async ({ event, environment, functionArn, nowMs }: Invocation) => {
  Object.assign(process.env, environment);
  let error: string | undefined;
  try {
    const handler = await start(nowMs);
    await handler(event, functionArn === undefined ? undefined : { invokedFunctionArn: functionArn });
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  // The log is a pipe, and its end has to arrive before this does.
  process.stdout.write('', () => process.send?.({ error } satisfies Outcome));
});
