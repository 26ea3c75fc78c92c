import { completenessOf, describeCompleteness } from '../shared/domain/posture.ts'
import type { Command } from './arguments.ts'
import { cachedOrganization } from './accounts.ts'
import { writeData } from './output.ts'
import { complain } from './complaint.ts'
import { openWorkstation } from './workstation.ts'

/** `rootkeep status`: which organization the cache knows, how complete, how old. */
export const statusCommand: Command = async (options) => {
  const opened = openWorkstation(options)
  if (!opened.ok) {
    complain(opened.error)
    return 1
  }
  const workstation = opened.value
  try {
    const organizationId = await cachedOrganization(workstation, options)
    if (organizationId === null) return 1
    const { store } = workstation
    const postures = store.accountTable.postureCounts(organizationId)
    const completeness = completenessOf(postures)
    const last = store.runs.completed(organizationId, 1)[0] ?? null
    const status = {
      organizationId,
      dataFolder: workstation.dataFolder,
      completeness,
      postures,
      findings: store.accountTable.findingCounts(organizationId),
      lastAuditAt: last?.endedAt ?? null,
      unfinishedRun: store.runs.unfinished(organizationId)?.id ?? null,
    }
    const text =
      options.format === 'json'
        ? `${JSON.stringify(status, null, 2)}\n`
        : [
            `Organization   ${organizationId}`,
            `Completeness   ${describeCompleteness(completeness)}`,
            `Postures       ${Object.entries(postures)
              .map(([name, count]) => `${count} ${name}`)
              .join(', ')}`,
            `Last audit     ${status.lastAuditAt ?? 'never completed'}`,
            `Data folder    ${status.dataFolder}`,
            '',
          ].join('\n')
    if (!(await writeData(text, options.out))) return 1
    return completeness.unknown + completeness.stale > 0 ? 2 : 0
  } finally {
    await workstation.close()
  }
}
