import { isOver, type Procedure, type ProcedureRequest } from '../src/shared/domain/procedures.ts'
import { required } from '../src/main/testing/trial.ts'
import type { Workstation } from '../src/main/workstation.ts'
import type { Chooser } from './chooser.ts'
import type { World } from './world.ts'

/** How often a procedure that stops by itself is taken up again before it is given up. */
const attemptsMost = 6

/** Plays the operator: takes procedures up where they stand and brings them to an end, by the calls that the window has. */
export function createDriver(workstation: Workstation, world: World, choose: Chooser) {
  const { procedures, cases, finished } = workstation.acts

  /** Brings one procedure to its end. */
  async function drive(id: string): Promise<Procedure> {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await finished(id)
      const procedure = required(procedures.get(id))
      if (isOver(procedure.state)) return procedure
      await advance(procedure, attempt)
    }
    throw new Error(`${id} does not come to an end`)
  }

  async function advance(procedure: Procedure, attempt: number): Promise<void> {
    const { id, step, state } = procedure
    if (state === 'waiting' && step === 'confirm') {
      if (attempt === 0 && choose.chance(0.2)) {
        procedures.rehearse(id, procedure.digest ?? '')
        return
      }
      const confirmed = await confirm(procedure)
      if (!confirmed.ok) procedures.replan(id)
      else if (choose.chance(0.15)) procedures.pause(id)
      return
    }
    if (state === 'waiting' && step === 'execute') return await giveCode(procedure)
    if (attempt >= attemptsMost) {
      if (!procedures.cancel(id).ok) procedures.verify(id)
      return
    }
    const resumed = procedures.resume(id)
    if (!resumed.ok && !procedures.replan(id).ok) procedures.verify(id)
  }

  function confirm(procedure: Procedure) {
    const plan = required(procedures.plan(procedure.id))
    return procedures.confirm({
      procedureId: procedure.id,
      digest: procedure.digest ?? '',
      typed: procedure.phrase ?? '',
      acknowledged: plan?.acknowledgements.map(({ itemId }) => itemId) ?? [],
    })
  }

  async function giveCode({ id, request }: Procedure): Promise<void> {
    if (request.kind !== 'change-root-mailbox') throw new Error(`${request.kind} asks for a code`)
    const code = await world.codeFor(request.newEmail)
    if (code === null) procedures.resume(id)
    else procedures.provideCode(id, code)
  }

  async function run(request: ProcedureRequest): Promise<Procedure> {
    return await drive(required(procedures.begin(request)).id)
  }

  /** Takes up everything that an earlier process left, cases included. */
  async function takeUp(): Promise<void> {
    const organizationId = workstation.session.organizationId()
    if (!organizationId) throw new Error('not connected')
    const { procedures: listed } = required(
      procedures.list(organizationId, { caseId: null, offset: 0, limit: 500 }),
    )
    for (const { id, state } of listed) if (!isOver(state)) await drive(id)
    for (const one of required(cases.list())) if (one.state === 'open') await closeCase(one.id)
  }

  /** Closes again what a case has opened, then the case. */
  async function closeCase(caseId: string): Promise<void> {
    const open = required(cases.get({ caseId })).case.reopened.filter(
      ({ closedAt }) => closedAt === null,
    )
    for (const { accountId } of open) {
      await run({
        kind: 'delete-root-credentials',
        scope: { kind: 'accounts', accountIds: [accountId] },
        credentials: ['access-key', 'signing-certificate', 'password', 'mfa-device'],
        caseId,
        ticket: null,
        reason: 'close again',
      })
    }
    cases.close({ caseId, outcome: 'the drill is over and was closed again' })
  }

  async function turn(on: boolean): Promise<void> {
    await run({
      kind: 'switch-organization',
      switch: 'RootSessions',
      on,
      accountId: null,
      caseId: null,
      ticket: 'DRILL-1',
      reason: 'a drill of crashes',
    })
  }

  /** Buckets and queues need it; a switch before may have left it off. */
  async function turnOn(): Promise<void> {
    if (!(await world.features()).includes('RootSessions')) await turn(true)
  }

  /** Begins something at random, and brings it to its end. */
  async function something(): Promise<void> {
    const about = { caseId: null, ticket: 'DRILL-1', reason: 'a drill of crashes' }
    switch (
      choose.one([
        'delete',
        'delete',
        'recovery',
        'mailbox',
        'bucket',
        'queue',
        'switch',
        'audit',
      ] as const)
    ) {
      case 'delete': {
        const accountIds = await world.furnish(choose.between(1, 7))
        await run({
          kind: 'delete-root-credentials',
          scope: { kind: 'accounts', accountIds },
          credentials: ['access-key', 'signing-certificate', 'password', 'mfa-device'],
          ...about,
        })
        return
      }
      case 'recovery': {
        const accountId = await world.empty()
        const opened = required(
          cases.open({
            scenario: 'exercise',
            reason: 'a drill of crashes',
            ticket: 'DRILL-1',
            minutes: 60,
          }),
        )
        await run({
          kind: 'allow-password-recovery',
          accountId,
          mailboxOwner: 'the drill',
          caseId: opened.id,
          ticket: null,
          reason: 'a drill of crashes',
        })
        await closeCase(opened.id)
        return
      }
      case 'mailbox': {
        const accountId = await world.empty()
        const opened = required(
          cases.open({
            scenario: 'lost-mailbox',
            reason: 'a drill of crashes',
            ticket: 'DRILL-1',
            minutes: 60,
          }),
        )
        await run({
          kind: 'change-root-mailbox',
          accountId,
          newEmail: world.freshAddress(),
          caseId: opened.id,
          ticket: null,
          reason: 'a drill of crashes',
        })
        await closeCase(opened.id)
        return
      }
      case 'bucket': {
        const { accountId, bucket, region } = await world.lockedBucket()
        await turnOn()
        const read = await workstation.acts.resources.bucketPolicy({ accountId, bucket, region })
        if (!read.ok) return
        await run({
          kind: 'unlock-bucket-policy',
          accountId,
          bucket,
          region,
          seenSha256: read.value.policy?.sha256 ?? null,
          change: choose.chance(0.5)
            ? { kind: 'delete' }
            : { kind: 'put', by: 'edit', policy: world.openPolicy(`arn:aws:s3:::${bucket}`, 's3') },
          ...about,
        })
        return
      }
      case 'queue': {
        const { accountId, queueUrl, region, arn } = await world.lockedQueue()
        await turnOn()
        const read = await workstation.acts.resources.queuePolicy({ accountId, queueUrl, region })
        if (!read.ok) return
        await run({
          kind: 'unlock-queue-policy',
          accountId,
          queueUrl,
          region,
          seenSha256: read.value.policy?.sha256 ?? null,
          change: choose.chance(0.5)
            ? { kind: 'delete' }
            : { kind: 'put', by: 'edit', policy: world.openPolicy(arn, 'sqs') },
          ...about,
        })
        return
      }
      case 'switch':
        await turn(!(await world.features()).includes('RootSessions'))
        return
      case 'audit':
        await run({ kind: 'audit-root-credentials', accountId: await world.empty(), ...about })
    }
  }

  return { takeUp, something }
}
