import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { thirdPartyNotices } from './third-party-notices.ts';

const TERMS = 'You may do as you like.\n\n   1. Copyright License. Each contributor grants it.';

/** Returns the notices of packages with these licence files, by name. */
async function noticesOf(
  licenses: Readonly<Record<string, string | undefined>>,
  license = 'Some-1.0',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-notices-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const inputs: string[] = [];
  for (const [name, text] of Object.entries(licenses)) {
    const directory = join(folder, 'node_modules', name);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
    if (text !== undefined) await writeFile(join(directory, 'LICENSE'), text);
    inputs.push(join(directory, 'dist/index.js'));
  }
  return thirdPartyNotices([...inputs, ...inputs, join(folder, 'src/own.ts')]);
}

describe('thirdPartyNotices', () => {
  it('has each licence once, with the packages and whose they are, however it is wrapped and indented', async () => {
    const notices = await noticesOf({
      b: `Copyright (c) 2020 B\nCopyright 2019 A\n\n${TERMS}`,
      a: `  Copyright 2018 A\n${TERMS.replaceAll(' ', '\n  ')}\n`,
      c: 'Other terms.',
    });
    expect(notices).toBe(`This function contains code of these packages.

a@1.0.0 (Some-1.0)
  Copyright 2018 A
b@1.0.0 (Some-1.0)
  Copyright (c) 2020 B
  Copyright 2019 A

${TERMS.replaceAll(' ', '\n  ')}

---

c@1.0.0 (Some-1.0)

Other terms.
`);
  });

  it('leaves out how to apply the Apache License, but not whose the package is, nor what follows', async () => {
    const appendix = `

   END OF TERMS AND CONDITIONS

   APPENDIX: How to apply the Apache License to your work.

   Copyright 2018 A, Inc.

   See the License for the specific language and
   limitations under the License.`;
    const notices = await noticesOf({
      a: `${TERMS}${appendix}\n`,
      b: TERMS,
      c: `${TERMS}${appendix}\n\nIt bundles others.`,
    });
    expect(notices.split('\n\n').slice(1)).toEqual([
      'a@1.0.0 (Some-1.0)\n  Copyright 2018 A, Inc.\nb@1.0.0 (Some-1.0)',
      ...TERMS.split('\n\n'),
      '---',
      'c@1.0.0 (Some-1.0)\n  Copyright 2018 A, Inc.',
      ...TERMS.split('\n\n'),
      'It bundles others.\n',
    ]);
  });

  it('refuses a package that states no licence', async () => {
    await expect(noticesOf({ a: undefined }, '')).rejects.toThrow('a@1.0.0 states no licence: it may not be bundled.');
  });
});
