import type { OrganizationId } from '../../shared/domain/accounts.ts'
import { describeCompleteness } from '../../shared/domain/posture.ts'
import type { Report } from '../../shared/domain/reports.ts'
import { utc } from '../../shared/domain/utc.ts'
import { plainLine } from '../plain-line.ts'
import type { ConsentQuestion } from '../shell-services.ts'

/**
 * What the person at the screen is asked before a bundle is signed in their name: whose, as of when, what it says, and whether it names anybody.
 *
 * @param organizationId the real one: a redacted report has only a pseudonym for it.
 */
export function bundleQuestion(
  { question, completeness, scope, holding, redacted }: Report,
  organizationId: OrganizationId,
  fileName: string,
): ConsentQuestion {
  return {
    title: 'Sign an evidence bundle in your name?',
    detail: [
      `Organization: ${organizationId}`,
      `As of: ${utc(question.at)}${question.since === null ? '' : `, with what happened since ${utc(question.since)}`}`,
      scope.whole
        ? `Accounts: all ${scope.members} of the organization`
        : `Accounts: ${scope.accounts} of ${scope.members} in the reports, all of them in the evidence`,
      `What it says: ${describeCompleteness(completeness)}; ${holding} hold root credentials`,
      redacted
        ? 'Names, mails and IDs become pseudonyms'
        : 'Names, mails and IDs of accounts are in it',
      `File: ${plainLine(fileName)}`,
    ].join('\n'),
    agree: 'Sign and write',
  }
}
