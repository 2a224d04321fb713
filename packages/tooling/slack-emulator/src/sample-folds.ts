import type { SlackPayload } from './protocol.ts';
import { context, link, section } from './sample-blocks.ts';

const LINKS = context('<https://example.com/log|Log> · <https://example.com/commit|Commit>');

/** Returns a log in fixed width, whose last line is "the last line". */
function log(lines: number): string {
  const counted = Array.from({ length: lines - 1 }, (_, index) => `[stderr] attempt ${index + 1}: 502 Bad Gateway`);
  return ['```', ...counted, 'the last line', '```'].join('\n');
}

/** Messages on which Slack's own additions show: its folds, and its warning on buttons. */
export const sampleFolds = {
  folded: {
    text: '❌ *frontend* deployment failed on *dev* at *ValidateService*: a log without `expand`',
    attachments: [{ color: '#e01e5a', blocks: [LINKS, section(log(9))] }],
  },
  expanded: {
    text: '❌ *frontend* deployment failed on *dev* at *ValidateService*: a log with `expand`',
    attachments: [{ color: '#e01e5a', blocks: [LINKS, { ...section(log(9)), expand: true }] }],
  },
  sentences: {
    text: '❌ *frontend* deployment failed on *dev*: a cause without line breaks',
    attachments: [{ color: '#e01e5a', blocks: [LINKS, section('The instance did not answer in time. '.repeat(20))] }],
  },
  longAttachment: {
    text: '❌ *nightly-etl* failed on *prod*: an attachment with more than twenty lines',
    attachments: [
      {
        color: '#e01e5a',
        blocks: [LINKS, section(log(9)), { ...section(log(21)), expand: true }, context('the end of the attachment')],
      },
    ],
  },
  buttons: {
    text: '✋ *orders* waits for approval on *dev*',
    attachments: [
      {
        color: '#daa038',
        blocks: [
          {
            type: 'actions',
            elements: [
              { ...link('Review', 'review'), style: 'primary' },
              link('Pipeline', 'pipeline'),
              { type: 'button', text: { type: 'plain_text', text: 'No link' }, action_id: 'no-link' },
            ],
          },
        ],
      },
    ],
  },
} satisfies Record<string, SlackPayload>;
