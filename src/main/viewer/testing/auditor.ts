import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ViewedBundle } from '../../../shared/domain/bundles.ts'
import { noShell } from '../../shell-services.ts'
import { openWorkstation, required } from '../../testing/trial.ts'
import type { Workstation } from '../../workstation.ts'

const opened: { readonly workstation: Workstation; readonly home: string }[] = []

/** A workstation with no credentials, no network and nothing in its data folder; `chosen` is the file that the person names when asked. */
export function auditor(chosen: () => string | null): Workstation {
  const home = mkdtempSync(join(tmpdir(), 'rootkeep-auditor-'))
  const services = { ...noShell, chooseFile: () => Promise.resolve(chosen()) }
  const workstation = openWorkstation(home, {}, services)
  opened.push({ workstation, home })
  return workstation
}

/** The same with the chosen bundle on the screen. */
export async function auditorWith(chosen: () => string | null): Promise<Workstation> {
  const workstation = auditor(chosen)
  required(await workstation.handlers.bundles.open(undefined))
  return workstation
}

/** After each test. */
export async function closeAuditors(): Promise<void> {
  for (const { workstation, home } of opened.splice(0)) {
    await workstation.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Waits for the verification that goes on behind the view. */
export async function verified({ handlers, subscribe }: Workstation): Promise<ViewedBundle> {
  const now = required(await handlers.bundles.viewed(undefined))
  if (now?.verification) return now
  return await new Promise((resolve) => {
    subscribe((channel, payload) => {
      const bundle = payload as ViewedBundle | null
      if (channel === 'bundles.changed' && bundle?.verification) resolve(bundle)
    })
  })
}
