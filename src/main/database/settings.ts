import { defaultSettings, Settings } from '../../shared/domain/settings.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'

/** Keeps the operator's settings, and the few facts about this installation that outlive a session. */
export function createSettingsStore(db: WritableDatabase) {
  const { remembered } = readFacts(db)
  const write = db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM settings WHERE key = ?')

  return {
    get: () => readSettings(db),

    update(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): void {
      db.transaction(() => {
        for (const [key, value] of Object.entries(change)) {
          if (value !== undefined) write.run(`setting.${key}`, JSON.stringify(value))
        }
      })
    },

    /** A fact kept under a name, such as the connection used last. */
    remembered,
    remember(key: string, value: string): void {
      write.run(key, value)
    },
    forget(key: string): void {
      remove.run(key)
    },
  }
}

/** The settings; values that do not fit this version any more fall back to their defaults. */
export function readSettings(db: ReadableDatabase): Settings {
  const { remembered } = readFacts(db)
  const kept: Record<string, unknown> = { ...defaultSettings }
  for (const [key, schema] of Object.entries(Settings.shape)) {
    const text = remembered(`setting.${key}`)
    if (text === null) continue
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) kept[key] = parsed.data
  }
  return Settings.parse(kept)
}

/** Reads the facts alone. */
export function readFacts(db: ReadableDatabase) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  return {
    /** The fact kept under a name; null where there is none. */
    remembered: (key: string): string | null => read.get(key)?.value ?? null,
  }
}
