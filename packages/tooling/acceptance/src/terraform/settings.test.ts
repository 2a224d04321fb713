import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DeploymentSetting, loadConfig as deploymentsConfig } from '@shipbell/codepipeline-handler/config';
import {
  DEPLOYMENT_PLACEHOLDERS,
  DEPLOYMENT_STATUSES,
  PARTS,
  STATE_MACHINE_PLACEHOLDERS,
  STATE_MACHINE_STATUSES,
  teamOf,
} from '@shipbell/core';
import { type StateMachineSetting, loadConfig as stateMachinesConfig } from '@shipbell/sfn-history-handler/config';
import { describe, expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('../../../../../infra/modules/settings', import.meta.url));
const OTHERS = { ENVIRONMENT: 'dev', QUEUE_URL: 'https://sqs.example.com/queue.fifo' };

/** Returns what an expression is in the module of the settings, with these variables. */
function evaluated(expression: string, variables: object): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'shipbell-settings-'));
  try {
    const varFile = join(folder, 'settings.tfvars.json');
    writeFileSync(varFile, JSON.stringify(variables));
    const { stdout, stderr } = spawnSync('terraform', ['console', '-no-color', `-var-file=${varFile}`], {
      cwd: MODULE,
      input: `jsonencode(${expression})`,
      encoding: 'utf8',
    });
    // Warnings come before it, and there is one for each setting that is refused.
    const value = stdout.trimEnd().split('\n').at(-1) ?? '';
    if (!value.startsWith('"')) throw new Error(`terraform console failed:\n${stderr}`);
    return JSON.parse(JSON.parse(value));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns a setting in Terraform's spelling. */
function inTerraform(setting: object): object {
  const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(setting).map(([key, value]) => [snakeCase(key), value]));
}

/** Returns what a team may set, with every word that the functions know: a new setting of theirs has to be here too. */
function everything<Status extends string>(statuses: readonly Status[], placeholders: readonly string[]) {
  const mention = ['U012ABC', 'W0123456789ABCDEFGHIJ', 'S045DEF', 'here', 'channel', 'author'];
  return {
    statuses: [...statuses],
    slowerThanTypical: 1.5,
    mentions: Object.fromEntries(statuses.map((status) => [status, mention])) as Record<Status, string[]>,
    people: { 'ann@example.com': 'U012ABC', 이영수: 'W012ABC' },
    links: placeholders.map((name) => ({ label: name, url: `https://example.com/{${name}}` })).slice(0, 5),
    hide: [...PARTS],
  };
}

const ofDeployments = everything(DEPLOYMENT_STATUSES, DEPLOYMENT_PLACEHOLDERS);
const DEPLOYMENT: Required<DeploymentSetting> = {
  group: 'backend-*',
  application: 'backend',
  pipeline: 'backend',
  name: '우리 서버',
  siteUrl: 'https://example.com/?a=b#c',
  destination: 'data',
  ...ofDeployments,
};
const ofStateMachines = everything(STATE_MACHINE_STATUSES, STATE_MACHINE_PLACEHOLDERS);
const STATE_MACHINE: Required<StateMachineSetting> = {
  stateMachine: 'nightly-*',
  name: 'nightly',
  imageUrl: 'https://example.com:8443/a.png',
  destination: 'data',
  inputPaths: ['$.order.id', "$.items[0]['order id']"],
  ...ofStateMachines,
};
const variables = {
  deployments: [inTerraform(DEPLOYMENT)],
  state_machines: [inTerraform(STATE_MACHINE)],
  defaults: { deployments: inTerraform(ofDeployments), state_machines: inTerraform(ofStateMachines) },
};

/** Returns an entry of `deployments` with an address wherever one may be. */
function withAddress(url: string) {
  return { group: 'g', siteUrl: url, links: [{ label: 'a', url }] };
}

describe('every setting', () => {
  it('that Terraform knows is known to the function, and the other way round', () => {
    expect(
      evaluated('[local.problems, keys(local.deployment_keys), keys(local.state_machine_keys)]', variables),
    ).toEqual([
      [],
      Object.keys(inTerraform(DEPLOYMENT)).toSorted(),
      Object.keys(inTerraform(STATE_MACHINE)).toSorted(),
    ]);
  });

  it('reaches the function as it was given to Terraform', () => {
    const { codepipeline_handler, sfn_history_handler } = evaluated('local.function_variables', variables) as Record<
      string,
      Record<string, string>
    >;
    expect(deploymentsConfig({ ...OTHERS, ...codepipeline_handler })).toMatchObject({
      deployments: [DEPLOYMENT],
      defaults: ofDeployments,
    });
    expect(stateMachinesConfig({ ...OTHERS, ...sfn_history_handler })).toMatchObject({
      stateMachines: [STATE_MACHINE],
      defaults: ofStateMachines,
    });
  });
});

describe('an address', () => {
  const taken = [
    'https://example.com',
    'https://a.b-c.example.com:65535/d?e=f&g=h#i',
    'https://10.0.0.255:8443/',
    'https://localhost?a',
    'https://한국.example/서버',
    'https://xn--3e0b707e.example',
  ];
  const refused = [
    'http://example.com',
    'https://',
    'https://example.com:99999',
    'https://example.com:65536/',
    'https://example.com:80a/',
    'https://10.0.0.256/',
    'https://example.1/',
    'https://0x1.0xzz/',
    'https://a.0x',
    'https://a%zz.example/',
    'https://a^b.example/',
    'https://a[b.example/',
    'https://[::1/',
    'https://user@example.com/',
    'https://example.com/a b',
    'https://example.com/a\u00a0b',
    'https://example.com/a\u2028b',
    'https://example.com/\u0007',
    'https://example.com\\@a.example/',
  ];
  const entries = [...taken, ...refused].map(withAddress);
  const problems = evaluated('local.problems', { deployments: entries.map(inTerraform) }) as string[];

  it.each(taken)('that Terraform takes is one that the function takes: %j', (url) => {
    expect(problems.filter((problem) => problem.endsWith(`Given: ${url}`))).toEqual([]);
    expect(deploymentsConfig({ ...OTHERS, DEPLOYMENTS: JSON.stringify([withAddress(url)]) }).deployments).toHaveLength(
      1,
    );
  });

  it.each(refused)('that no message can link is refused by Terraform, as a site and as a link: %j', (url) => {
    expect(problems.filter((problem) => problem.endsWith(`Given: ${url}`))).toHaveLength(2);
  });

  it.each(['a', '&', '서'])(
    'of a link is taken up to the 500 characters that a message shows: many %j',
    (character) => {
      const most = `https://example.com/${character.repeat(480 / escaped(character).length)}`;
      const longest = most.padEnd(most.length + 500 - escaped(most).length, 'a');
      const links = [longest, `${longest}a`].map((url) => ({ label: 'a', url }));
      const refused = evaluated('local.problems', {
        deployments: links.map((link) => ({ group: 'g', links: [link] })),
      });
      expect(refused).toEqual([expect.stringContaining(`deployments[1] (group g): links must have https URLs`)]);
      const shown = links.map((link) => teamOf({ links: [link] }, [], { author: undefined, values: {} }).links.length);
      expect(shown).toEqual([1, 0]);
    },
  );
});

/** Returns an address as a message has it. */
function escaped(url: string): string {
  return encodeURI(url).replaceAll('&', '&amp;');
}
