import type { ActionsBlockElement, SectionBlockAccessory, Button as SlackButton } from '@slack/types';
import { Emojified } from '../emoji.tsx';
import { Link } from '../link.tsx';
import { Text } from '../text-object.tsx';

type Interactive = ActionsBlockElement | Exclude<SectionBlockAccessory, { readonly type: 'image' }>;

/** An interactive element: a button, or for any other kind a menu that does not open. */
export function Element({ element }: { element: Interactive }) {
  return element.type === 'button' ? <Button {...element} /> : <Menu element={element} />;
}

/**
 * What Slack says when a click is not acknowledged, which an incoming webhook alone cannot do. Slack shows it only after the
 * click, also on a button that opens a link. https://github.com/slackapi/slack-github-action/issues/513
 */
const UNANSWERED = 'This app is not configured to handle interactive responses';

/** A button. One with a link has Slack's warning from the beginning, so that it is seen without a click. */
function Button({ text, url, style }: SlackButton) {
  const className = `button ${style ? `button--${style}` : ''}`;
  if (url) {
    return (
      <span className="button-with-warning">
        <Link url={url} className={className}>
          <Text object={text} />
        </Link>
        <span className="warning" role="img" aria-label={UNANSWERED} title={UNANSWERED}>
          ⚠
        </span>
      </span>
    );
  }
  return (
    <button type="button" className={className} disabled title="Nothing answers this button here">
      <Text object={text} />
    </button>
  );
}

function Menu({ element }: { element: Interactive }) {
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  return (
    <button type="button" className="button button--menu" disabled>
      <Emojified text={placeholder ?? element.type.replaceAll('_', ' ')} />
    </button>
  );
}
