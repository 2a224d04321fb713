import { hasPassword } from './judge.ts';
import { NAME } from './names.ts';
import { type Rule, raw, VALUE, valueAfter } from './rule.ts';

/** Secrets as commands and files take them, without `=` or `:`. */
export const COMMANDS: readonly Rule[] = [
  // `--password value`, `-storepass value`, and `aws configure set aws_secret_access_key value`.
  valueAfter(raw`--[\w-]{0,40}?${NAME}["',]{0,2} +(?!-)`),
  valueAfter(raw`(?<![\w-])-\w{0,20}(?:pass|api-?key|token) +(?!-|\w+:)`),
  // https://docs.openssl.org/master/man1/openssl-passphrase-options/
  valueAfter('-pass(?:in|out)? +pass:'),
  // The short options of commands that take a password, as `-u` and `-p` alone mean a user, a port or a path.
  ofCommand(
    'curl|https?(?= )|wget',
    raw`(?:-[A-Za-z]{0,8}[uUa](?:["'],)?\s*|--(?:proxy-)?(?:user|auth)(?:["'],)?[\s=]+)(?=["'\\]{0,2}[^\s:"',@/]{0,80}:(?!//))`,
  ),
  ofCommand(raw`sshpass|(?:docker|podman|helm|az|twine) +(?:\w+ +)?(?:login|upload)`, '-p *'),
  ofCommand('(?:mysql|mariadb)(?:-?dump|admin|import|check)?', raw`-p(?=\S)`),
  ofCommand('redis-cli', '-a +'),
  ofCommand('sqlcmd|bcp', '-P *'),
  ofCommand('ldap[a-z]+', '-w *'),
  // A password that is written into the command's input.
  valueAfter(raw`\becho +`, raw`[^\n|]{1,400}(?=\|[^\n|]{0,200}(?:--pass|\bsudo -S|\bchpasswd))`),
  // A parameter of Systems Manager.
  valueAfter('--value[ =]+', raw`(?:(?<=SecureString[^\n]{0,400})|(?=[^\n]{0,400}SecureString))${VALUE}`),
  valueAfter(raw`\bSecureString +(?=["'])`),
  // SQL: https://www.postgresql.org/docs/current/sql-createrole.html, https://dev.mysql.com/doc/refman/8.4/en/create-user.html
  valueAfter(
    raw`\b(?:(?:with|login|encrypted|role|user)\b[^\n;]{0,80}\bpassword|identified(?: with \w{1,40})? (?:by|as)) +(?=["'])`,
  ),
  // .netrc, and .pgpass: https://www.postgresql.org/docs/current/libpq-pgpass.html
  valueAfter(raw`\bmachine +\S{1,200}\s+login +\S{1,200}\s+password +`),
  valueAfter(raw`^[\w.*-]{1,200}:(?:\d{4,5}|\*):(?:[a-z_]\w{0,60}|\*):[\w*.-]{1,60}:`, VALUE, undefined, 'gim'),
  valueAfter(raw`\b(?:requirepass|masterauth) +`),
  // .npmrc: https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration
  valueAfter(raw`(?:\b|:)_(?:auth(?:Token)?|password) ?[= ] ?`),
];

/**
 * Returns the rule for a command's option with its value, anywhere after the command on the same line, which a backslash
 * continues and `;` or `&&` ends. The search begins at the option and looks back for the command, which is fast.
 */
function ofCommand(command: string, option: string): Rule {
  const before = raw`\b(?:${command})\b(?:(?!&&|;\s)[^\n]|\\\n){0,400}[\s"']`;
  return valueAfter(`(?=${option})(?<=${before})${option}`, VALUE, hasPassword, 'g');
}
