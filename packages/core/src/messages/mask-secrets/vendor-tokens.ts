import { type Rule, raw, tokens } from './rule.ts';

/**
 * The beginnings of vendors' tokens, as their documents and the public rules of secret scanners name them, before letters
 * and digits alone. There is a digit near a token's beginning, but none in `hf_hub_download` or `risk-assessment`.
 */
const BEFORE_LETTERS_AND_DIGITS = [
  // Stripe (https://docs.stripe.com/keys, /webhooks/signature), Shopify
  '[rs]k_(?:live|test)_|whsec_|shp(?:at|ca|pa|ss)_',
  // OpenAI, Hugging Face (https://huggingface.co/docs/hub/security-tokens), Groq, Replicate
  'sk-|hf_|gsk_|r8_',
  // GitHub (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/), npm, RubyGems, JFrog,
  // Bitbucket
  'gh[a-z]_|npm_|rubygems_|AKCp|ATBB',
  // DigitalOcean, Supabase, Databricks, Pulumi
  'do[opr]_v1_|sbp_|dapi|pul-',
  // Buildkite, Sonar
  'bkua_|sq[apu]_',
  // age, New Relic, Mailgun, Brevo, Linear, Notion
  raw`AGE-SECRET-KEY-1|NR(?:AK|JS|II)-|key-(?=[\da-f]{32})|xkeysib-|lin_api_|ntn_`,
].join('|');

/** The beginnings before letters, digits, `.`, `-`, `_` and `=`. */
const BEFORE_ANY = [
  // OpenAI, Anthropic, Square
  'sk-(?:proj|svcacct|admin|ant)-|sq0csp-',
  // GitHub, GitLab (https://docs.gitlab.com/security/tokens/#token-prefixes), PyPI, Docker, Atlassian
  'github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-|pypi-AgE|dckr_[po]at_|AT[AC]TT3x',
  // Google, Supabase, PlanetScale
  raw`AIza|GOCSPX-|ya29\.|sb_secret_|pscale_[a-z]+_`,
  // Vault (https://developer.hashicorp.com/vault/docs/concepts/tokens), Doppler, Tailscale
  raw`hv[bsr]\.|dp\.[a-z]+\.|tskey-`,
  // Grafana, Sentry
  'gl(?:sa|c)_|sntry[su]_',
  // SendGrid, Postman, Figma
  raw`SG\.|PMAK-|figd_`,
  // Heroku, CircleCI, Dynatrace, Aiven
  raw`HRKU-|CCIPAT_|dt0[a-z]\d\d\.|AVNS_`,
].join('|');

/** Tokens that have no name, by their own form. */
export const VENDOR_TOKENS: readonly Rule[] = [
  // Private keys, whole or with their end or beginning cut off, as the end of a log may begin inside one.
  tokens(/-----BEGIN [A-Z ]{0,30}PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/),
  tokens(/^[\s\w+/=[\]\\]*-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/),
  // Access key ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  tokens(/(?<![A-Z\d])A(?:KIA|SIA|BIA|CCA)[A-Z\d]{16}(?![A-Z\d])/),
  // Keys of Bedrock and session tokens of STS in Base64, and JSON in Base64, as JSON web tokens and ECR's passwords are.
  tokens(/(?<![A-Za-z\d])(?:ABSK|IQoJb3JpZ2lu|FwoGZXIvYXdz)(?:[\w+/=-]|%[23][BDF]){20,}|eyJ[\w.+/=-]{10,}/),
  tokens(/(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{6,}/),
  tokens(raw`(?<![A-Za-z\d])(?:${BEFORE_LETTERS_AND_DIGITS})(?=[A-Za-z]{0,60}\d)[A-Za-z\d]{20}[\w=-]*`),
  tokens(raw`(?<![A-Za-z\d])(?:${BEFORE_ANY})(?=[A-Za-z_.-]{0,60}\d)(?=[\w.=~-]{16})[\w=~-]+(?:\.[\w=~-]+)*`),
  // Those that are known by what stands inside or at their end: New Relic, Terraform Cloud, Azure, Vault before 1.10,
  // Telegram.
  tokens(
    /\b[\da-f]{36}NRAL\b|\b\w{14}\.atlasv1\.[\w-]{40,}|\b[A-Za-z\d]{76}AZDO\w{4}\b|(?<![\w.~-])[\w.~-]{3}8Q~[\w.~-]{31,34}/,
  ),
  tokens(/(?<!\d)\d{8,10}:AA[\w-]{33}|\bs\.(?=[A-Za-z]*\d)[A-Za-z\d]{24}\b/),
];
