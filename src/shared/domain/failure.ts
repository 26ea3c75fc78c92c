import { z } from 'zod'

/**
 * Everything that can go wrong, as a closed set. What each one means to the operator stands in
 * `failure-catalogue.ts` beside this file; which AWS code is which of
 * these, in `src/main/aws/error-catalogue.ts`.
 */
export const failureCodes = [
  // the operator's credentials and connection
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'signature-rejected',
  'clock-skew',
  'caller-not-permitted',
  'caller-is-root',
  // the organization
  'not-in-organization',
  'not-management-or-delegate',
  'management-account-required',
  'trusted-access-off',
  'root-credentials-management-off',
  'root-sessions-off',
  'organization-not-all-features',
  'delegate-in-the-way',
  'already-delegate',
  'not-a-delegate',
  'delegate-not-eligible',
  'organization-empty',
  'organization-changed',
  // one account
  'assume-root-denied',
  'denied-by-scp',
  'denied-by-rcp',
  'denied-by-endpoint-policy',
  'denied-by-task-policy',
  'denied-in-root-session',
  'account-not-found',
  'no-such-entity',
  'entity-exists',
  'entity-busy',
  'limit-exceeded',
  'root-session-expired',
  'region-disabled',
  'wrong-region',
  'no-such-bucket',
  'no-bucket-policy',
  'malformed-policy',
  'public-policy-blocked',
  'no-such-queue',
  'resource-of-another-account',
  'world-changed',
  'password-exists',
  'policy-changed',
  'mailbox-access-denied',
  'email-in-use',
  'wrong-code',
  'code-expired',
  'too-many-codes',
  // procedures, approvals and cases
  'procedure-not-ready',
  'preflight-failed',
  'nothing-to-do',
  'too-many-accounts',
  'plan-altered',
  'plan-expired',
  'wrong-phrase',
  'not-acknowledged',
  'not-consented',
  'caller-changed',
  'stopped-by-threshold',
  'in-doubt',
  'ticket-refused',
  'case-needed',
  'case-closed',
  'case-over',
  'case-still-open',
  'procedure-unfinished',
  'approval-needed',
  'approval-unreadable',
  'approval-own',
  'approval-used',
  'approval-expired',
  'approval-other-plan',
  'approval-untrusted',
  'approval-revoked',
  'approval-forged',
  'identity-missing',
  'identity-locked',
  'wrong-passphrase',
  'key-store-refused',
  'fingerprint-differs',
  'journal-broken',
  // reports and bundles
  'nothing-to-report',
  'report-in-progress',
  'printer-missing',
  'print-failed',
  'bundle-unreadable',
  'bundle-newer',
  'bundle-shown',
  'bundles-differ',
  // the way to AWS
  'throttled',
  'service-failure',
  'no-network',
  'timed-out',
  'connection-lost',
  'tls-failure',
  'malformed-answer',
  'not-aws',
  'egress-refused',
  'request-invalid',
  'wrong-endpoint',
  'aws-other',
  // this workstation
  'nothing-connected',
  'not-found',
  'run-in-progress',
  'no-active-run',
  'cancelled',
  'not-yet-observed',
  'invalid-input',
  'untrusted-sender',
  'data-folder-unwritable',
  'disk-full',
  'file-not-saved',
  'database-newer',
  'database-corrupt',
  'record-damaged',
  'database-in-use',
  'internal',
] as const

export const FailureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof FailureCode>

/** What went wrong, in the operator's words, and what to do about it. Never holds a secret. */
export const Failure = z.strictObject({
  code: FailureCode,
  /** One sentence: what happened and what it means. */
  message: z.string(),
  /** True where the same call may succeed later with nothing changed. */
  retryable: z.boolean(),
  /** One sentence: the way on. */
  remedy: z.string(),
  /** The error code on the wire, where AWS answered with one. */
  awsCode: z.string().optional(),
  /** The AWS request ID, where there was an answer: it finds the event in CloudTrail. */
  requestId: z.string().optional(),
  /** The log line with the stack, for `internal`. */
  logId: z.string().optional(),
})
export type Failure = z.infer<typeof Failure>
