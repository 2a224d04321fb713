const BASE64_OFFSETS = [0, 1, 2];

/**
 * Returns a function that says whether a text holds one of these secrets, or half of one: as it is, in either case, in
 * hexadecimal, or within something in Base64. A URL and a JSON string leave letters and digits as they are, of which a secret
 * here must consist, so that it is found in them too.
 */
export function createSecretSearch(secrets: readonly string[]): (text: string) => boolean {
  const odd = secrets.find((secret) => !/^[A-Za-z0-9]{8,}$/.test(secret));
  if (odd !== undefined) throw new Error(`not eight or more letters and digits: ${odd}`);
  const parts = secrets.flatMap((secret) => [secret, ...halvesOf(secret)]);
  const inAnyCase = parts.flatMap((part) => [part, hexOf(part)]).map((part) => part.toLowerCase());
  const exact = parts.flatMap(base64Of);
  return (text) => {
    const lower = text.toLowerCase();
    return inAnyCase.some((part) => lower.includes(part)) || exact.some((part) => text.includes(part));
  };
}

/** Returns the halves of a long secret, which nothing else holds by chance; nothing for a short one. */
function halvesOf(secret: string): string[] {
  const half = Math.floor(secret.length / 2);
  return half < 12 ? [] : [secret.slice(0, half), secret.slice(-half)];
}

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** Returns what Base64 makes of a text, by where the text begins in what is encoded, without the digits that it shares. */
function base64Of(text: string): string[] {
  return BASE64_OFFSETS.map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + text).toString('base64url');
    const isWhole = (offset + text.length) % 3 === 0;
    return encoded.slice([0, 2, 3][offset], isWhole ? undefined : -1);
  });
}
