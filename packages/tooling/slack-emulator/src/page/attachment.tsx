import type { MessageAttachment } from '@slack/types';
import { Blocks } from './blocks/blocks.tsx';
import { Emojified } from './emoji.tsx';
import { Fold } from './fold.tsx';
import { inOrder } from './in-order.ts';
import { Link } from './link.tsx';
import { DateTime } from './mrkdwn/date-time.tsx';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';
import { Picture } from './picture.tsx';
import { WithProblems } from './problems.tsx';

const NAMED_COLORS = new Map([
  ['good', '#2eb886'],
  ['warning', '#daa038'],
  ['danger', '#a30200'],
]);

/** An attachment: its colour bar, and beside it its blocks or its legacy fields. `at` points to it in the message. */
export function Attachment({ attachment, at }: { attachment: MessageAttachment; at: string }) {
  const { color = '', pretext, blocks } = attachment;
  return (
    <div className="attachment">
      {pretext && <Mrkdwn text={pretext} />}
      <div className="attachment__row">
        <div className="attachment__bar" style={{ background: toCssColor(color) }} />
        <div className="attachment__body">
          <Fold of="attachment" label="Show more">
            <WithProblems at={at}>
              {blocks?.length ? (
                <Blocks blocks={blocks as never} at={`${at}/blocks`} />
              ) : (
                <Legacy attachment={attachment} />
              )}
            </WithProblems>
          </Fold>
        </div>
      </div>
    </div>
  );
}

/** Returns the CSS colour of an attachment. Slack knows three names and hexadecimal colours; anything else is grey. */
export function toCssColor(color: string): string {
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(color)?.[1];
  return NAMED_COLORS.get(color) ?? (hex ? `#${hex}` : '#dddddd');
}

/** The legacy fields of an attachment: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
function Legacy({ attachment }: { attachment: MessageAttachment }) {
  const { author_name, title, title_link, text, fields = [], image_url, footer, ts, fallback } = attachment;
  const isEmpty = !author_name && !title && !text && fields.length === 0 && !image_url;
  return (
    <div className="blocks legacy">
      {author_name && <p className="legacy__author">{author_name}</p>}
      {title && (
        <p className="legacy__title">
          {title_link ? <Link url={title_link}>{title}</Link> : <Emojified text={title} />}
        </p>
      )}
      {(text || isEmpty) && (
        <Fold of="text" label="Show more">
          <Mrkdwn text={text ?? fallback ?? ''} />
        </Fold>
      )}
      <div className="fields">
        {inOrder(fields, (field) => (
          <div className={`field ${field.short ? '' : 'field--long'}`}>
            <b>{field.title}</b>
            <Mrkdwn text={field.value} />
          </div>
        ))}
      </div>
      {image_url && <Picture alt={fallback ?? 'image'} size="large" />}
      {(footer || ts) && (
        <p className="legacy__footer">
          {footer}
          {footer && ts ? ' | ' : ''}
          {ts && <DateTime timestamp={Number(ts)} format="{date_short_pretty}" fallback="" />}
        </p>
      )}
    </div>
  );
}
