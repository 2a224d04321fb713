import { expect, it } from 'vitest';
import { idsTold } from './ids-told.ts';
import { FIRST, SECOND, THIRD } from './testing/made-up.ts';

function told(payload: unknown) {
  return idsTold(JSON.stringify(payload));
}
function line(text: string) {
  return { blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

it('a message tells of what is in its headline', () => {
  expect(told({ text: `*${FIRST}* is done`, attachments: [line(`the same as ${SECOND}`)] })).toEqual([FIRST]);
});

it('a digest tells of what is in its lines, in their order', () => {
  const attachments = [line(`*${SECOND}* is done`), line(`*${FIRST}* is done, says ${FIRST}`)];
  expect(told({ text: `2 messages at once, ${THIRD}`, attachments })).toEqual([SECOND, FIRST]);
});

it('a digest tells twice of what has two lines', () => {
  expect(told({ text: '', attachments: [line(FIRST), line(SECOND), line(FIRST)] })).toEqual([FIRST, SECOND, FIRST]);
});

it('a link tells of nothing', () => {
  const link = `<https://reports.example/${FIRST}|Report>`;
  expect(told({ text: link })).toEqual([]);
  expect(told({ text: '', attachments: [line(link), line(`${SECOND} ${link}`)] })).toEqual([SECOND]);
});

it('what Slack will not take tells of nothing', () => {
  for (const body of [`${FIRST} is done`, 'null', '{}']) expect(idsTold(body)).toEqual([]);
});
