import type { RootkeepContract } from '../shared/ipc/contract.ts'
import type { Handlers } from '../shared/ipc/derived.ts'
import { fail, succeed } from '../shared/ipc/result.ts'
import type { OrganizationId } from '../shared/domain/accounts.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { RecordServices } from './record-services.ts'
import type { ShellServices } from './shell-services.ts'

type RecordHandlers = Pick<
  Handlers<RootkeepContract>,
  'procedures' | 'resources' | 'cases' | 'identity' | 'approvals' | 'journal' | 'files'
>

/** The calls of the contract that act or remember. */
export function recordHandlers(
  acts: RecordServices,
  organizationId: () => OrganizationId | null,
  shell: ShellServices,
): RecordHandlers {
  const { procedures, resources, cases, identity, operators, approvals, journals } = acts
  return {
    procedures: {
      list(input) {
        const id = organizationId()
        return id === null ? fail(failureOf('nothing-connected')) : procedures.list(id, input)
      },
      get: ({ procedureId }) => procedures.get(procedureId),
      plan: ({ procedureId }) => procedures.plan(procedureId),
      targets: ({ procedureId, only, offset, limit }) =>
        procedures.targets(procedureId, only, offset, limit),
      begin: procedures.begin,
      replan: ({ procedureId }) => procedures.replan(procedureId),
      rehearse: ({ procedureId, digest }) => procedures.rehearse(procedureId, digest),
      confirm: procedures.confirm,
      provideCode: ({ procedureId, code }) => procedures.provideCode(procedureId, code),
      pause: ({ procedureId }) => procedures.pause(procedureId),
      resume: ({ procedureId }) => procedures.resume(procedureId),
      cancel: ({ procedureId }) => procedures.cancel(procedureId),
      verify: ({ procedureId }) => procedures.verify(procedureId),
      planText: ({ procedureId }) => procedures.planText(procedureId),
      report: ({ procedureId }) => procedures.report(procedureId),
      courtesyNote: ({ procedureId }) => procedures.courtesyNote(procedureId),
    },
    resources,
    cases,
    identity: {
      get: identity.get,
      create: identity.create,
      unlock: identity.unlock,
      lock: identity.lock,
      card: identity.card,
      operators: operators.operators,
      readCard: operators.readCard,
      trust: operators.trust,
      revoke: operators.revoke,
    },
    approvals: {
      request: approvals.request,
      read: approvals.read,
      approve: approvals.approve,
      accept(input) {
        const accepted = approvals.accept(input)
        if (accepted.ok) procedures.approved(accepted.value)
        return accepted
      },
    },
    journal: journals,
    files: {
      save: async (file) => succeed({ path: await shell.saveText(file) }),
    },
  }
}
