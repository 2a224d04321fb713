import type {
  RichTextBlock,
  RichTextElement,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import type { ReactNode } from 'react';
import { Emojified, named } from '../emoji.tsx';
import { inOrder } from '../in-order.ts';
import { Link } from '../link.tsx';
import { DateTime } from '../mrkdwn/date-time.tsx';

/** A rich text block, whose text is not escaped: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichText({ elements }: RichTextBlock) {
  return <div className="block mrkdwn">{inOrder(elements, draw)}</div>;
}

function draw(element: RichTextSection | RichTextList | RichTextQuote | RichTextPreformatted): ReactNode {
  switch (element.type) {
    case 'rich_text_section':
      return <p>{inOrder(element.elements, drawInline)}</p>;
    case 'rich_text_quote':
      return <blockquote>{inOrder(element.elements, drawInline)}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inOrder(element.elements, drawPlain)}</pre>;
    case 'rich_text_list':
      return <List {...element} />;
  }
}

/** A list. `offset`, where an ordered list starts, is documented and missing from the types. */
function List({ style, elements, indent = 0, offset = 0 }: RichTextList & { offset?: number }) {
  const items = inOrder(elements, (item) => <li>{inOrder(item.elements, drawInline)}</li>);
  const className = `list list--${indent % 3}`;
  return style === 'ordered' ? (
    <ol className={className} style={{ marginLeft: indent * 28 }} start={offset + 1}>
      {items}
    </ol>
  ) : (
    <ul className={className} style={{ marginLeft: indent * 28 }}>
      {items}
    </ul>
  );
}

function drawInline(element: RichTextElement): ReactNode {
  const style = 'style' in element ? element.style : undefined;
  let drawn = content(element);
  if (style?.code) drawn = <code>{drawn}</code>;
  if (style?.strike) drawn = <s>{drawn}</s>;
  if (style?.italic) drawn = <i>{drawn}</i>;
  return style?.bold ? <b>{drawn}</b> : drawn;
}

function drawPlain(element: RichTextElement): ReactNode {
  return element.type === 'text' ? element.text : drawInline(element);
}

function content(element: RichTextElement): ReactNode {
  switch (element.type) {
    case 'text':
      return <Emojified text={element.text} />;
    case 'link':
      return <Link url={element.url}>{element.text ?? element.url}</Link>;
    case 'emoji':
      return <Emojified text={named(`:${element.name}:`) ?? `:${element.name}:`} />;
    case 'date':
      return <DateTime {...element} fallback={element.fallback ?? ''} />;
    case 'color':
      return element.value;
    default:
      return <span className="mention">{mention(element)}</span>;
  }
}

function mention(element: RichTextElement): string {
  if (element.type === 'channel') return `#${element.channel_id}`;
  if (element.type === 'broadcast') return `@${element.range}`;
  if (element.type === 'usergroup') return `@${element.usergroup_id}`;
  return element.type === 'user' ? `@${element.user_id}` : '';
}
