import type { ActionsBlock, ContextBlock, HeaderBlock, ImageBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Drawn } from '../drawn.tsx';
import { Fold } from '../fold.tsx';
import { inOrder } from '../in-order.ts';
import { Picture } from '../picture.tsx';
import { WithProblems } from '../problems.tsx';
import { Text } from '../text-object.tsx';
import { Element } from './element.tsx';
import { RichText } from './rich-text.tsx';
import { Table } from './table.tsx';

/** The blocks of a message or of an attachment, one below the other. `at` points to their list in the message. */
export function Blocks({ blocks, at }: { blocks: readonly KnownBlock[]; at: string }) {
  return (
    <div className="blocks">
      {inOrder(blocks, (block, index) => (
        <WithProblems at={`${at}/${index}`}>
          <Drawn>
            <Block block={block} />
          </Drawn>
        </WithProblems>
      ))}
    </div>
  );
}

function Block({ block }: { block: KnownBlock }): ReactNode {
  switch (block.type) {
    case 'section':
      return <Section {...block} />;
    case 'header':
      return <Header {...block} />;
    case 'context':
      return <Context {...block} />;
    case 'actions':
      return <Actions {...block} />;
    case 'image':
      return <Image {...block} />;
    case 'divider':
      return <hr />;
    case 'rich_text':
      return <RichText {...block} />;
    case 'table':
      return <Table {...block} />;
    default:
      return <p className="block unknown">This block cannot be drawn here: {block.type}</p>;
  }
}

/** A section. `expand` shows its text whole; the fields are never folded. */
function Section({ text, fields, accessory, expand }: SectionBlock) {
  return (
    <div className="block section">
      <div className="section__body">
        {text && expand && <Text object={text} />}
        {text && !expand && (
          <Fold of="text" label="See more">
            <Text object={text} />
          </Fold>
        )}
        {fields && (
          <div className="fields">
            {inOrder(fields, (field) => (
              <div className="field">
                <Text object={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory?.type === 'image' && <Picture alt={accessory.alt_text} size="thumbnail" />}
      {accessory && accessory.type !== 'image' && <Element element={accessory} />}
    </div>
  );
}

function Header({ text }: HeaderBlock) {
  return (
    <h3 className="block header">
      <Text object={text} />
    </h3>
  );
}

function Context({ elements }: ContextBlock) {
  return (
    <div className="block context">
      {inOrder(elements, (element) =>
        element.type === 'image' ? <Picture alt={element.alt_text} size="icon" /> : <Text object={element} />,
      )}
    </div>
  );
}

function Actions({ elements }: ActionsBlock) {
  return (
    <div className="block actions">
      {inOrder(elements, (element) => (
        <Element element={element} />
      ))}
    </div>
  );
}

function Image({ title, alt_text }: ImageBlock) {
  return (
    <figure className="block image">
      {title && (
        <figcaption>
          <Text object={title} />
        </figcaption>
      )}
      <Picture alt={alt_text} size="large" />
    </figure>
  );
}
