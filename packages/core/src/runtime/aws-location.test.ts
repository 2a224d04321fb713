import { describe, expect, it } from 'vitest';
import { locationOf, ownLocation, readsAt, rememberRegions } from './aws-location.ts';

const OWN = ownLocation({ invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:shipbell-dev' });

interface Client {
  send(): Promise<string>;
}

function setUp(own = OWN) {
  const made: (string | undefined)[] = [];
  const readsIn = rememberRegions<Client>((region) => {
    made.push(region);
    return { send: async () => region ?? 'own' };
  });
  const ask = (account: string | undefined, region: string | undefined) =>
    readsAt<Client>({ account, region }, own, readsIn, (client) => client).send();
  return { ask, made };
}

describe('readsAt', () => {
  it('returns the reads of the event’s region, which are made once', async () => {
    const { ask, made } = setUp();
    expect([await ask('123456789012', 'eu-west-1'), await ask(undefined, 'eu-west-1')]).toEqual([
      'eu-west-1',
      'eu-west-1',
    ]);
    expect(made).toEqual(['eu-west-1']);
  });

  it('returns the reads of the function’s own region where the event names none', async () => {
    expect(await setUp().ask(undefined, undefined)).toBe('ap-northeast-2');
  });

  it('returns reads that fail for another account, and name it', async () => {
    const { ask, made } = setUp();
    await expect(ask('999999999999', 'ap-northeast-2')).rejects.toMatchObject({
      name: 'ForeignAccountError',
      account: '999999999999',
    });
    expect(made).toEqual([]);
  });

  it('takes the event’s account for the function’s where Lambda does not name the function’s account', async () => {
    expect(await setUp(ownLocation(undefined)).ask('999999999999', undefined)).toBe('own');
  });
});

describe('locationOf', () => {
  it('returns the account and the region that an ARN names, as far as it names them', () => {
    expect(locationOf('arn:aws:states:eu-west-1:123456789012:execution:etl:1')).toEqual({
      account: '123456789012',
      region: 'eu-west-1',
    });
    expect(locationOf('arn:aws:s3:::bucket')).toEqual({ account: undefined, region: undefined });
    expect(locationOf('no ARN')).toEqual({ account: undefined, region: undefined });
  });
});
