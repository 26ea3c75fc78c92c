import { resolve } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import type { OrganizationId } from '../shared/domain/accounts.ts'
import { failureOf } from '../shared/domain/failure-catalogue.ts'
import type { WrittenFile } from '../shared/domain/report-jobs.ts'
import type { Report, ReportFormat, ReportQuestion } from '../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../shared/ipc/result.ts'
import { systemClock } from '../main/clock.ts'
import { createBundleService } from '../main/reports/bundle-service.ts'
import type { ReportWork } from '../main/reports/report-work.ts'
import type { Workstation } from '../main/workstation.ts'
import type { Command, Options } from './arguments.ts'
import { offlineWork } from './offline-work.ts'
import { readPassphrase } from './passphrase.ts'
import { commandPrinter, drawReport, tellCompleteness } from './report.ts'
import { complain } from './complaint.ts'
import { openWorkstation } from './workstation.ts'

const usualFormats: readonly ReportFormat[] = ['html', 'csv', 'json', 'ocsf', 'md']

/**
 * `rootkeep bundle`: an evidence bundle, signed with the operator's identity of this data folder. Exit codes: 0 written, 2 written and some accounts are
 * unknown or stale, 1 not written.
 */
export const bundleCommand: Command = async (options) => {
  const { out } = options
  if (out === null) {
    process.stderr.write('bundle needs --out: the file to write.\n')
    return 1
  }
  const done = await offlineWork(async (work) => {
    const drawn = await work.alone((doing) => drawReport(options, doing))
    if (!drawn.ok) return drawn
    const written = await signedBundle(work, options, resolve(out), drawn.value)
    return written.ok ? succeed({ ...drawn.value, written: written.value }) : written
  })
  if (!done.ok) {
    complain(done.error)
    return 1
  }
  const { report, written } = done.value
  process.stdout.write(`${written.sha256}  ${written.path}\n`)
  return tellCompleteness(report)
}

/** Opens the data folder for writing: what was signed stands in its journal, and in the list of what was written. No session is opened. */
async function signedBundle(
  work: ReportWork,
  options: Options,
  path: string,
  drawn: { readonly report: Report; readonly question: ReportQuestion },
): Promise<Outcome<WrittenFile>> {
  const opened = openWorkstation(options)
  if (!opened.ok) return opened
  const workstation = opened.value
  try {
    const unlocked = await unlock(workstation, options.passphraseFile)
    if (!unlocked.ok) return unlocked
    const { redact, reportFormats, paper } = options
    const formats = reportFormats.length === 0 ? usualFormats : reportFormats
    const printer = formats.includes('pdf') ? await commandPrinter() : null
    const service = serviceOf(workstation, work, {
      path,
      printer,
      organizationId: drawn.report.organization.id,
    })
    const written = await service.write({ question: drawn.question, formats, paper, redact })
    if (!written.ok) return written
    if (!written.value) throw new Error('a place was named, so something was written there')
    return succeed(written.value)
  } finally {
    await workstation.close()
  }
}

type Place = {
  readonly path: string
  readonly printer: Awaited<ReturnType<typeof commandPrinter>>
  readonly organizationId: OrganizationId
}

/** SECURITY: who named the file and gave the passphrase on this command line agreed to the signature with that. */
function serviceOf(
  { store, acts, dataFolder }: Workstation,
  work: ReportWork,
  { path, printer, organizationId }: Place,
) {
  return createBundleService({
    store,
    dataFolder,
    version: packageJson.version,
    clock: systemClock,
    shell: { chooseSavePath: async () => path, consent: async () => true },
    printer: () => printer,
    work,
    identity: acts.identity,
    journal: acts.journal,
    checkpoint: acts.journals.checkpoint,
    checkpointIfPossible: acts.journals.checkpointIfPossible,
    remember(files) {
      store.writtenFiles.add(files)
      return files
    },
    organizationId: () => organizationId,
  })
}

/** Errors: `identity-missing`, `key-store-refused`, `wrong-passphrase`, `invalid-input` where no passphrase was given. */
async function unlock({ acts }: Workstation, file: string | null): Promise<Outcome<null>> {
  const identity = acts.identity.get()
  if (!identity.ok) return identity
  switch (identity.value.protection) {
    case null:
      return fail(failureOf('identity-missing'))
    case 'os': {
      const message =
        'The signing key is kept by the key store of the system, which the window alone reaches. Write the bundle there.'
      return fail(failureOf('key-store-refused', { message }))
    }
    case 'passphrase': {
      const passphrase = await readPassphrase(file)
      if (!passphrase.ok) return passphrase
      const unlocked = await acts.identity.unlock({ passphrase: passphrase.value })
      return unlocked.ok ? succeed(null) : unlocked
    }
  }
}
