import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import { checkAccess, parseEnvironment } from './environment.ts';

describe('parseEnvironment', () => {
  it('takes the name of an environment', () => {
    expect(['dev', 'prod-eu-2'].map((name) => parseEnvironment([name]))).toEqual(['dev', 'prod-eu-2']);
  });

  it.each([[], [''], ['/dev'], ['Dev'], ['--all'], ['dev', 'prod'], ['a'.repeat(21)]])(
    'shows for %j how to call the command, and what the credentials must allow',
    (...args) => {
      expect(() => parseEnvironment(args)).toThrow(UsageError);
      expect(() => parseEnvironment(args)).toThrow(/^Usage: scripts\/redrive ENV[\s\S]*lambda:InvokeFunction/);
    },
  );
});

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
  it('returns the region', async () => {
    expect(await checkAccess(client(there, there))).toBe('eu-west-1');
  });

  it('says what to set where the region or the credentials are missing', async () => {
    await expect(checkAccess(client(missing, there))).rejects.toThrow(UsageError);
    await expect(checkAccess(client(missing, there))).rejects.toThrow('No AWS region: set AWS_REGION');
    await expect(checkAccess(client(there, missing))).rejects.toThrow('No AWS credentials: set AWS_PROFILE');
  });
});
