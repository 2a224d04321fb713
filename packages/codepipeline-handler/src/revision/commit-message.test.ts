import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommitMessage } from './commit-message.ts';

function parse(...lines: string[]) {
  return parseCommitMessage(lines.join('\n'));
}

describe('parseCommitMessage', () => {
  it.each([
    ['GitHub', ['Merge pull request #71 from acme/fix/rates', '', 'Round the rates', '', 'Half up.'], '#71'],
    ['Bitbucket', ['Merged in fix/rates (pull request #71)', '', 'Round the rates', '', 'Half up.'], '#71'],
    [
      'GitLab',
      ["Merge branch 'fix/rates' into 'main'", '', 'Round the rates', '', 'Half up.', '', 'See merge request a/b!71'],
      '!71',
    ],
    [
      'Bitbucket’s server',
      ['Pull request #71: Round the rates', '', 'Merge in A/B from x to y', '', 'Half up.'],
      '#71',
    ],
    ['Azure DevOps', ['Merged PR 71: Round the rates', '', 'Half up.'], 'PR 71'],
    ['a squash merge of GitHub', ['Round the rates (#71)', '', 'Half up.'], '#71'],
    ['a squash merge of GitLab', ['Round the rates (!71)', '', 'Half up.'], '!71'],
    [
      'GitLab’s template',
      ['Round the rates', '', 'Half up.', 'See merge request a/b!9', '', 'See merge request a/b!71'],
      '!71',
    ],
  ])('takes the title, the body and the number of a merge commit of %s', (_host, lines, number) => {
    const { title, body, request } = parse(...lines);
    expect([title, body, request?.label]).toEqual(['Round the rates', 'Half up.', number]);
  });

  it.each([
    "Merge branch 'fix/rates'",
    "Merge branch 'fix/rates' into main",
    "Merge remote-tracking branch 'origin/fix/rates' into main",
    "Merge branches 'one' and 'two'",
  ])('takes the title of %j from below it, else from the line itself', (line) => {
    expect(parse(line, '', 'Round the rates')).toMatchObject({ title: 'Round the rates', body: '' });
    expect(parse(line)).toMatchObject({ title: line, body: '', request: undefined });
    expect(parse(line, '', '# Conflicts:', '#\tsrc/rates.ts')).toMatchObject({ title: line });
  });

  it('leaves a merge without a title to its number, and keeps its first line in the body', () => {
    const line = 'Merge pull request #71 from acme/fix/rates';
    expect(parse(line)).toMatchObject({ title: undefined, body: line, request: { label: '#71' } });
  });

  it.each(['Merge branch protection into one rule', 'Merge the two reports', 'Revert "Round the rates (#71)"'])(
    'keeps %j, which only looks like a merge',
    (line) => {
      expect(parse(line, '', 'In detail.')).toEqual({ title: line, body: 'In detail.', request: undefined });
    },
  );

  it('does not say a number twice that the title below a merge has too', () => {
    expect(parse('Merge pull request #71 from a/b', '', 'Round the rates (#71)').title).toBe('Round the rates');
    expect(parse('Merge pull request #71 from a/b', '', 'Round the rates (#9)').title).toBe('Round the rates (#9)');
  });

  it('drops the trailers of every message that a squash merge joined, and the rule before them', () => {
    const { body } = parse(
      'Round the rates (#71)',
      '',
      '* half up',
      '',
      'Co-authored-by: Ines <ines@acme.example>',
      '',
      '* and down',
      '',
      '---------',
      '',
      'Signed-off-by: Ines <ines@acme.example>',
      'Change-Id: I8f1c',
    );
    expect(body).toBe('* half up\n\n\n* and down');
  });

  it('drops the hints of a template', () => {
    expect(parse('Round the rates (#71)', '', '<!-- Say what', 'changes. -->', 'Half up.', '<!-- 1 -->').body).toBe(
      'Half up.',
    );
  });

  it('drops the data that Dependabot writes for tools', () => {
    const data = ['---', 'updated-dependencies:', '- dependency-name: left', '  update-type: minor', '...'];
    expect(parse('Bump left', '', 'Bumps left from 1 to 2.', '', ...data, '', 'More.').body).toBe(
      'Bumps left from 1 to 2.\n\n\nMore.',
    );
    expect(parse('Bump left', '', ...data.slice(0, -1)).body).toBe('');
  });

  it.each([
    ['Thank Ines <ines@acme.example> for it', 'Thank Ines for it'],
    ['Ask ines.b@acme.example first', 'Ask ines.b@… first'],
    ['Clone git@github.com:acme/shop.git', 'Clone git@github.com:acme/shop.git'],
    ['Use actions/checkout@v4 and left@1.2.3', 'Use actions/checkout@v4 and left@1.2.3'],
  ])('makes of %j a text without an address', (line, shown) => {
    expect(parse(line).title).toBe(shown);
  });
});

describe('parseCommitMessage, for any message,', () => {
  const title = fc.stringMatching(/^[A-Z][a-z]{1,10}( [a-z]{1,10}){0,4}$/).filter((text) => !text.startsWith('Merge'));
  const branch = fc.stringMatching(/^[a-z]{1,8}(\/[a-z-]{1,8}){0,2}$/).map((name) => `branch-${name}`);
  const merge = fc.constantFrom(
    (name: string) => `Merge pull request #5 from acme/${name}`,
    (name: string) => `Merged in ${name} (pull request #5)`,
    (name: string) => `Merge branch '${name}' into 'main'`,
    (name: string) => `Merge remote-tracking branch 'origin/${name}'`,
  );
  const trailer = fc.constantFrom(
    'Co-authored-by: Ada <ada@acme.example>',
    'Signed-off-by: ada@acme.example',
    'Reviewed-by: Ada <ada+x@acme.example>',
    'Author: Ada <ada@acme.example>',
  );
  const lineEnd = fc.constantFrom('\n', '\r\n');

  it('takes the title from below a merge, never the branch’s name, and shows no address', () => {
    fc.assert(
      fc.property(title, branch, merge, fc.array(trailer), lineEnd, (words, name, lineOf, trailers, end) => {
        const message = [lineOf(name), '', words, '', ...trailers].join(end);
        const parsed = parseCommitMessage(message);
        expect(parsed.title).toBe(words);
        expect(JSON.stringify(parsed)).not.toContain('acme.example');
      }),
    );
  });

  it('returns no empty title, and no other title than a line of the message', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, trailer, title)), (lines) => {
        const { title: shown, body } = parseCommitMessage(lines.join('\n'));
        expect(shown?.trim()).not.toBe('');
        expect(shown ?? '').not.toContain('\n');
        expect(body).toBe(body.replace(/^\n+|\n+$/g, ''));
      }),
    );
  });

  it.each(['a@', 'a.', '<', '<!--', ' ', '-', '\n---\nupdated-dependencies:\n', '(#1) ', "Merge branch '"])(
    'takes little time for a long text made of %j',
    (part) => {
      expect(parseCommitMessage(part.repeat(50_000))).toBeDefined();
    },
  );
});
