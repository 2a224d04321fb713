/** Words that say what is wrong with a value, or that there is none, and how code goes on. */
const WORDS =
  /^(?:true|false|null|nil|none|undefined|yes|no|on|off|ok|set|unset|unbound|not|is|was|has|can|cannot|must|should|empty|blank|missing|optional|(?:in)?(?:valid|correct)|wrong|unknown|any|string|via|or|and|in|for|to|from|with|if|await|new|[a-z]+(?:ed|es))[.,:;!?)\]}]*$/i;

/**
 * What stands for a value that is elsewhere or that nobody shall see: `${VAR}`, `!Ref`, `!vault`, `var.db_password`,
 * `random_password.db.result`, `getSecret(`, `{"Ref":`, `x-api-key`, `[FILTERED]`, `(sensitive value)`, `<redacted>`, `****`,
 * and what we write.
 */
const STANDS_FOR =
  /^(?:\$(?:[{(]|[a-z_]\w*\W*$)|\{\{|%\w+%|!(?:Ref|Sub|GetAtt|ImportValue|Join|If|vault|secret|reference)\b|[a-z_.]+[([]|\w+(?:\.\w+)*\.\w*(?:pass|token|secret|key|value)\w*\W*$|(?=\w*(?:pass|token|secret|key))[a-z_]+(?:\.[a-z_]+)+\W*$|[[{(]["'\\]*(?:Ref|Fn::|[a-z]*["'\\:,)\]}]*$)|<[\w .:-]*>?\W*$|[*•]{3}|[.x-]{3,}\W*$|x(?:-[a-z]+)+\W*$|[|>][+-]?$)/i;

/** Paths, names of constants and ARNs. */
const PLACE = /^(?:[~.]{0,2}(?:\/[a-z._][a-z\d._-]*)+\W*|[a-z_-]+(?:\/[a-z_-]+)+|[A-Z]+(?:_[A-Z]+)+|arn:.*)$/;

/** Returns whether a value tells nothing: it says that there is none, is masked already or stands for another value. */
export function isHarmless(value: string): boolean {
  return value === '' || [WORDS, STANDS_FOR, PLACE].some((form) => form.test(value));
}

/** Returns whether a password follows a user, and no variable. */
export function hasPassword({ value }: { readonly value: string }): boolean {
  return !isHarmless(value.replace(/^[^:]*:/, ''));
}

/** Words with a number at their end, versions, durations, moments, hosts and files with a line. */
const READABLE =
  /^(?:[a-z]+(?:[-_./:][a-z]+)*[-_.]?v?\d{0,3}|v?\d[\d.:TZ+-]*[a-z%]{0,3}|[a-z\d.-]+\.[a-z]{2,4}(?:[:/].*)?)[^\w=]*$/i;

/** Returns whether a value is made of letters and digits as no word, number or name of a file is. */
export function looksRandom({ value }: { readonly value: string }): boolean {
  return isMixed({ value }) && !READABLE.test(value);
}

/** Returns whether a value has letters and digits, or the end of Base64. */
export function isMixed({ value }: { readonly value: string }): boolean {
  return value.length >= 6 && /\d|=$/.test(value) && /[a-z]/i.test(value);
}
