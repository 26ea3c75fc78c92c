import { basename } from 'node:path'
import type { Contact } from '../../shared/domain/connections.ts'
import type { RefusedContact, RequestFilter } from '../../shared/domain/requests.ts'
import type { RootkeepContract } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../../shared/ipc/derived.ts'
import { succeed } from '../../shared/ipc/result.ts'
import type { Clock } from '../clock.ts'
import type { LedgerPart } from '../database/ledger.ts'
import type { Store } from '../database/store.ts'
import type { Log } from '../log.ts'
import type { Pushes } from '../pushes.ts'
import { saveFile } from '../saved-file.ts'
import type { ShellServices } from '../shell-services.ts'
import { requestPieces } from './request-export.ts'

export type RequestServiceDeps = {
  readonly store: Pick<Store, 'ledger' | 'requests'>
  readonly clock: Pick<Clock, 'instant'>
  readonly log: Pick<Log, 'info' | 'problem'>
  readonly pushes: Pick<Pushes, 'changed' | 'revision'>
  readonly shell: Pick<ShellServices, 'chooseSavePath'>
  /** The part of the ledger that is on screen. */
  readonly part: () => LedgerPart
  /** Connections that were refused, newest first. */
  readonly refused: () => readonly RefusedContact[]
  /** What the open connection may contact; none where nothing is open. */
  readonly contacts: () => readonly Contact[]
}

export type RequestService = {
  readonly handlers: Handlers<RootkeepContract>['requests']
  /** No more word of recorded calls. What waits is written by whoever closes the database. */
  close(): void
}

/** Between two pushes; a call is in the window at most so late. */
const pushEveryMs = 1000

/**
 * The ledger for the window: what of it is of the organization on screen, in pages, live, and files of it.
 *
 * Calls are recorded by the thousand, so the window hears of them once a second while there are new ones. What waits is written before each reading.
 */
export function createRequestService(deps: RequestServiceDeps): RequestService {
  const { store, clock, log, pushes, shell } = deps
  let timer: NodeJS.Timeout | null = null

  store.ledger.onRecorded(() => {
    timer ??= setTimeout(tell, pushEveryMs).unref()
  })

  function tell(): void {
    timer = null
    try {
      store.ledger.flush()
    } catch (error) {
      // What could not be written stays waiting: whoever acts next meets the same trouble, and says so.
      log.problem('requests', 'the ledger could not be written', error)
      return
    }
    pushes.changed(['requests'])
  }

  async function exported(filter: RequestFilter, format: 'csv' | 'json'): Promise<string | null> {
    const at = clock.instant()
    const part = deps.part()
    const path = await shell.chooseSavePath(`rootkeep-requests-${at.slice(0, 10)}.${format}`)
    if (path === null) return null
    store.ledger.flush()
    await saveFile(path, requestPieces(store.requests, part, filter, format))
    log.info('requests', 'exported', { file: basename(path), format })
    return path
  }

  return {
    handlers: {
      page({ filter, upTo, offset, limit }) {
        store.ledger.flush()
        const page = store.requests.page(deps.part(), filter, offset, limit, upTo)
        return succeed({ revision: pushes.revision(), offset, ...page })
      },
      facets() {
        store.ledger.flush()
        return succeed(store.requests.facets(deps.part()))
      },
      export: async ({ filter, format }) => succeed(await exported(filter, format)),
      refused: () => succeed([...deps.refused()]),
      contacts: () => succeed([...deps.contacts()]),
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      store.ledger.onRecorded(() => {})
    },
  }
}
