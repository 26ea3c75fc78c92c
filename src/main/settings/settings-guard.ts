import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { JournalDraft, JournalEntry, JournalValue } from '../../shared/domain/journal.ts'
import { guardedSettings, Settings } from '../../shared/domain/settings.ts'
import { fail, succeed, type Outcome } from '../../shared/ipc/result.ts'
import type { createSettingsStore } from '../database/settings.ts'
import type { Journal } from '../journal/journal.ts'
import type { Pushes } from '../pushes.ts'
import type { ShellServices } from '../shell-services.ts'
import { guardedIn, linesOf, type GuardedName } from './guarded-change.ts'

export type SettingsGuardDeps = {
  readonly settings: Pick<ReturnType<typeof createSettingsStore>, 'get' | 'update'>
  readonly journal: Pick<Journal, 'write'>
  /** The `rules-changed` entries of the journal, oldest first. */
  readonly rulesChanges: () => readonly JournalEntry[]
  readonly pushes: Pick<Pushes, 'changed'>
  readonly shell: Pick<ShellServices, 'consent'>
  /** Who does it, for the journal. */
  readonly actor: () => string
}

export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

const linesShown = 20

/**
 * Stands before the settings that loosen or tighten what may be done.
 *
 * SECURITY: the page alone changes no rule: the person at the screen agrees in a window that is not the page, and the journal says what changed. What it
 * says holds: rules that were lost with the cache, or changed in it by something else, are put back.
 */
export function createSettingsGuard(deps: SettingsGuardDeps) {
  const { settings, journal, pushes, shell, actor } = deps

  return {
    /** Changes settings; with guarded ones among them, only after consent. Errors: `not-consented`; then nothing is changed. */
    async update(change: SettingsChange): Promise<Outcome<Settings>> {
      const before = settings.get()
      const names = guardedIn(before, change)
      const lines = linesOf(before, { ...before, ...guardedPart(change) })
      if (lines.length > 0) {
        const agreed = await shell.consent({
          title: 'Change the rules of this workstation?',
          detail: shown(lines).join('\n'),
          agree: 'Change the rules',
        })
        if (!agreed) return fail(failureOf('not-consented'))
        // The journal first: a change that it cannot hold is not made.
        journal.write([draftOf(actor(), lines.join('\n'), names, before, change)])
        pushes.changed(['journal'])
      }
      settings.update(change)
      return succeed(settings.get())
    },

    /** Puts back guarded settings that are not what the journal says; returns their names. To be called at the start. */
    restore(): GuardedName[] {
      const before = settings.get()
      const recorded = recordedIn(deps.rulesChanges())
      const names = guardedIn(before, recorded)
      if (names.length === 0) return []
      const text =
        'They were not what the journal says and were put back: the cache was lost, or changed by something else.'
      journal.write([draftOf('rootkeep', text, names, before, recorded)])
      settings.update(recorded)
      pushes.changed(['settings', 'journal'])
      return names
    },
  }
}

function draftOf(
  actor: string,
  text: string,
  names: readonly GuardedName[],
  before: SettingsChange,
  after: SettingsChange,
): JournalDraft {
  return {
    kind: 'rules-changed',
    organizationId: null,
    accountId: null,
    procedureId: null,
    caseId: null,
    actor,
    detail: { text, before: picked(names, before), after: picked(names, after) },
  }
}

function picked(names: readonly GuardedName[], settings: SettingsChange): JournalValue {
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? null]))
}

/** What the journal last said of each guarded setting; nothing of one that never changed, or that this version cannot read. */
function recordedIn(entries: readonly JournalEntry[]): SettingsChange {
  const recorded = new Map<string, unknown>()
  for (const { detail } of entries) {
    const after = detail['after']
    if (after === null || typeof after !== 'object' || Array.isArray(after)) continue
    for (const [name, value] of Object.entries(after)) recorded.set(name, value)
  }
  const readable = guardedSettings.flatMap((name) => {
    const read = Settings.shape[name].safeParse(recorded.get(name))
    return read.success ? [[name, read.data] as const] : []
  })
  return Object.fromEntries(readable)
}

function guardedPart(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(
    guardedSettings.flatMap((name) => (change[name] === undefined ? [] : [[name, change[name]]])),
  )
}

function shown(lines: readonly string[]): string[] {
  const more = lines.length - linesShown
  return [...lines.slice(0, linesShown), ...(more > 0 ? [`and ${more} more changes`] : [])]
}
