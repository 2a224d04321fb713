import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGroupUrl } from './log-links.ts';

const FROM = new Date('2024-03-05T02:11:35Z');
const TO = new Date('2024-03-05T02:12:35Z');

function urlOf(logGroup: string, partition = 'aws', region = 'eu-west-1'): string | undefined {
  return logGroupUrl(partition, region, logGroup, FROM, TO);
}

/** What CloudWatch's page makes of the place in its fragment. */
function decode(text: string): string {
  return decodeURIComponent(decodeURIComponent(text.replaceAll('$', '%')));
}

describe('logGroupUrl', () => {
  it("leads to a function's log between two moments", () => {
    expect(urlOf('/aws/lambda/nightly-etl_load')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/' +
        '$252Faws$252Flambda$252Fnightly-etl_load/log-events$3Fstart$3D1709604695000$26filterPattern$3D$26end$3D1709604755000',
    );
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#'],
  ])('stays in the partition %s', (partition, region, start) => {
    expect(urlOf('/aws/lambda/load', partition, region)).toContain(start);
  });

  it('makes no link of a region that would lead to another host', () => {
    expect(urlOf('/aws/lambda/load', 'aws', 'evil.example/')).toBeUndefined();
  });

  it('makes no link of a moment that is none', () => {
    expect(logGroupUrl('aws', 'eu-west-1', '/aws/lambda/load', new Date(Number.NaN), TO)).toBeUndefined();
  });

  it('takes any name as one part of the path that leads back to it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a/../$3F?#&<|>"\\%2F')), (name) => {
        const url = urlOf(name) ?? '';
        const [, place = ''] = /#logsV2:log-groups\/log-group\/([^/]*)\/log-events\$3Fstart\$3D\d+\$26/.exec(url) ?? [];
        expect(place).toMatch(/^[\w$.!~*'()-]*$/);
        expect(decode(place)).toBe(name.toWellFormed());
      }),
    );
  });
});
