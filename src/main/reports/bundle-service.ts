import { createHash, randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { rm } from 'node:fs/promises'
import type { OrganizationId } from '../../shared/domain/accounts.ts'
import type { BundleManifest } from '../../shared/domain/bundles.ts'
import type { Evidence } from '../../shared/domain/evidence.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Checkpoint } from '../../shared/domain/journal.ts'
import type { WrittenFile } from '../../shared/domain/report-jobs.ts'
import type { ReportQuestion } from '../../shared/domain/reports.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../database/store.ts'
import type { Journal } from '../journal/journal.ts'
import type { IdentityService } from '../operators/identity-service.ts'
import type { ShellServices } from '../shell-services.ts'
import { bundleQuestion } from './bundle-question.ts'
import { writeBundle } from './bundle/bundle-writer.ts'
import { manifestText } from './bundle/manifest.ts'
import { redactedQuestion, redactionSteps } from './bundle/redaction.ts'
import { redactionKey } from './bundle/redaction-key.ts'
import { openEvidence } from './evidence/evidence-reader.ts'
import { paced } from './pace.ts'
import type { Printer } from './printer.ts'
import { stemOf } from './report-files.ts'
import { reportSteps } from './model/report-model.ts'
import { answerable, type ReportOrder } from './report-service.ts'
import type { ReportWork, Work } from './report-work.ts'

export type BundleServiceDeps = {
  readonly store: Pick<Store, 'ledger' | 'settings' | 'transaction'>
  readonly dataFolder: string
  /** The version of this program. */
  readonly version: string
  readonly clock: Clock
  readonly shell: Pick<ShellServices, 'chooseSavePath' | 'consent'>
  readonly printer: () => Printer | null
  readonly work: ReportWork
  readonly identity: Pick<IdentityService, 'requireSigner'>
  readonly journal: Pick<Journal, 'write'>
  /** Signs the journal as it stands. Errors: `identity-missing`, `identity-locked`, `journal-broken`. */
  readonly checkpoint: () => Outcome<Checkpoint>
  /** The same where it is possible, after something ended. */
  readonly checkpointIfPossible: () => void
  /** Keeps what was written in the list. */
  readonly remember: (files: WrittenFile[]) => WrittenFile[]
  /** The organization that reports are about; null where the cache has none. */
  readonly organizationId: () => OrganizationId | null
}

export type BundleOrder = ReportOrder & {
  /** Whether names, mails and IDs become pseudonyms. */
  readonly redact: boolean
}

/**
 * Evidence bundles, signed in the name of the operator.
 *
 * SECURITY: nothing is signed by page code alone: the place is named and the signature is agreed to in dialogs of the shell (ADR 10).
 */
export function createBundleService(deps: BundleServiceDeps) {
  const { store, dataFolder, version, clock, shell, printer, work, identity, journal } = deps

  /** The evidence and the question as the bundle has them, from one snapshot, and the same numbers for the person who is asked. */
  async function prepared(
    evidence: Evidence,
    question: ReportQuestion,
    redact: boolean,
    { signal, stage }: Work,
  ) {
    if (!redact) return succeed({ evidence, question })
    const key = redactionKey(store)
    const hidden = redactedQuestion(question, key)
    if (!hidden.ok) return hidden
    const onProgress = stage('Redacting accounts', null)
    return succeed({
      evidence: await paced(redactionSteps(evidence, key), { onProgress, signal }),
      question: hidden.value,
    })
  }

  async function signed(
    order: BundleOrder & { readonly path: string; readonly organizationId: OrganizationId },
    question: ReportQuestion,
    doing: Work,
  ): Promise<Outcome<WrittenFile>> {
    const { path, redact, formats, paper, organizationId } = order
    // One turn: what the checkpoint covers is what the snapshot holds.
    const covered = deps.checkpoint()
    if (!covered.ok) return covered
    store.ledger.flush()
    const opened = openEvidence(dataFolder, organizationId)
    if (!opened.ok) return opened
    try {
      const ready = await prepared(opened.value.evidence, question, redact, doing)
      if (!ready.ok) return ready
      const { evidence, question: asked } = ready.value
      const { signal } = doing
      const report = await paced(
        reportSteps(evidence, asked, { toolVersion: version, redacted: redact }),
        { onProgress: doing.stage('Judging accounts', null), signal },
      )
      const agreed = await shell.consent(bundleQuestion(report, organizationId, basename(path)))
      signal.throwIfAborted()
      if (!agreed) return fail(failureOf('not-consented'))
      // Meanwhile the identity may have been locked, or another one made.
      const signer = identity.requireSigner()
      if (!signer.ok) return signer
      const print = printer()
      const { bytes, sha256, manifest } = await writeBundle({
        path,
        evidence,
        question: asked,
        toolVersion: version,
        redacted: redact,
        formats,
        pdf: print && ((html) => print(html, paper, signal)),
        signer: signer.value,
        clock,
        onProgress: ({ stage, done, total }) => void doing.stage(stage, total, done),
        signal,
      })
      await journaled(organizationId, path, question, manifest)
      const file: WrittenFile = {
        id: randomUUID(),
        organizationId,
        at: clock.instant(),
        kind: 'bundle',
        path,
        bytes,
        sha256,
        question,
        redacted: redact,
        scheduled: false,
      }
      deps.remember([file])
      return succeed(file)
    } finally {
      opened.value.close()
    }
  }

  /** A bundle that the journal does not know of was never signed: where it cannot be written down, it is taken away. */
  async function journaled(
    organizationId: OrganizationId,
    path: string,
    question: ReportQuestion,
    manifest: BundleManifest,
  ): Promise<void> {
    try {
      journal.write([
        {
          kind: 'bundle-signed',
          organizationId,
          accountId: null,
          procedureId: null,
          caseId: null,
          actor: manifest.signer.name,
          detail: {
            name: basename(path),
            manifest: createHash('sha256').update(manifestText(manifest)).digest('hex'),
            at: question.at,
            redacted: manifest.redacted,
            fingerprint: manifest.signer.fingerprint,
          },
        },
      ])
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    deps.checkpointIfPossible()
  }

  return {
    /**
     * Writes a signed bundle where the operator says; null where they name no place.
     *
     * Errors: `nothing-to-report`, `invalid-input`, `printer-missing`, `identity-missing`, `identity-locked`, `journal-broken`, `not-consented`,
     * `report-in-progress`, `cancelled`. Rejects with `FileNotSaved` and `NotPrinted`.
     */
    write: (order: BundleOrder) =>
      work.alone(async (doing): Promise<Outcome<WrittenFile | null>> => {
        const organizationId = deps.organizationId()
        if (organizationId === null) return fail(failureOf('nothing-to-report'))
        const question = answerable(order, printer(), clock)
        if (!question.ok) return question
        const signer = identity.requireSigner()
        if (!signer.ok) return signer
        const path = await shell.chooseSavePath(proposedName(order, organizationId, question.value))
        if (path === null) return succeed(null)
        doing.signal.throwIfAborted()
        return await signed({ ...order, path, organizationId }, question.value, doing)
      }),
  }
}

/** What is redacted does not carry the organization in the name of its file either. */
function proposedName(
  { redact }: Pick<BundleOrder, 'redact'>,
  organizationId: OrganizationId,
  { at }: ReportQuestion,
): string {
  const stem = stemOf(organizationId, at)
  return `${redact ? stem.replace(organizationId, 'redacted') : stem}-evidence.zip`
}
