import type { ActionsBlockElement, SectionBlockAccessory, Button as SlackButton } from '@slack/types';
import { Emojified } from '../emoji.tsx';
import { Link } from '../link.tsx';
import { Text } from '../text-object.tsx';

type Interactive = ActionsBlockElement | Exclude<SectionBlockAccessory, { readonly type: 'image' }>;

/** An interactive element: a button, or for any other kind a menu that does not open. */
export function Element({ element }: { element: Interactive }) {
  return element.type === 'button' ? <Button {...element} /> : <Menu element={element} />;
}

function Button({ text, url, style }: SlackButton) {
  const className = `button ${style ? `button--${style}` : ''}`;
  if (url) {
    return (
      <Link url={url} className={className}>
        <Text object={text} />
      </Link>
    );
  }
  return (
    <button type="button" className={className}>
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
