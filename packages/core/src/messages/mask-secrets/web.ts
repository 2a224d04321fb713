import { hasPassword, looksRandom } from './judge.ts';
import { QUOTE, type Rule, raw, valueAfter } from './rule.ts';

const SLASH = raw`(?:\\?/|%2F)`;
const ADDRESS = raw`\b[a-z][a-z\d+.-]{0,30}:(?:\\?/){2}`;
const IS = ` *[:=]>? *`;

/** Secrets inside addresses and headers. */
export const WEB: readonly Rule[] = [
  // Webhooks of Slack, Zapier, Teams and Discord are secrets themselves.
  valueAfter(
    raw`(?:hooks\.(?:slack(?:-gov)?|zapier)\.com|webhook\.office\.com|discord(?:app)?\.com${SLASH}api${SLASH}webhooks)${SLASH}`,
    raw`(?:\\/|[^\s"'<>\\])+`,
  ),
  // user:password@host, where the user may have a domain (`acme\\ci`) and the password may hold `/` and `@`, but is no port.
  valueAfter(
    ADDRESS,
    raw`(?:[\w.-]{1,60}\\{1,2})?[^\s/:@"'<>\\[]{0,100}:(?!\d{1,5}[/?#])[^\s"'<>\\]{0,2000}[^\s"'<>\\/](?=@[\w.$[-])`,
    hasPassword,
  ),
  // A token without a user.
  valueAfter(ADDRESS, raw`(?=\D{0,60}\d)[\w.~-]{16,400}(?=@)`),
  // user:password@tcp(host), https://github.com/go-sql-driver/mysql#dsn-data-source-name, and jdbc:oracle:thin:user/password@
  valueAfter(
    raw`\b[\w.-]{1,60}:|\bjdbc:oracle:\w+:\w+/`,
    raw`[^\s:@/"']{1,200}(?=@(?:(?:tcp|unix)\(|[\w.-]+:\d+[:/]))`,
  ),
  // Signed addresses of S3, CloudFront and Azure's storage.
  valueAfter(raw`\bSharedAccessSignature=`, raw`[^\s;"'<>]+`),
  valueAfter(raw`[?&;](?:[\w-]{0,20}signature|sig)=`, raw`[\w%+/=~.-]{16,}`),
  // Any scheme with its token or its parameters: https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml
  valueAfter(
    raw`\bauthorization(?:${QUOTE})?${IS}(?:${QUOTE})?(?:[\w-]+ +)?`,
    raw`(?:[\w-]+=(?:"[^"\n]*"|[^\s,"]+),? *)+|[^\s"'\\,;<>]{3,}`,
    (found) => looksRandom(found) || (found.last && /(?:bearer|basic|token) $/i.test(found.head)),
  ),
  // "Basic authentication failed" is no header.
  valueAfter(raw`\b(?:bearer|basic) +`, raw`[\w.~+/-]{8,}=*(?![\w=])`, looksRandom),
  // Cookies: everything up to the end of the quoted text or of the line.
  valueAfter(raw`\bcookies?(?:(?:${QUOTE})?${IS}| )\[?(?:${QUOTE})?(?=[^\s=":;']{1,60}=)`, raw`[^"'\n\\]+`),
];
