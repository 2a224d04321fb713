import type { ReactNode } from 'react';
import { Emojified } from '../emoji.tsx';
import { inOrder } from '../in-order.ts';
import { Link } from '../link.tsx';
import { DateTime } from './date-time.tsx';
import { parseMrkdwn } from './parse-mrkdwn.ts';
import type { Block, Inline } from './tree.ts';

/** A text of mrkdwn, as Slack draws it. */
export function Mrkdwn({ text }: { text: string }) {
  return <div className="mrkdwn">{inOrder(parseMrkdwn(text), drawBlock)}</div>;
}

function drawBlock(block: Block): ReactNode {
  if (block.type === 'code') return <pre>{inOrder(block.children, drawPlain)}</pre>;
  const lines = inOrder(block.lines, drawLine);
  return block.type === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>;
}

/** Draws a line. Slack draws an empty one as a gap that is lower than a line. */
function drawLine(line: Inline[]): ReactNode {
  return line.length === 0 ? <span className="gap" /> : <span className="line">{inOrder(line, drawInline)}</span>;
}

/** Draws fixed-width text, in which emoji names stay text. */
function drawPlain(inline: Inline): ReactNode {
  return inline.type === 'text' ? inline.text : drawInline(inline);
}

/** Draws a part of a line. */
function drawInline(inline: Inline): ReactNode {
  switch (inline.type) {
    case 'text':
      return <Emojified text={inline.text} />;
    case 'bold':
      return <b>{inOrder(inline.children, drawInline)}</b>;
    case 'italic':
      return <i>{inOrder(inline.children, drawInline)}</i>;
    case 'strike':
      return <s>{inOrder(inline.children, drawInline)}</s>;
    case 'code':
      return <code>{inOrder(inline.children, drawPlain)}</code>;
    case 'link':
      return <Link url={inline.url}>{inOrder(inline.children, drawInline)}</Link>;
    case 'mention':
      return <span className="mention">{inline.text}</span>;
    case 'date':
      return <DateTime {...inline} />;
  }
}
