import type { Instant } from '../../shared/domain/accounts.ts'
import {
  bundleChecks,
  type BundleComparison,
  type BundleVerification,
  type ViewedBundle,
} from '../../shared/domain/bundles.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { DataTopic } from '../../shared/ipc/contract.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import { isStorageError } from '../database/database.ts'
import type { Log } from '../log.ts'
import type { KnownKey } from '../operators/known-keys.ts'
import type { Pushes } from '../pushes.ts'
import { readHandlers, type ReadHandlers } from '../read-handlers.ts'
import { BundleRefused, refusalsAsData } from '../reports/bundle/bundle-refused.ts'
import { openBundle, type OpenBundle } from '../reports/bundle/bundle-reader.ts'
import { compareBundles } from '../reports/bundle/comparison.ts'
import { verifyOpenBundle } from '../reports/bundle/verification.ts'
import type { ShellServices } from '../shell-services.ts'
import { openEvidenceDatabase, type EvidenceDatabase } from './evidence-database.ts'

export type BundleViewerDeps = {
  readonly shell: Pick<ShellServices, 'chooseFile'>
  readonly clock: Clock
  readonly pushes: Pick<Pushes, 'send' | 'changed' | 'revision'>
  readonly log: Pick<Log, 'problem'>
  /** The version of this program. */
  readonly version: string
  /** The keys that this workstation vouches for. */
  readonly knownKeys: () => KnownKey[]
  /** The secret of its pseudonyms; null where it has redacted nothing yet. */
  readonly redactionKey: () => Uint8Array | null
}

/** The bundle that is shown. */
export type View = {
  /** What reads a connection's cache otherwise. */
  readonly reads: ReadHandlers
  readonly freshnessDays: number
}

export type BundleViewer = ReturnType<typeof createBundleViewer>

type Shown = View & {
  bundle: ViewedBundle
  readonly opened: OpenBundle
  readonly database: EvidenceDatabase
  readonly closing: AbortController
}

/** What is read again when a bundle takes the place of the connection, and when it goes. */
const everything: readonly DataTopic[] = [
  'accounts',
  'runs',
  'units',
  'exemptions',
  'filters',
  'settings',
  'attestations',
  'procedures',
  'cases',
  'journal',
  'reports',
]

/**
 * Shows an evidence bundle instead of a connection, from memory alone: with no network, no credentials and an empty data folder.
 *
 * A bundle whose signature or files do not fit is not shown. Whether its reports say what its evidence says takes longer; it is checked while the
 * bundle is already on the screen. One that contradicts itself then stays there, under a banner that says so: what contradicts what is looked at best
 * where it can be seen.
 */
export function createBundleViewer(deps: BundleViewerDeps) {
  const { shell, clock, pushes, log, version, knownKeys, redactionKey } = deps
  let shown: Shown | null = null

  function chosen(title: string): Promise<string | null> {
    return shell.chooseFile({ title, extensions: ['zip'] })
  }

  /** The bundle of a file with its evidence as a database. */
  async function viewOf(path: string): Promise<Outcome<Shown>> {
    const bundle = await openBundle(path)
    if (!bundle.ok) return bundle
    const { manifest } = bundle.value
    const closing = new AbortController()
    const { at } = manifest.question
    const database = await refusalsAsData(() =>
      openEvidenceDatabase(bundle.value.evidence(), at, closing.signal).catch(contradiction),
    )
    if (!database.ok) return database
    const { store, organizationId } = database.value
    const complete = database.value.complete(closing.signal)
    // It is awaited where calls are looked at; what is wrong with them is told by the verification as well.
    complete.catch(() => {})
    const reads = readHandlers({
      store,
      organizationId: () => organizationId,
      clock: { instant: () => at },
      revision: pushes.revision,
    })
    return succeed({
      bundle: { path, manifest, verification: null },
      opened: bundle.value,
      database: database.value,
      closing,
      freshnessDays: store.settings.get().freshnessDays,
      reads: {
        ...reads,
        accounts: {
          ...reads.accounts,
          calls: (asked) =>
            refusalsAsData(() => complete).then((read) =>
              read.ok ? reads.accounts.calls(asked) : read,
            ),
        },
      },
    })
  }

  function show(next: Shown | null): void {
    const before = shown
    shown = next
    pushes.send('bundles', 'changed', next?.bundle ?? null)
    pushes.changed(everything)
    before?.closing.abort()
    before?.database.close()
  }

  /** Checks everything, also what takes long, and says so. */
  async function verify(view: Shown): Promise<void> {
    const verification = await verifyOpenBundle(view.opened, {
      trusted: knownKeys(),
      toolVersion: version,
      at: clock.instant(),
      signal: view.closing.signal,
    }).catch((error: unknown) => {
      if (view.closing.signal.aborted) return null
      const logId = log.problem('viewer', 'a bundle could not be verified', error)
      return notJudged(view.opened, clock.instant(), logId)
    })
    if (verification === null || shown !== view) return
    view.bundle = { ...view.bundle, verification }
    pushes.send('bundles', 'changed', view.bundle)
  }

  return {
    /** What is shown instead of the connection; null where the connection is. */
    view: (): View | null => shown,

    viewed: (): Outcome<ViewedBundle | null> => succeed(shown?.bundle ?? null),

    /** Asks for a bundle and shows it; null where none was chosen, and then all stays as it was. Errors: `bundle-unreadable`, `bundle-newer`. */
    async open(): Promise<Outcome<ViewedBundle | null>> {
      const path = await chosen('Open an evidence bundle')
      if (path === null) return succeed(null)
      const next = await viewOf(path)
      if (!next.ok) return next
      show(next.value)
      void verify(next.value)
      return succeed(next.value.bundle)
    },

    close(): Outcome<null> {
      if (shown) show(null)
      return succeed(null)
    },

    /**
     * Asks for another bundle and compares it with the one that is shown. Errors: `not-found`, `bundles-differ`, those of `open`; `cancelled` where
     * the one on the screen is closed meanwhile.
     */
    async compare(): Promise<Outcome<BundleComparison | null>> {
      if (!shown) {
        return fail(failureOf('not-found', { message: 'There is no bundle on the screen.' }))
      }
      const { opened, closing } = shown
      const path = await chosen('Compare with another evidence bundle')
      if (path === null) return succeed(null)
      const other = await openBundle(path)
      if (!other.ok) return other
      const { signal } = closing
      try {
        return await compareBundles(opened, other.value, { secret: redactionKey(), signal })
      } catch (error) {
        if (signal.aborted) return fail(failureOf('cancelled'))
        throw error
      }
    },
  }
}

/** Rows that each fit and do not fit together, such as two exemptions under one ID, are refused by the database. */
function contradiction(error: unknown): never {
  if (!isStorageError(error)) throw error
  throw new BundleRefused('The rows of its evidence contradict each other.')
}

/** What is said where the verification itself broke: it is not under way any more, and nothing is known of the bundle. */
function notJudged(
  { sha256, manifest }: OpenBundle,
  at: Instant,
  logId: string,
): BundleVerification {
  const sentence = `Not checked: an error of this program ended the verification (${logId}).`
  return {
    at,
    verdict: 'not-judged',
    checks: bundleChecks.map((check) => ({ check, state: 'not-made', sentence })),
    sha256,
    manifest,
    knownAs: null,
    warnings: [],
    durationMs: 0,
  }
}
