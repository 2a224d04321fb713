import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { throughTopic } from './testing/aws-events.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

/** A folder of recorded payloads, with a folder for each kind; the kinds of Step Functions are left out. */
const corpus = process.env.CORPUS_DIR;
const kinds = corpus
  ? readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('sfn-'))
      .map(({ name }) => name)
  : [];
const files = kinds.flatMap((kind) => readdirSync(join(corpus ?? '', kind)).map((file) => ({ kind, file })));

/** Returns the messages of an event, the lines that say why it was ignored, or the error that refuses it. */
async function outcomeOf(event: unknown, asked: boolean) {
  const additionalEvents = asked ? (['progress', 'stages', 'actions', 'approvals', 'instances'] as const) : [];
  const { handler, notifications, lines } = setUpHandler({}, { additionalEvents });
  const error = await handler(event).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  const ignored = lines.filter(({ level, message }) => level === 'info' && message.startsWith('Ignored: '));
  return { notifications, ignored, error };
}

describe.runIf(corpus)('the recorded payload', () => {
  it.each(files)('$kind/$file is reported, ignored with a reason or refused with one', async ({ kind, file }) => {
    const payload = JSON.parse(readFileSync(join(corpus ?? '', kind, file), 'utf8'));
    for (const event of [payload, throughTopic(payload)]) {
      for (const asked of [false, true]) {
        const { notifications, ignored, error } = await outcomeOf(event, asked);
        if (error) expect(error.name).toBe('InvalidEventError');
        else expect(notifications.length + ignored.length).toBeGreaterThan(0);
        for (const { message } of notifications) {
          expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
        }
      }
    }
  });

  it.each(files.filter(({ kind }) => /code(pipeline|deploy)-/.test(kind)))(
    '$kind/$file becomes a message of its own kind where that is asked for',
    async ({ kind, file }) => {
      const payload = JSON.parse(readFileSync(join(corpus ?? '', kind, file), 'utf8'));
      const event = kind.startsWith('sns-lambda__') ? payload : throughTopic(payload);
      const { notifications, ignored, error } = await outcomeOf(event, true);
      expect(error).toBeUndefined();
      expect(notifications.length + ignored.length).toBe(1);
      for (const { identity } of notifications) expect(identity[0]).not.toBe('event');
    },
  );
});
