import { code, cut, type Mrkdwn } from '../slack/text.ts';

/** A revision's id as people quote it: seven digits of a commit, or the first twelve characters of another id. */
export const shortId = (id: string): Mrkdwn =>
  code(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(id) ? id.slice(0, 7) : cut(id, 13));
