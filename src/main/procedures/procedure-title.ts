import type { ProcedureRequest } from '../../shared/domain/procedures.ts'

/** What a procedure is called until there is a plan. */
export function titleBefore(request: ProcedureRequest): string {
  switch (request.kind) {
    case 'audit-root-credentials':
      return `Audit root credentials of ${request.accountId}`
    case 'delete-root-credentials':
      return request.scope.kind === 'accounts' && request.scope.accountIds.length === 1
        ? `Delete root credentials of ${request.scope.accountIds[0]}`
        : 'Delete root credentials'
    case 'allow-password-recovery':
      return `Allow password recovery for ${request.accountId}`
    case 'change-root-mailbox':
      return `Change the root mailbox of ${request.accountId}`
    case 'unlock-bucket-policy':
      return `Unlock the bucket ${request.bucket}`
    case 'unlock-queue-policy':
      return `Unlock the queue ${request.queueUrl.split('/').at(-1) ?? ''}`
    case 'switch-organization':
      return 'Turn a switch of the organization'
  }
}
