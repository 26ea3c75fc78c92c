import { stillOpen } from '../../../shared/domain/cases.ts'
import { findingKinds, severityOf, type FindingKind } from '../../../shared/domain/findings.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { countedOf } from '../../../shared/format/count.ts'
import { openFinding, type AccountGroups } from './account-groups.ts'
import { html, joined, type Markup } from './markup.ts'
import { day, minute, written } from './phrases.ts'

/** Something to do, and the section that tells more. */
export type FirstStep = {
  readonly urgent: boolean
  readonly what: Markup
  readonly why: Markup
  readonly section: string
}

/** An exemption that ends within so many days is worth a word. */
const exemptionNoticeDays = 30
const dayMs = 86_400_000

/** What to do, the most pressing first: doors that stand open, then keys, then what is not known, then what runs out, then the rest. */
export function firstSteps(report: Report, groups: AccountGroups): FirstStep[] {
  const grave = findingKinds.filter((kind) => severityOf[kind] === 'critical')
  const lesser = findingKinds.filter((kind) => severityOf[kind] !== 'critical')
  return [
    ...openDoors(report),
    ...grave.flatMap((kind) => removal(groups, kind)),
    ...unknowns(report),
    ...switches(report),
    ...endingExemptions(report),
    ...lesser.flatMap((kind) => removal(groups, kind)),
  ]
}

function openDoors({ openCases, question: { at } }: Report): FirstStep[] {
  return openCases.flatMap((each) => {
    const open = stillOpen(each)
    const over = each.until <= at
    if (open.length === 0 && !over) return []
    const end = html`its time box ${over ? 'ended' : 'ends'} on ${minute(each.until)}`
    return [
      {
        urgent: over,
        what: html`Close case ${written(each.ticket)}`,
        why:
          open.length === 0
            ? html`No account is open in it, and ${end}.`
            : html`${countedOf(open.length, 'account')} ${open.length === 1 ? 'is' : 'are'} open for
              password recovery; ${end}.`,
        section: 'cases',
      },
    ]
  })
}

const removals = {
  'access-key': 'Delete root access keys',
  'password-without-mfa': 'Delete root passwords without MFA',
  password: 'Delete root passwords',
  'signing-certificate': 'Delete signing certificates of root users',
  'residual-mfa': 'Remove MFA devices that are left over',
} as const satisfies Record<FindingKind, string>

function removal(groups: AccountGroups, kind: FindingKind): FirstStep[] {
  const accounts = openFinding(groups, kind)
  if (accounts.length === 0) return []
  const named = accounts.slice(0, 3).map(({ name }) => written(name))
  const others = accounts.length - named.length
  return [
    {
      urgent: severityOf[kind] === 'critical',
      what: html`${removals[kind]} in ${countedOf(accounts.length, 'account')}`,
      why: html`${joined(named, ', ')}${others > 0 ? html` and ${countedOf(others, 'other')}` : null}.`,
      section: 'holding',
    },
  ]
}

function unknowns({ completeness, unknownReasons, caller, freshnessDays }: Report): FirstStep[] {
  const { observed, stale, unknown } = completeness
  if (observed === 0 && unknown + stale > 0 && caller === null) {
    return [
      {
        urgent: false,
        what: html`Run an audit`,
        why: html`No run has looked at this organization before the instant of this report.`,
        section: 'completeness',
      },
    ]
  }
  const reasons = unknownReasons.slice(0, 2).map(({ message, accounts }) => ({
    urgent: false,
    what: html`Look again at ${countedOf(accounts, 'unknown account')}`,
    why: html`${message}`,
    section: 'completeness',
  }))
  if (stale === 0) return reasons
  return [
    ...reasons,
    {
      urgent: false,
      what: html`Look again at ${countedOf(stale, 'stale account')}`,
      why: html`${stale === 1 ? 'It was' : 'They were'} last seen ${countedOf(freshnessDays, 'day')}
      ago or earlier.`,
      section: 'completeness',
    },
  ]
}

function switches({ organization: { features, trustedAccess } }: Report): FirstStep[] {
  if (features?.includes('RootCredentialsManagement') !== false && trustedAccess !== false) {
    return []
  }
  return [
    {
      urgent: false,
      what:
        trustedAccess === false
          ? html`Turn on trusted access for IAM`
          : html`Turn on root credentials management`,
      why: html`Without it no root credentials can be looked at or deleted centrally.`,
      section: 'organization',
    },
  ]
}

function endingExemptions({ exemptions, question: { at } }: Report): FirstStep[] {
  const soon = new Date(Date.parse(at) + exemptionNoticeDays * dayMs).toISOString()
  const ending = exemptions.filter(({ state, expiresAt }) => state === 'valid' && expiresAt <= soon)
  const [first] = ending
  if (!first) return []
  return [
    {
      urgent: false,
      what: html`Decide on ${countedOf(ending.length, 'exemption')} that
      ${ending.length === 1 ? 'ends' : 'end'} within ${countedOf(exemptionNoticeDays, 'day')}`,
      why: html`The first, of ${written(first.accountName)}, ends on ${day(first.expiresAt)}.`,
      section: 'exemptions',
    },
  ]
}

/** As many steps as the first page holds. */
export const stepsOnCover = 5

/** The steps as a list, each with a link to the section that tells more. */
export function stepList(steps: readonly FirstStep[]): Markup {
  return html`<ol class="steps">
    ${steps.map(
      ({ what, why, section, urgent }) =>
        html`<li>
          <a href="#${section}" ${urgent ? html` class="urgent"` : null}>${what}</a
          ><span class="why">${why}</span>
        </li>`,
    )}
  </ol>`
}
