import type { TextObject } from '@slack/types';
import { Emojified } from './emoji.tsx';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';

/** A text object of Block Kit. Both kinds have emoji names; only mrkdwn has other markup. */
export function Text({ object }: { object: TextObject }) {
  return object.type === 'mrkdwn' ? (
    <Mrkdwn text={object.text} />
  ) : (
    <span>
      <Emojified text={object.text} />
    </span>
  );
}
