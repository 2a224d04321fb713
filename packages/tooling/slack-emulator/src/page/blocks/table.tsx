import type { TableBlock } from '@slack/types';
import { inOrder } from '../in-order.ts';
import { RichText } from './rich-text.tsx';

type Cell = TableBlock['rows'][number][number];

/** A table, whose first row Slack draws as a heading: https://docs.slack.dev/reference/block-kit/blocks/table-block */
export function Table({ rows, column_settings = [] }: TableBlock) {
  return (
    <div className="block table">
      <table>
        <tbody>
          {inOrder(rows, (row) => (
            <tr>
              {row.map((cell, column) => (
                <td key={column} align={column_settings[column]?.align ?? 'left'}>
                  {drawCell(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function drawCell(cell: Cell) {
  return cell.type === 'rich_text' ? <RichText {...cell} /> : cell.text;
}
