import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import { checkAccess } from './check-access.ts';

function client(region: () => Promise<string>, credentials: () => Promise<unknown>) {
  return { config: { region, credentials } } as unknown as SQSClient;
}

async function there() {
  return 'eu-west-1';
}
async function missing(): Promise<never> {
  throw new Error('Could not load credentials from any providers');
}

describe('checkAccess', () => {
  it('is the region', async () => {
    expect(await checkAccess(client(there, there))).toBe('eu-west-1');
  });

  it('says what to set where the region or the credentials are missing', async () => {
    await expect(checkAccess(client(missing, there))).rejects.toThrow(UsageError);
    await expect(checkAccess(client(missing, there))).rejects.toThrow('No AWS region: set AWS_REGION');
    await expect(checkAccess(client(there, missing))).rejects.toThrow('No AWS credentials: set AWS_PROFILE');
  });
});
