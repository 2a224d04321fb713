import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functionsToTaps, isTap, tapName, tapsToFunctions } from './taps.ts';

const FUNCTION = 'arn:aws:lambda:ap-northeast-2:123456789012:function:shipbell-dev-handler';
const TAP = 'arn:aws:sqs:ap-northeast-2:123456789012:tap-shipbell-dev-handler';

it('writes the tap where a function stands, and the function where its tap stands', () => {
  expect(functionsToTaps(`{"Arn":"${FUNCTION}","Dlq":"arn:aws:sqs:a:123456789012:dlq"}`)).toBe(
    `{"Arn":"${TAP}","Dlq":"arn:aws:sqs:a:123456789012:dlq"}`,
  );
  expect(tapsToFunctions(`<a>${TAP}</a>`)).toBe(`<a>${FUNCTION}</a>`);
});

it('brings every function back', () => {
  const arn = fc
    .tuple(
      fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
      fc.constantFrom('eu-west-1', 'cn-north-1'),
      fc.stringMatching(/^\d{12}$/),
      fc.stringMatching(/^[\w-]{1,64}$/),
    )
    .map(([partition, region, account, name]) => `arn:${partition}:lambda:${region}:${account}:function:${name}`);
  fc.assert(
    fc.property(fc.array(arn), (arns) => {
      const text = JSON.stringify(arns);
      expect(tapsToFunctions(functionsToTaps(text))).toBe(text);
    }),
  );
});

it('tells the name and the URL of a tap from those of other queues', () => {
  expect(isTap(tapName('handler'))).toBe(true);
  expect(isTap('http://127.0.0.1:1/123456789012/tap-handler')).toBe(true);
  expect(isTap('http://127.0.0.1:1/123456789012/my-tap-queue')).toBe(false);
});
