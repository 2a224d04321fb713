import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, DeploymentSetting } from '../config.ts';
import type { World } from './set-up-handler.ts';

export const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** The names of the cases: each has its event, and beside it the messages that the event becomes. */
export const cases = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.event.json'))
  .map((file) => file.replace('.event.json', ''));

/** Returns the content of a fixture's file. */
export function readFixture(file: string) {
  return JSON.parse(readFileSync(join(FIXTURES, file), 'utf8'));
}

/** Returns what AWS answers in this case; a part that has no file of its own is that of the case `default`. */
export function worldOf(name: string): World {
  const part = (kind: string) => {
    const own = `${name}.${kind}.json`;
    return readFixture(existsSync(join(FIXTURES, own)) ? own : `default.${kind}.json`);
  };
  const abroad = `${name}.abroad.json`;
  return {
    pipelines: part('pipelines'),
    deployments: part('deployments'),
    targets: part('targets'),
    ...(existsSync(join(FIXTURES, abroad)) && { abroad: readFixture(abroad) }),
  };
}

/** Returns the settings of a case, which are those of all fixtures where it has none of its own. */
export function settingsOf(name: string): Partial<Pick<Config, 'deployments' | 'defaults'>> {
  const own = `${name}.settings.json`;
  return existsSync(join(FIXTURES, own)) ? readFixture(own) : { deployments: DEPLOYMENTS };
}

/** The settings with which the fixtures are reported. */
export const DEPLOYMENTS: readonly DeploymentSetting[] = [
  {
    group: '2024-corea-backend-develop-group',
    application: '2024-corea-backend-deploy',
    pipeline: '2024-corea-backend-dev-pipeline',
    name: 'backend',
    siteUrl: 'https://dev.code-review-area.com',
  },
  { group: 'billing-*', destination: 'billing' },
  { group: 'refunds-*' },
  { pipeline: 'web-*', name: 'web', siteUrl: 'https://www.code-review-area.com' },
];
