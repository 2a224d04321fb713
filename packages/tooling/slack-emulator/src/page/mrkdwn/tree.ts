/** Text with its markup read: what https://docs.slack.dev/messaging/formatting-message-text calls mrkdwn. */
export type Block =
  | { type: 'lines'; lines: Inline[][] }
  | { type: 'quote'; lines: Inline[][] }
  | { type: 'code'; children: Inline[] };

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike' | 'code'; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'mention'; text: string }
  | DateToken;

export interface DateToken {
  type: 'date';
  /** Seconds since 1970. */
  timestamp: number;
  format: string;
  url?: string | undefined;
  fallback: string;
}
