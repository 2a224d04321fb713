/**
 * A paragraph, a quote or a fixed-width block of parsed mrkdwn.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export type Block =
  | { readonly type: 'lines'; readonly lines: Inline[][] }
  | { readonly type: 'quote'; readonly lines: Inline[][] }
  | { readonly type: 'code'; readonly children: Inline[] };

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold' | 'italic' | 'strike' | 'code'; readonly children: Inline[] }
  | { readonly type: 'link'; readonly url: string; readonly children: Inline[] }
  | { readonly type: 'mention'; readonly text: string }
  | DateToken;

export interface DateToken {
  readonly type: 'date';
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly format: string;
  readonly url?: string | undefined;
  readonly fallback: string;
}
