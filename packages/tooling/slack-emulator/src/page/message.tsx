import type { DeliveredMessage } from '../protocol.ts';
import { Attachment } from './attachment.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { inOrder } from './in-order.ts';
import { formatDate } from './mrkdwn/format-date.ts';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';
import { Bell } from './picture.tsx';

/** A message of the app: its blocks, or without any its `text`, and below them its attachments. */
export function Message({ message }: { message: DeliveredMessage }) {
  const { id, destination, payload } = message;
  const { text, blocks = [], attachments = [] } = payload;
  const arrivedAt = new Date(message.arrivedAt);
  return (
    <article className="message" data-message={id} data-destination={destination}>
      <Bell className="message__avatar" />
      <div className="message__content">
        <header className="message__sender">
          <span className="message__name">Shipbell</span>
          <span className="badge">APP</span>
          <time dateTime={message.arrivedAt} title={formatDate(arrivedAt, '{date_long} {time_secs}')}>
            {formatDate(arrivedAt, '{time}')}
          </time>
        </header>
        {blocks.length > 0 ? <Blocks blocks={blocks} /> : text && <Mrkdwn text={text} />}
        {inOrder(attachments, (attachment) => (
          <Attachment attachment={attachment} />
        ))}
      </div>
    </article>
  );
}
