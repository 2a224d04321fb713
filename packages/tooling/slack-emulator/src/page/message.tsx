import type { ShownMessage } from '../protocol.ts';
import { Attachment } from './attachment.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { Drawn } from './drawn.tsx';
import { inOrder } from './in-order.ts';
import { formatDate } from './mrkdwn/format-date.ts';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';
import { Bell } from './picture.tsx';
import { Problems, ProblemsOfMessage } from './problems.tsx';
import { Tools } from './tools.tsx';

/** A message of the app, and below it what helps who designs one; above it, where it is an example, of what. */
export function Message({ message }: { message: ShownMessage }) {
  const { id, destination, payload, title, problems } = message;
  const arrivedAt = new Date(message.arrivedAt);
  const time = formatDate(arrivedAt, '{time}');
  return (
    <article
      className="message"
      data-message={id}
      data-destination={destination}
      aria-label={title ?? `Shipbell, ${time}`}
    >
      {title && <h3 className="message__title">{title}</h3>}
      <Bell className="message__avatar" />
      <div className="message__content">
        <header className="message__sender">
          <span className="message__name">Shipbell</span>
          <span className="badge">APP</span>
          <time dateTime={message.arrivedAt} title={formatDate(arrivedAt, '{date_long} {time_secs}')}>
            {time}
          </time>
        </header>
        <Problems value={problems}>
          <ProblemsOfMessage />
          <Drawn>
            <Payload payload={payload} />
          </Drawn>
        </Problems>
        <Tools message={message} />
      </div>
    </article>
  );
}

/** The message itself: its blocks, or without any its `text`, and below them its attachments. */
function Payload({ payload }: Pick<ShownMessage, 'payload'>) {
  const { text, blocks = [], attachments = [] } = payload;
  return (
    <>
      {blocks.length > 0 ? <Blocks blocks={blocks} at="/blocks" /> : text && <Mrkdwn text={text} />}
      {inOrder(attachments, (attachment, index) => (
        <Drawn>
          <Attachment attachment={attachment} at={`/attachments/${index}`} />
        </Drawn>
      ))}
    </>
  );
}
