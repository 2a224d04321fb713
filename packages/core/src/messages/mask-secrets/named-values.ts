import { isMixed, looksRandom } from './judge.ts';
import { NAME, SHORT_NAME, saysKey, saysPassword } from './names.ts';
import { type Found, MASK, QUOTE, type Rule, raw, VALUE, valueAfter } from './rule.ts';

const Q = `(?:${QUOTE})?`;
/** What stands between a name and its value where no prose does: `=`, `=>`, `:=`, or a colon behind a quoted name. */
const ASSIGNS = raw`(?:${Q}\]? *(?::=|=>?)|${QUOTE} *:)(?!=) *`;
const SAYS = ' *:(?![:=]) *';
const NO_ADDRESS = `(?!${Q}https?:)`;
const IS = `${Q} *[:=] *`;

const PAIR_NAME = raw`\b(?:name|key|ParameterKey)${IS}${Q}`;
const BETWEEN = raw`${Q}[\s,]+(?:${Q}type${IS}${Q}\w+${Q}[\s,]+)?${Q}`;
const PAIR_VALUE = raw`\b(?:Parameter)?value${IS}`;

/** Values whose name says that they are secret. */
export const NAMED_VALUES: readonly Rule[] = [
  // Pairs of ECS, CodeBuild, Kubernetes and CloudFormation in JSON, YAML, HCL and XML, in either order.
  valueAfter(
    raw`${PAIR_NAME}[\w./-]{0,60}?(?:${NAME}|[_.-](?:key|salt|auth|pass|pw))${BETWEEN}${PAIR_VALUE}`,
    VALUE,
    (found) => looksRandom(found) || !/[_.-](?:key|salt|auth)\W/i.test(found.head),
  ),
  valueAfter(
    PAIR_VALUE,
    raw`(?:\\*"[^"\n\\]*|[^\s"',<>}]{1,400})(?=${BETWEEN}${PAIR_NAME}[\w./-]{0,60}?${NAME}(?:${QUOTE}|\s|$))`,
  ),
  // YAML: a block, and a value on the next line.
  valueAfter(
    raw`(?<=(?:^|\n)([ \t]{0,80})["'\w.-]{0,60})${NAME}["']?: +[|>][+-]?\n\2[ \t]{1,80}`,
    raw`[^\n]+(?:\n\2[ \t][^\n]*){0,100}`,
  ),
  valueAfter(
    raw`(?<=(?:^|\n)[ \t]{0,80}["'\w.-]{0,60})${NAME}["']?: *\n[ \t]{1,80}(?!- |\S*:(?:\s|$))`,
    VALUE,
    ({ last }) => last,
  ),
  // XML: <password>…</password>, <property name="password">…</property>
  valueAfter(
    raw`(?:(?:<|&lt;)[\w:.-]{0,60}?${NAME}|\b(?:name|key)="[\w.-]{0,60}?${NAME}")(?:[ \t][^<>\n]{0,200})?(?:>|&gt;)\s{0,40}`,
    raw`[^<>&\s][^<>&\n]{0,4000}?(?=\s{0,40}(?:<|&lt;)\\?/)`,
  ),
  valueAfter(NAME + ASSIGNS + NO_ADDRESS, VALUE, isAssigned),
  // name: value, but not secretsmanager:GetSecretValue, arn:…:secret:…, Unexpected token: ….
  valueAfter(`(?<![:/])(?<!(?:unexpected|missing|expired|invalid)[ _-]?)${NAME}${SAYS}${NO_ADDRESS}`, VALUE, isSaid),
  valueAfter(`${SHORT_NAME}(?:${ASSIGNS}|${SAYS})`, VALUE, isOfShortName),
  // NAME value, as Dockerfiles and some configurations have it.
  valueAfter(
    '(?:_(?:PASS(?:WORD)?|PWD|PW|TOKEN|SECRET|KEY|SALT)(?<!GPG_KEY)|(?:[a-z]_|:)(?:pass(?:word)?|pw|token|secret)) +',
    VALUE,
    (found) => looksRandom(found) || (/(?:pass|pw)/i.test(found.head) && isMixed(found)),
    'g',
  ),
  valueAfter(raw`access[ _-]?key[ \t]+`, raw`[A-Za-z\d/+]{40}(?![\w/+])`),
  // A value that changes, as Terraform's plans show it.
  valueAfter(`${MASK} -> `, '"[^"\\n]*"?'),
  // Sentences: "password is …", "The generated password for user admin is: …"
  valueAfter(raw`\bpassword (?:is|for)\b(?:[^\n:]{0,60}:)? {1,4}`, VALUE, (found) => isMixed(found) && found.last),
];

/** In JSON, a word without quotes is no value. */
function isAssigned({ head, value, quoted }: Found): boolean {
  if (/token|key/i.test(head) && /^\d{1,5}\W*$/.test(value)) return false;
  return quoted || /\d/.test(value) || !/["'`]\s*:\s*$/.test(head);
}

/** `name: value` is also how sentences begin, so a value without a digit has to be the last of its line. */
function isSaid(found: Found): boolean {
  const { head, value, quoted, last } = found;
  if (looksRandom(found)) return true;
  if (!/pass|pwd|pw/i.test(head)) return quoted && /^\S{6,}$/.test(value);
  return quoted ? !/^[A-Z][a-z]+ [a-z]/.test(value) : last || /\d|[^\w\s.,:;!?)('-]/.test(value);
}

function isOfShortName(found: Found): boolean {
  const { head, value, quoted } = found;
  const name = /^[\w.-]*/.exec(head)?.[0] ?? '';
  const says = /:\s*$/.test(head);
  if (saysPassword(name)) {
    return (
      !/^[\d.]+\W*$/.test(value) &&
      (quoted || !/^pass$/i.test(name) || looksRandom(found)) &&
      (says ? isSaid(found) : isAssigned(found))
    );
  }
  if (!saysKey(name)) return false;
  return looksRandom(found) || (!says && /^[a-z]+\d+$|^[\w.@-]+:(?!\d+\b)[^\s/]{3,}$/i.test(value));
}
