import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { APPLY, checkout, findingsOf, NOT_FOUND } from '../../testing/set-up-doctor.ts';
import { functions } from './functions.ts';

describe('functions', () => {
  const path = 'packages/slack-sender/dist/slack-sender.zip';
  const CodeSha256 = createHash('sha256').update('zip').digest('base64');

  it('is well where a function runs the zip that is here, and not known where none is built', async () => {
    const root = await checkout({ [path]: 'zip' });
    expect(await findingsOf(functions, { GetFunctionConfiguration: { CodeSha256 } }, { root })).toMatchObject([
      { kind: 'unknown', why: expect.stringContaining('it is not built here') },
      { kind: 'unknown' },
      { kind: 'ok', what: 'shipbell-dev-slack-sender runs what is built here' },
    ]);
  });

  it('fails for another version and for a function that is not there', async () => {
    const root = await checkout({ [path]: 'another zip' });
    const GetFunctionConfiguration = ({ FunctionName }: Record<string, unknown>) =>
      FunctionName === 'shipbell-dev-slack-sender' ? { CodeSha256, LastModified: '2024-11-01T06:00:00Z' } : NOT_FOUND;
    expect(await findingsOf(functions, { GetFunctionConfiguration }, { root })).toEqual([
      { kind: 'failed', what: 'There is no function shipbell-dev-codepipeline-handler.', type: APPLY },
      { kind: 'failed', what: 'There is no function shipbell-dev-sfn-history-handler.', type: APPLY },
      {
        kind: 'failed',
        what: `shipbell-dev-slack-sender runs another version than ${path}, changed there at 2024-11-01T06:00:00Z.`,
        type: `./scripts/build && ${APPLY}`,
      },
    ]);
  });
});
