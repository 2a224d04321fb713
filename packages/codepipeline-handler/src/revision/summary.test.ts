import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSummary } from './summary.ts';

describe('parseSummary', () => {
  it.each([
    ['{"ProviderType":"GitHub","CommitMessage":"Add it\\n\\nIn detail.\\n"}', 'Add it', 'In detail.', 'GitHub'],
    ['Add it\r\n\r\nIn detail.\r\n', 'Add it', 'In detail.', undefined],
    ['{api} Add it', '{api} Add it', '', undefined],
    ['{"ProviderType":"GitLab","CommitMessage":"Add it, which is lo', 'Add it, which is lo…', '', 'GitLab'],
    ['{"CommitMessage":"the \\"ProviderType\\":\\"GitHub\\" is', 'the "ProviderType":"GitHub" is…', '', undefined],
    ['{"ProviderType":"GitHub"}', undefined, '', undefined],
    ['', undefined, '', undefined],
    [undefined, undefined, '', undefined],
  ])('returns the title, the body and the provider of the summary %j', (summary, title, body, provider) => {
    expect(parseSummary(summary)).toEqual({ title, body, provider });
  });

  it('returns the same for a message that a connection wraps as for the message alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        fc.pre(!/^\s*\{\s*"/.test(message));
        const wrapped = parseSummary(JSON.stringify({ ProviderType: 'GitHub', CommitMessage: message }));
        expect(wrapped).toEqual({ ...parseSummary(message), provider: 'GitHub' });
      }),
    );
  });
});
