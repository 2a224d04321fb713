import type { SlackPayload } from './protocol.ts';
import { context, link, section } from './sample-blocks.ts';

type Sample = SlackPayload & { readonly destination?: string };

/** Returns messages of each kind that Shipbell sends, for the tests of the page. `now` is in seconds since 1970. */
export function sampleMessages(now: number): Record<string, Sample> {
  return {
    live: {
      text: '✅ *backend* is live on *dev*: [BE] Add the review reminder (`a1b2c3d`), 40 s',
      attachments: [
        {
          color: '#2eb67d',
          blocks: [
            {
              ...section(
                '>* refactor: split the mailer from the scheduler\n>* feat: remind reviewers after a day, at 9:00 in their zone\n>\n>Co-authored-by: Kim &lt;kim@example.com&gt;\n>…',
              ),
              accessory: { type: 'image', image_url: 'https://example.com/backend.png', alt_text: 'backend' },
            },
            context(
              `1 of 1 instances · 2024-corea-backend-deploy / 2024-corea-backend-develop-group · d-JHPM9HBC8 · Started <!date^${now - 40}^{date_short_pretty} {time_secs}|then> · Ended <!date^${now}^{date_short_pretty} {time_secs}|then>`,
            ),
            {
              type: 'actions',
              elements: [
                link('Open site', ''),
                link('Commit', 'commit'),
                link('What changed', 'diff'),
                link('Deployment', 'd'),
                link('Pipeline', 'p'),
              ],
            },
          ],
        },
      ],
    },
    korean: {
      text: '✅ *backend* is live on *dev*: [BE] 리뷰 알림 기능 추가 (#412) (`0f9e8d7`), 1m 12s',
      attachments: [
        {
          color: '#2eb67d',
          blocks: [
            section(
              '>* 리뷰어에게 하루 뒤 알림을 보낸다 🔔\n>* 메일 발송과 스케줄러를 분리한다 &amp; 테스트를 추가한다',
            ),
            context('2 of 2 instances · 2024-corea-backend-deploy / 2024-corea-backend-develop-group · d-KQ2V7XYZ1'),
            { type: 'actions', elements: [link('Commit', 'commit'), link('Deployment', 'd')] },
          ],
        },
      ],
    },
    failed: {
      text: '❌ *backend* deployment failed on *prod*: Bump the connection pool (`7c6b5a4`), 3m 05s, HEALTH_CONSTRAINTS',
      attachments: [
        {
          color: '#e01e5a',
          blocks: [
            section(
              '*HEALTH_CONSTRAINTS*: The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
            ),
            context('↩️ Rolled back by d-9XKQWERTY'),
            context('0 of 3 instances, 2 failed, 1 skipped · billing / billing-prod · d-8ABCDEFGH'),
            {
              type: 'actions',
              elements: [link('Commit', 'commit'), link('Deployment', 'd'), { ...link('Retry', 'r'), style: 'danger' }],
            },
          ],
        },
      ],
    },
    execution: {
      text: '❌ *nightly-etl* failed on *prod* at *Load* after 12m 04s: States.Timeout',
      attachments: [
        {
          color: '#e01e5a',
          blocks: [
            section('the task ran longer than 300 s'),
            section(
              [
                '```',
                'Extract       ✓ ░░██················ 2m 10s',
                'Transform ×24 ✓ ····████▒▒██████···· 6m 01s \u00a0\u00a02\u00a0retries',
                'Load          ✗ ··············█████X 5m 00s \u00a0\u00a0States.Timeout',
                '░ waiting  ▒ retried  X failed',
                '```',
              ].join('\n'),
            ),
            context(
              `Started <!date^${now - 724}^{date_short_pretty} {time_secs}|then> · Ended <!date^${now}^{date_short_pretty} {time_secs}|then> · arn:aws:states:ap-northeast-2:123456789012:execution:nightly-etl:2f1c`,
            ),
            {
              type: 'actions',
              elements: [link('State machine execution detail', 'x'), link("Failed state's log", 'log')],
            },
          ],
        },
      ],
    },
    notice: {
      text: 'ℹ️ *CodeCommit pull request* on *dev*',
      attachments: [
        {
          color: '#868686',
          blocks: [
            section('>Pull request 12 was merged: https://example.com/pulls/12?a=1&amp;b=2.'),
            {
              type: 'section',
              fields: [
                { type: 'mrkdwn', text: '*Repository*\nbackend' },
                { type: 'mrkdwn', text: '*Account*\n123456789012' },
                { type: 'mrkdwn', text: '*Source*\naws.codecommit' },
              ],
            },
          ],
        },
      ],
    },
    richText: {
      text: ':rocket: *release train* with :large_green_circle: and :no_such_emoji:, at 10:30:45',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Release train :steam_locomotive:', emoji: true } },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: ['web', 'api'].map((text) => ({
                type: 'rich_text_section' as const,
                elements: [
                  { type: 'text' as const, text, style: { bold: true } },
                  { type: 'text' as const, text: ' goes first & <b>last</b>' },
                ],
              })),
            },
            { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '$ deploy --to prod' }] },
          ],
        },
        { type: 'divider' },
        {
          type: 'image',
          image_url: 'https://example.com/chart.png',
          alt_text: 'Deployments per day',
          title: { type: 'plain_text', text: 'Deployments' },
        },
      ],
    },
    digest: {
      destination: 'ops',
      text: '🗂️ *5 messages at once*: 2\u00a0❌ · 2\u00a0✅ · 1\u00a0other',
      attachments: [
        {
          color: '#e01e5a',
          text: '❌ *nightly-etl* failed on *prod* at *Load* after 12m 04s: States.Timeout',
          links: ['Log'],
        },
        {
          color: '#2eb67d',
          text: '✅ *backend* is live on *prod*: Bump the pool (`7c6b5a4`), 40 s',
          links: ['Commit', 'Pipeline'],
        },
        {
          color: '#e01e5a',
          text: '❌ *orders* failed on *prod* at *Charge the card* after 1.5 s: PaymentError',
          links: ['Log'],
        },
        { color: '#2eb67d', text: '✅ *orders* succeeded on *prod* in 2.1 s', links: ['Log'] },
        { color: '#868686', text: 'The backup is done.', links: [] },
      ].map(({ color, text, links }, index) => ({
        color,
        blocks: [
          section(text),
          context(
            [
              `<!date^${now - 600 + 60 * index}^{date_short_pretty} {time}|then>`,
              ...links.map((label) => `<https://example.com/${index}|${label}>`),
            ].join(' · '),
          ),
        ],
      })),
    },
    hostile: {
      destination: 'ops',
      text: '⚠️ *dead-lettered message*: &lt;!channel&gt; &amp; &lt;/b&gt; <script>alert(1)</script> <javascript:alert(1)|click> &lt;img src=x onerror=alert(1)&gt;',
      attachments: [
        {
          color: 'red; background: url(https://example.com)',
          blocks: [section('`&lt;!here&gt;` and ```<img src=x> &lt;b&gt; *not bold* :bell:``` and &amp;lt; stays')],
        },
      ],
    },
    long: {
      destination: 'ops',
      text: `⚠️ *redrive*: ${'a sentence that goes on and on, '.repeat(30)}the end. ${'unbroken'.repeat(40)}`,
    },
  };
}
