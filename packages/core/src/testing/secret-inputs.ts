import { readFileSync } from 'node:fs';

/** A text as logs and messages of commits hold it, and the secrets in it. */
export interface SecretInput {
  readonly text: string;
  readonly secrets: readonly string[];
}

/**
 * Returns the inputs of a file, one a line. `⏎` is a line end, secrets stand between `«` and `»`, and `¦` parts a vendor's
 * token, which a code host would refuse as a leak. All of them are made up.
 */
export function inputs(file: string): readonly SecretInput[] {
  const lines = readFileSync(new URL(`../messages/mask-secrets/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const whole = line.replaceAll('⏎', '\n').replaceAll('¦', '');
    const secrets = [...whole.matchAll(/«([^»]*)»/g)].map(([, secret = '']) => secret);
    return { text: whole.replace(/[«»]/g, ''), secrets };
  });
}

/** Returns the text around the secrets. */
export function around({ text, secrets }: SecretInput): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '•'), text);
}

/** Returns the secrets of which six characters stand in a text and nowhere else, or all of a shorter one. */
export function seenIn(text: string, input: SecretInput, elsewhere: string = around(input)): readonly string[] {
  return input.secrets.filter((secret) => {
    const length = Math.min(6, secret.length);
    const parts = Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
    return parts.some((part) => text.includes(part) && !elsewhere.includes(part));
  });
}
