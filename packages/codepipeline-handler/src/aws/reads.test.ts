import { describe, expect, it } from 'vitest';
import { createReadsOf, ownLocation, type Reads, rememberRegions } from './reads.ts';

const OWN = ownLocation({ invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:shipbell-dev' });
const signal = new AbortController().signal;

function setUp(own = OWN) {
  const made: (string | undefined)[] = [];
  const readsIn = rememberRegions((region) => {
    made.push(region);
    const codedeploy = {
      readDeployment: async () => ({ value: { deploymentId: region ?? 'own' }, failure: undefined }),
    };
    return { codedeploy, codepipeline: {} } as unknown as Reads;
  });
  return { readsOf: createReadsOf(readsIn, own), made };
}

async function ask(reads: Reads) {
  return (await reads.codedeploy.readDeployment('d-1', signal)).value?.deploymentId;
}

describe('createReadsOf', () => {
  it('gives the reads of the event’s region, with clients that are made once', async () => {
    const { readsOf, made } = setUp();
    const location = { account: '123456789012', region: 'eu-west-1' };
    expect([await ask(readsOf(location)), await ask(readsOf({ ...location, account: undefined }))]).toEqual([
      'eu-west-1',
      'eu-west-1',
    ]);
    expect(made).toEqual(['eu-west-1']);
  });

  it('gives the reads of the function’s own region where the event names none', async () => {
    expect(await ask(setUp().readsOf({ account: undefined, region: undefined }))).toBe('ap-northeast-2');
  });

  it('gives reads that fail for another account, and name it', async () => {
    const { codedeploy, codepipeline } = setUp().readsOf({ account: '999999999999', region: 'ap-northeast-2' });
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

  it('takes the event’s account for the function’s where Lambda does not name the function’s account', async () => {
    const { readsOf } = setUp(ownLocation(undefined));
    expect(await ask(readsOf({ account: '999999999999', region: undefined }))).toBe('own');
  });
});
