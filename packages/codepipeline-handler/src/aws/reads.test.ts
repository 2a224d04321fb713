import { describe, expect, it } from 'vitest';
import { createReadsOf, ownLocation, type Reads } from './reads.ts';

const OWN = ownLocation({ invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:shipbell-dev' });
const signal = new AbortController().signal;

function readsInOwnAccount(): Reads {
  throw new Error('no read may be made');
}

describe('createReadsOf', () => {
  it('gives reads of both services that fail for another account, and name it', async () => {
    const readsOf = createReadsOf(readsInOwnAccount, OWN);
    const { codedeploy, codepipeline } = readsOf({ account: '999999999999', region: 'ap-northeast-2' });
    const { failure } = await codedeploy.readDeployment('d-1', signal);
    expect(failure).toMatchObject({
      reason: 'deployment d-1 is in account 999999999999, which this function does not read',
      isFinal: true,
      error: { name: 'ForeignAccountError' },
    });
    expect((await codepipeline.readState('p', signal)).failure?.reason).toBe(
      'pipeline p is in account 999999999999, which this function does not read',
    );
  });
});
