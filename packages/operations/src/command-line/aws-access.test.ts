import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkAccess, clientConfig } from './aws-access.ts';
import { UsageError } from './usage-error.ts';

async function there() {
  return 'eu-west-1';
}
async function missing(): Promise<never> {
  throw new Error('Could not load credentials from any providers');
}

describe('checkAccess', () => {
  it('returns the region', async () => {
    expect(await checkAccess({ config: { region: there, credentials: there } })).toBe('eu-west-1');
  });

  it('says what to set where the region or the credentials are missing', async () => {
    const noRegion = checkAccess({ config: { region: missing, credentials: there } });
    await expect(noRegion).rejects.toThrow(UsageError);
    await expect(noRegion).rejects.toThrow('No AWS region: set AWS_REGION');
    const noCredentials = checkAccess({ config: { region: there, credentials: missing } });
    await expect(noCredentials).rejects.toThrow('No AWS credentials: set AWS_PROFILE');
  });
});

describe('clientConfig', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** Returns the region of a client that is made in a shell with these variables. */
  const regionIn = (shell: NodeJS.ProcessEnv) => new SQSClient(clientConfig(shell)).config.region();

  it('takes AWS_REGION first, then AWS_DEFAULT_REGION, as Terraform does', async () => {
    expect(await regionIn({ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' })).toBe('eu-west-1');
    expect(await regionIn({ AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-1');
    expect(await regionIn({ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-1');
  });

  it('leaves the region to the profile where neither is set', async () => {
    const config = join(await mkdtemp(join(tmpdir(), 'shipbell-profile-')), 'config');
    await writeFile(config, '[profile ops]\nregion = ap-northeast-2\n');
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', config);
    vi.stubEnv('AWS_PROFILE', 'ops');
    expect(await regionIn({})).toBe('ap-northeast-2');
  });
});
