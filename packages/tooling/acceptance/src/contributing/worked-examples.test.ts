import { describe, expect, it, onTestFinished } from 'vitest';
import { copyPackages, type Ended, workedExamples } from './worked-examples.ts';

const examples = await workedExamples();

/** Returns the paths of a patch's files in a package, counted from the package's folder. */
function filesOf(patch: string, folder: string): string[] {
  return [...patch.matchAll(/^\+\+\+ b\/(.*)$/gm)].flatMap(([, file = '']) =>
    file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : [],
  );
}

/** Fails with what the command printed. */
function expectSuccess({ status, output }: Ended): void {
  expect(status === 0 ? 'succeeded' : output).toBe('succeeded');
}

describe('the worked examples of CONTRIBUTING.md', () => {
  it('are two: an event source, and a line of a message', () => {
    expect(examples.map(({ title }) => title)).toEqual([
      'Worked example: add an event source',
      'Worked example: add a line to a message',
    ]);
  });

  it.each(examples)(
    '$title: applies to this code, compiles, passes the linter and its own tests',
    async ({ patch }) => {
      const copy = await copyPackages();
      onTestFinished(copy.remove);
      expectSuccess(await copy.apply(patch));
      for (const folder of ['packages/core', 'packages/codepipeline-handler']) {
        const files = filesOf(patch, folder);
        if (files.length === 0) continue;
        expectSuccess(await copy.run(folder, 'tsc'));
        expectSuccess(await copy.run(folder, 'biome', 'check', '--vcs-enabled=false', '.'));
        const tests = files.filter((file) => file.endsWith('.test.ts'));
        const fixtures = files.some((file) => file.startsWith('fixtures/')) ? ['src/fixtures.test.ts'] : [];
        expect([...tests, ...fixtures]).not.toEqual([]);
        expectSuccess(await copy.run(folder, 'vitest', 'run', ...tests, ...fixtures));
      }
    },
  );
});
