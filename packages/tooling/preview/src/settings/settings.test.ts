import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsLocation } from '@shipbell/core/runtime';
import { afterAll, describe, expect, it } from 'vitest';
import { openSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'shipbell-settings-'));
const path = join(folder, 'test.tfvars');
const settings = openSettings(path);

afterAll(async () => {
  await settings.close();
  rmSync(folder, { recursive: true });
});

/** Returns what is deployed with these variables for events of the location. */
function deployed(variables: string, location: AwsLocation = { account: undefined, region: undefined }) {
  writeFileSync(path, variables);
  return settings.read()(location);
}

describe('openSettings', () => {
  it('gives what Terraform makes of the variables: the functions’ environment and the rules, where the event happened', async () => {
    const { environments, patterns, location, warnings } = await deployed(
      [
        'environment = "stage"',
        'deployments = [{ group = "shop-*", site_url = "https://shop.example" }]',
        'additional_events = ["stages"]',
        'state_machines = [{ state_machine = "etl" }]',
      ].join('\n'),
      { account: '123456789012', region: 'cn-north-1' },
    );
    expect(environments['codepipeline-handler']).toMatchObject({
      ENVIRONMENT: 'stage',
      ADDITIONAL_EVENTS: '["stages"]',
    });
    expect(environments['sfn-history-handler']).toMatchObject({ ENVIRONMENT: 'stage', COMPARE_DURATION: 'true' });
    expect(JSON.stringify(patterns)).toContain('arn:aws-cn:states:cn-north-1:123456789012:stateMachine:etl');
    expect(location).toEqual({ account: '123456789012', region: 'cn-north-1' });
    expect(warnings).toEqual([]);
  });

  it('is in the region of the variables, wherever the event happened, and warns of a variable that nobody has declared', async () => {
    const variables = 'environment = "stage"\nregion = "ap-northeast-2"\ndeployment = []';
    const { location, warnings } = await deployed(variables, { account: undefined, region: 'eu-west-1' });
    expect(location).toEqual({ account: undefined, region: 'ap-northeast-2' });
    expect(warnings).toEqual([expect.stringMatching(/^Warning: Value for undeclared variable\n\n.*"deployment"/)]);
  });

  it.each([
    [
      'a value that a validation refuses',
      'environment = "Stage"',
      /^Error: Invalid value for variable\n {2}on \S+test\.tfvars line 1\n\nenvironment must be/,
    ],
    [
      'a variable with a typing error',
      'enviroment = "stage"',
      /a variable named "enviroment"[\s\S]+\n\nError: Invalid value for variable\n[\s\S]+No environment was given/,
    ],
    ['what is no HCL', 'environment = "stage"\ndeployments = [{', /test\.tfvars line 2/],
    [
      'a rule that EventBridge would refuse',
      `environment = "stage"\nstate_machines = [${'a b c d e f g h i j k l'.replaceAll(/\w/g, '{ state_machine = "*-$&-*" },')}]`,
      /too complex for EventBridge/,
    ],
  ])('refuses %s in Terraform’s words', async (_what, variables, expected) => {
    await expect(deployed(variables)).rejects.toThrow(expected);
  });

  it('names a file that is not there', () => {
    expect(() => openSettings('none.tfvars').read()).toThrow(
      /none\.tfvars: there is no such file; expected a file with Terraform’s variables\.$/,
    );
  });
});
