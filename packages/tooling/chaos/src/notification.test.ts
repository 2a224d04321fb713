import { describe, expect, it } from 'vitest';
import { idsReported, reportedDestination } from './notification.ts';
import { FIRST, SECOND, THIRD } from './testing/made-up.ts';

function reported(payload: unknown) {
  return idsReported(JSON.stringify(payload));
}
function line(text: string) {
  return { blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

describe('idsReported', () => {
  it('finds what a message reports in its headline', () => {
    expect(reported({ text: `*${FIRST}* is done`, attachments: [line(`the same as ${SECOND}`)] })).toEqual([FIRST]);
  });

  it('finds what a digest reports in its lines, in their order', () => {
    const attachments = [line(`*${SECOND}* is done`), line(`*${FIRST}* is done, says ${FIRST}`)];
    expect(reported({ text: `2 messages at once, ${THIRD}`, attachments })).toEqual([SECOND, FIRST]);
  });

  it('finds twice what has two lines in a digest', () => {
    expect(reported({ text: '', attachments: [line(FIRST), line(SECOND), line(FIRST)] })).toEqual([
      FIRST,
      SECOND,
      FIRST,
    ]);
  });

  it('passes over what stands in a link only', () => {
    const link = `<https://reports.example/${FIRST}|Report>`;
    expect(reported({ text: link })).toEqual([]);
    expect(reported({ text: '', attachments: [line(link), line(`${SECOND} ${link}`)] })).toEqual([SECOND]);
  });

  it('finds Shipbell’s own report on a destination, alone and in a digest', () => {
    const text = '🔕 Messages for *d08* on *dev* are not delivered: no webhook is stored for it yet';
    expect(reported({ text })).toEqual(['report-on-d08']);
    expect(reported({ text: '', attachments: [line(FIRST), line(text)] })).toEqual([FIRST, 'report-on-d08']);
    expect(reportedDestination('report-on-d08')).toBe('d08');
    expect(reportedDestination(FIRST)).toBeUndefined();
  });

  it('finds nothing in what Slack will not take', () => {
    for (const body of [`${FIRST} is done`, 'null', '{}']) expect(idsReported(body)).toEqual([]);
  });
});
