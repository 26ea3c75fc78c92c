import type { AccountId } from '../../shared/domain/accounts.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { isAsWanted, type OrganizationSwitch } from '../../shared/domain/procedures.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { AwsAccess } from '../aws/aws-access.ts'
import { check } from './preflight-checks.ts'
import type { ProcedureWork, RequestOf, TargetContext, TargetResult } from './procedure-work.ts'
import { isOn, obstacleTo, switchEffects, type Switchboard } from './switch-states.ts'
import { failedTarget, resultOf } from './target-outcomes.ts'

/** Organizations and IAM may show the old state for a while (fact sheet 0.8), milliseconds between reads. */
const readBackWaits = [1_000, 2_000, 4_000, 8_000] as const

/** Turns one switch of the organization with the operator's own credentials. */
export const switchOrganization: ProcedureWork<'switch-organization'> = {
  async preflight(request, { access, introduction, store }) {
    const board = await readSwitchboard(access)
    const obstacle = obstacleTo(board, request.switch, request.on, introduction.caller)
    const checks = [
      check(
        'order',
        'Prerequisites and permission',
        obstacle === null,
        obstacle ?? `${introduction.caller.arn} may do this, and nothing stands in the way.`,
        'Do first what the sentence names, or connect as a role that may.',
      ),
    ]
    if (request.switch !== 'delegated-administrator') return checks
    const known =
      request.accountId === null
        ? null
        : store.inventory.stateOf(introduction.organization.id, request.accountId)
    const fits = known !== null && !known.isManagement && known.state === 'ACTIVE'
    return [
      ...checks,
      check(
        'account',
        'The account',
        request.accountId !== null && (fits || !request.on),
        fits
          ? `${request.accountId} is an active member account.`
          : `${request.accountId ?? 'No account'} is not an active member account, as far as the last listing says.`,
        'Choose an active member account; the management account cannot be a delegated administrator.',
      ),
    ]
  },

  async draw(request, { access, introduction, store, clock }) {
    const board = await readSwitchboard(access)
    const from = isOn(board, request.switch, request.accountId)
    if (from === null) return fail(unreadable(board, request.switch))
    if (from === request.on) return fail(failureOf('nothing-to-do'))
    const { managementAccountId, id } = introduction.organization
    const effects = [...switchEffects[request.switch][request.on ? 'on' : 'off']]
    const name = nameOfSwitch(request)
    return succeed({
      title: name,
      phrase: request.accountId ?? id,
      leftOut: [],
      targets: [
        {
          accountId: managementAccountId,
          accountName:
            store.accountTable.get(id, managementAccountId)?.account.name ?? managementAccountId,
          task: null,
          seenAt: clock.instant(),
          wayBack: null,
          items: [
            {
              id: `switch/${request.switch}`,
              call: callOf(request.switch, request.on),
              arguments: argumentsOf(request),
              thing: {
                kind: 'organization-switch',
                switch: request.switch,
                accountId: request.accountId,
                from,
                to: request.on,
                effects,
              },
              acknowledge: request.on ? null : effects.join(' '),
            },
          ],
        },
      ],
    })
  },

  work: turn,
}

async function turn(context: TargetContext): Promise<TargetResult> {
  const { target, access, clock } = context
  const [item] = target.items
  if (item?.thing.kind !== 'organization-switch') return failedTarget(failureOf('plan-altered'))
  const { thing } = item
  const now = isOn(await readSwitchboard(access), thing.switch, thing.accountId)
  if (context.isInDoubt(item.id) && now !== null) {
    await context.settle(
      item.id,
      now === thing.to ? 'done' : 'not-done',
      now === thing.to ? 'Read back: it is as wanted.' : 'Read back: it is as it was.',
    )
  }
  if (!isAsWanted(context.outcomeOf(item.id).state)) {
    if (now === null) return failedTarget(unreadable(await readSwitchboard(access), thing.switch))
    if (now === thing.to) {
      context.note(item.id, { state: 'already-so', note: 'It was as wanted already.' })
    } else {
      const done = await context.perform(item, () =>
        send(access, thing.switch, thing.to, thing.accountId),
      )
      if (done.kind === 'withheld') {
        return {
          state: 'pending',
          note: 'Rehearsed: one call would be made.',
          failure: null,
          verifiedAt: null,
        }
      }
      if (done.kind === 'failed') return resultOf([done.outcome], null)
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    const after = isOn(await readSwitchboard(access), thing.switch, thing.accountId)
    if (after === thing.to) {
      await context.settle(item.id, 'done', 'Read back: it is as wanted.')
      return resultOf([context.outcomeOf(item.id)], clock.instant())
    }
    const waitMs = readBackWaits[attempt]
    if (waitMs === undefined || context.signal.aborted) {
      if (after !== null && !context.signal.aborted) {
        await context.settle(item.id, 'not-done', 'Read back: it is as it was.')
      }
      return {
        ...resultOf([context.outcomeOf(item.id)], null),
        note: 'AWS does not show it yet. Verify again in a while.',
      }
    }
    await context.sleep(waitMs)
  }
}

/** Reads all switches. What this caller may not read is null and says why. */
export async function readSwitchboard({ organization }: AwsAccess): Promise<Switchboard> {
  const [trusted, features, delegates] = await Promise.all([
    organization.trustedAccess(),
    organization.features(),
    organization.delegatedAdministrators(),
  ])
  // With trusted access off, IAM does not say which features are on; none has any effect then.
  const featuresOff = !features.ok && features.error.code === 'trusted-access-off'
  return {
    trustedAccess: trusted.ok ? trusted.value : null,
    features: features.ok ? features.value : featuresOff ? [] : null,
    delegates: delegates.ok ? delegates.value : null,
    unread: {
      ...(trusted.ok ? {} : { 'trusted-access': trusted.error.message }),
      ...(features.ok || featuresOff
        ? {}
        : {
            RootCredentialsManagement: features.error.message,
            RootSessions: features.error.message,
          }),
      ...(delegates.ok ? {} : { 'delegated-administrator': delegates.error.message }),
    },
  }
}

function unreadable({ unread }: Switchboard, what: OrganizationSwitch): Failure {
  return failureOf('caller-not-permitted', {
    message: `It could not be read whether it is on: ${unread[what] ?? 'AWS did not say.'}`,
  })
}

function send(
  { switches }: AwsAccess,
  what: OrganizationSwitch,
  on: boolean,
  accountId: AccountId | null,
): Promise<Outcome<{ readonly requestId: string | null }>> {
  switch (what) {
    case 'trusted-access':
      return on ? switches.enableTrustedAccess() : switches.disableTrustedAccess()
    case 'RootCredentialsManagement':
    case 'RootSessions':
      return on ? switches.enableFeature(what) : switches.disableFeature(what)
    case 'delegated-administrator':
      if (accountId === null) return Promise.resolve(fail(failureOf('plan-altered')))
      return on
        ? switches.registerDelegatedAdministrator(accountId)
        : switches.deregisterDelegatedAdministrator(accountId)
  }
}

function callOf(what: OrganizationSwitch, on: boolean): string {
  switch (what) {
    case 'trusted-access':
      return `organizations:${on ? 'Enable' : 'Disable'}AWSServiceAccess`
    case 'delegated-administrator':
      return `organizations:${on ? 'Register' : 'Deregister'}DelegatedAdministrator`
    case 'RootCredentialsManagement':
      return `iam:${on ? 'Enable' : 'Disable'}OrganizationsRootCredentialsManagement`
    case 'RootSessions':
      return `iam:${on ? 'Enable' : 'Disable'}OrganizationsRootSessions`
  }
}

function argumentsOf(request: RequestOf<'switch-organization'>): Record<string, string> {
  if (request.switch === 'trusted-access') return { ServicePrincipal: 'iam.amazonaws.com' }
  if (request.switch === 'delegated-administrator') {
    return { AccountId: request.accountId ?? '', ServicePrincipal: 'iam.amazonaws.com' }
  }
  return {}
}

function nameOfSwitch(request: RequestOf<'switch-organization'>): string {
  const name = {
    'trusted-access': 'trusted access for IAM',
    RootCredentialsManagement: 'root credentials management',
    RootSessions: 'privileged root actions',
    'delegated-administrator': '',
  }[request.switch]
  if (request.switch === 'delegated-administrator') {
    return request.on
      ? `Register ${request.accountId} as delegated administrator for IAM`
      : `Deregister ${request.accountId} as delegated administrator for IAM`
  }
  return `Turn ${name} ${request.on ? 'on' : 'off'}`
}
