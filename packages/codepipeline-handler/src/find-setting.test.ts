import { describe, expect, it } from 'vitest';
import type { Config } from './config.ts';
import { findGroupSetting, findPipelineSetting } from './find-setting.ts';

const defaults: Config['defaults'] = { statuses: ['failed'] };

async function nobody(): Promise<never> {
  throw new Error('the pipeline’s definition was not to be read');
}

describe('findGroupSetting', () => {
  const settings = [
    { pipeline: 'backend' },
    { group: 'backend-prod', application: 'other', name: 'not this one' },
    { group: 'backend-*', name: 'first' },
    { group: '*', name: 'second' },
  ];

  it('returns the first entry that fits group and application', () => {
    expect(
      findGroupSetting({ deployments: settings, defaults }, { application: 'backend', group: 'backend-prod' })?.name,
    ).toBe('first');
    expect(
      findGroupSetting({ deployments: settings, defaults }, { application: 'billing', group: 'billing-prod' })?.name,
    ).toBe('second');
  });

  it('returns the defaults for every group where no entry is set', () => {
    expect(findGroupSetting({ deployments: [], defaults }, { application: 'backend', group: 'backend-prod' })).toBe(
      defaults,
    );
  });

  it('returns undefined for a group that no entry names, and no entry that is for a pipeline alone', () => {
    const group = { application: 'billing', group: 'billing' };
    expect(
      findGroupSetting({ deployments: [{ group: 'backend-*' }, { pipeline: '*' }], defaults }, group),
    ).toBeUndefined();
  });
});

describe('findPipelineSetting', () => {
  const settings = [
    { group: 'backend-group', name: 'by its group' },
    { pipeline: 'web-*', name: 'by its pattern' },
    { group: 'other', pipeline: 'web', name: 'by its name' },
  ];
  const deploysTo = (group: string) => async () => [{ application: 'a', group }];

  it('returns the first entry that names the pipeline, and reads nothing for it', async () => {
    expect((await findPipelineSetting({ deployments: settings, defaults }, 'web-prod', nobody))?.name).toBe(
      'by its pattern',
    );
    expect((await findPipelineSetting({ deployments: settings, defaults }, 'web', nobody))?.name).toBe('by its name');
  });

  it('returns the first entry for a group that the pipeline deploys to where no entry names the pipeline', async () => {
    expect(
      (await findPipelineSetting({ deployments: settings, defaults }, 'backend', deploysTo('backend-group')))?.name,
    ).toBe('by its group');
  });

  it('returns undefined for a pipeline that deploys to other groups', async () => {
    expect(
      await findPipelineSetting({ deployments: settings, defaults }, 'backend', deploysTo('elsewhere')),
    ).toBeUndefined();
    expect(await findPipelineSetting({ deployments: settings, defaults }, 'backend', async () => [])).toBeUndefined();
  });

  it('returns the defaults for every pipeline where no entry is set', async () => {
    expect(await findPipelineSetting({ deployments: [], defaults }, 'backend', nobody)).toBe(defaults);
  });
});
