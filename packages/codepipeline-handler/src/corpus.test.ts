import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSlackPayload, memoryLogger, memoryQueue } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { createHandler } from './handler.ts';
import { codedeployFrom } from './testing/deployment-targets.ts';
import { codepipelineFrom } from './testing/pipelines.ts';

/** A folder of recorded payloads, one folder a kind; Step Functions' kinds are the other handler's. */
const corpus = process.env.CORPUS_DIR;
const kinds = corpus
  ? readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('sfn-'))
      .map(({ name }) => name)
  : [];
const files = kinds.flatMap((kind) => readdirSync(join(corpus ?? '', kind)).map((file) => ({ kind, file })));

const deliver = async (event: unknown) => {
  const { enqueue, notifications } = memoryQueue();
  const { log } = memoryLogger();
  const codepipeline = codepipelineFrom({});
  const codedeploy = codedeployFrom({});
  const pause = async () => undefined;
  await createHandler({
    environment: 'dev',
    deployments: [],
    log,
    codepipeline,
    codedeploy,
    pause,
    now: Date.now,
    timeLimit: () => new AbortController().signal,
    enqueue,
  })(event);
  return notifications;
};

const throughTopic = (payload: unknown) => ({
  Records: [{ Sns: { MessageId: 'm-1', Message: JSON.stringify(payload), Subject: null } }],
});

describe.runIf(corpus)('every recorded payload', () => {
  it.each(files)(
    '$kind/$file becomes a message that Slack takes, or is refused with a reason',
    async ({ kind, file }) => {
      const payload = JSON.parse(readFileSync(join(corpus ?? '', kind, file), 'utf8'));
      const asItIs = await deliver(payload).catch((error: Error) => error);
      if (asItIs instanceof Error) expect(asItIs.name).toBe('InvalidEventError');
      const notifications = [...(asItIs instanceof Error ? [] : asItIs), ...(await deliver(throughTopic(payload)))];
      expect(notifications.length).toBeGreaterThan(0);
      for (const { message } of notifications) {
        expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
      }
    },
  );
});
