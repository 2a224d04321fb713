import { useState } from 'react';
import type { ShownMessage } from '../protocol.ts';
import { blockKitBuilderUrl } from './block-kit-builder.ts';
import { Link } from './link.tsx';
import { notificationText } from './notification-text.ts';
import { Bell } from './picture.tsx';

/** What helps who designs a message: a phone's notification of it, its JSON, and the way to Slack's own tool. */
export function Tools({ message }: { message: ShownMessage }) {
  const { payload, channel } = message;
  const [isOpen, setOpen] = useState(false);
  return (
    <footer className="tools">
      <div className="notification">
        <Bell className="notification__icon" />
        <div className="notification__body">
          <p className="notification__channel">
            Shipbell in #{channel}
            <span className="notification__what">on a phone</span>
          </p>
          <p className="notification__text">{notificationText(payload)}</p>
        </div>
      </div>
      <div className="tools__row">
        <Link url={blockKitBuilderUrl(payload)}>Block Kit Builder</Link>
        <Copy payload={payload} />
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>JSON</summary>
          {isOpen && <pre>{toJson(payload)}</pre>}
        </details>
      </div>
    </footer>
  );
}

const LABELS = { ready: 'Copy JSON', copied: 'Copied', refused: 'The browser refuses to copy' };

/** A button that copies the message's JSON, and says whether it did. */
function Copy({ payload }: Pick<ShownMessage, 'payload'>) {
  const [state, setState] = useState<keyof typeof LABELS>('ready');
  const copy = () =>
    navigator.clipboard.writeText(toJson(payload)).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <button type="button" className="tools__copy" onClick={copy} onBlur={() => setState('ready')}>
      <span aria-live="polite">{LABELS[state]}</span>
    </button>
  );
}

function toJson(payload: ShownMessage['payload']): string {
  return JSON.stringify(payload, null, 2);
}
