import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AccountId } from '../../../../shared/domain/accounts.ts'
import { publicEndpoints } from '../../../../shared/domain/connections.ts'
import type { LedgerEntry } from '../../../../shared/domain/ledger.ts'
import type { SignInMeans } from '../../../../shared/domain/sign-in.ts'
import { startPractice } from '../../../../simulator/testing/practice.ts'
import { createSignInClient } from '../../../../simulator/testing/sign-in.ts'
import type { Sleep } from '../../../aws/limiter.ts'
import type { Door } from '../../../egress/door.ts'
import { openDoor } from '../../../egress/open-door.ts'
import type { Log } from '../../../log.ts'
import type { IdentityCenterWay, PortalPlace, Secrets, SignInStep } from '../../identity-ports.ts'
import { createIdentityCenter } from '../identity-center.ts'

/** Secrets that are held in the open, and a lock. */
export function openSecrets() {
  const held = new Map<string, string>()
  let locked = false
  const nameOf = (connectionId: string, kind: string) => `${connectionId} ${kind}`
  const secrets: Secrets = {
    get: (connectionId, kind) => (locked ? null : (held.get(nameOf(connectionId, kind)) ?? null)),
    put(connectionId, kind, secret) {
      if (locked) throw new Error('locked')
      held.set(nameOf(connectionId, kind), secret)
    },
    forget: (connectionId, kind = 'token') => void held.delete(nameOf(connectionId, kind)),
    has: (connectionId, kind) => held.has(nameOf(connectionId, kind)),
  }
  return {
    secrets,
    held,
    lock(on: boolean) {
      locked = on
    },
  }
}

/** A practice organization, an Identity Center that signs in there through a real door, and a person with a browser. */
export async function startSignInTrial() {
  const practice = await startPractice({ accounts: 160 })
  const { startUrl, region } = (await practice.state()).identityCenter
  const { endpoint } = practice.ready
  const browser = createSignInClient(endpoint, startUrl)
  const endpoints = { ...publicEndpoints, all: endpoint }
  const theWay: IdentityCenterWay = {
    kind: 'identity-center',
    startUrl,
    region,
    accountId: null,
    roleName: null,
  }

  let advancedMs = 0
  const clock = () => Date.now() + advancedMs
  async function pass(ms: number): Promise<void> {
    advancedMs += ms
    await practice.control('PUT', 'clock', { advanceSeconds: ms / 1000 })
  }

  /** Everything that was written, for a look whether a secret is in it. */
  const written: unknown[] = []
  const exchanged: string[] = []
  const log: Log = {
    info: (...line) => void written.push(line),
    problem: (...line) => `log-${written.push(line)}`,
  }
  const person = {
    /** The pages that were opened. */
    pages: [] as string[],
    hasBrowser: true,
    /** Called before each pause between two questions; the pause then passes at once. */
    meanwhile: (_pause: number): Promise<unknown> | void => {},
    pauses: [] as number[],
  }
  let giveUp = () => {}
  const sleep: Sleep = async (ms, signal) => {
    if (ms >= 600_000) {
      await new Promise<void>((resolve) => {
        giveUp = resolve
        if (signal?.aborted) resolve()
        signal?.addEventListener('abort', () => resolve(), { once: true })
      })
      return
    }
    person.pauses.push(ms)
    await person.meanwhile(person.pauses.length)
    await pass(ms)
  }
  const kept = openSecrets()
  const center = createIdentityCenter({
    secrets: kept.secrets,
    clock,
    sleep,
    randomBytes: (size) => {
      const drawn = randomBytes(size)
      exchanged.push(JSON.stringify({ drawn: drawn.toString('base64url') }))
      return drawn
    },
    openBrowser: (url) => {
      person.pages.push(url)
      return Promise.resolve(person.hasBrowser)
    },
    log,
  })

  const ledger: LedgerEntry[] = []
  const doors: Door[] = []
  function door(way: IdentityCenterWay, at = endpoints): Door {
    const opened = openDoor({
      settings: { partition: 'aws', signIn: way, endpoints: at, proxy: null, caBundle: null },
      region: 'us-east-1',
      signInRegions: [],
      proxyPassword: null,
      ledger: (entry) => ledger.push(entry),
      refused: (contact) => written.push(contact),
      clock,
    })
    if (!opened.ok) throw new Error(opened.error.message)
    doors.push(opened.value)
    return { ...opened.value, signInHandler: overheard(opened.value.signInHandler, exchanged) }
  }

  return {
    practice,
    center,
    kept,
    person,
    written,
    exchanged,
    ledger,
    clock,
    pass,
    sleep,
    endpoint,
    way: theWay,
    /** The ten minutes are over. */
    giveUp: () => giveUp(),
    place: (change: Partial<IdentityCenterWay> = {}, all = endpoint): PortalPlace => {
      const way = { ...theWay, ...change }
      const at = { ...endpoints, all }
      return { connectionId: 'kept-1', way, endpoints: at, door: door(way, at) }
    },

    /** Begins a sign-in; `waiting` resolves when the person may answer, or when it is over before. */
    begin(place: PortalPlace, means: SignInMeans = 'browser') {
      const steps: SignInStep[] = []
      const ending = new AbortController()
      const waits = Promise.withResolvers<void>()
      const outcome = center.signIn({
        ...place,
        means,
        signal: ending.signal,
        onStep(step) {
          steps.push(step)
          written.push(step)
          if (step.state === 'waiting') waits.resolve()
        },
      })
      void outcome.then((ended) => {
        written.push(ended)
        waits.resolve()
      })
      // The browser is opened just after the step.
      const waiting = waits.promise.then(() => turn())
      return { steps, outcome, waiting, cancel: () => ending.abort() }
    },

    /** What the browser shows at AWS, answered: where it leads. */
    async answer(decision: 'allow' | 'deny', userName = 'sam.okafor'): Promise<string> {
      const page = await browser.open(person.pages.at(-1) ?? '')
      const { headers } = await browser.press(page, decision, userName)
      const location = String(headers['location'])
      exchanged.push(JSON.stringify({ code: new URL(location).searchParams.get('code') }))
      return location
    },

    /** The whole of a browser sign-in. */
    async signIn(place: PortalPlace, userName = 'sam.okafor') {
      const under = this.begin(place)
      await under.waiting
      await fetch(await this.answer('allow', userName))
      return under.outcome
    },

    async device(decision: object): Promise<void> {
      const [waiting] = (await practice.control('GET', 'devices')) as { userCode: string }[]
      await practice.control('POST', `devices/${waiting?.userCode}`, decision)
    },

    /** How often an operation arrived since the last reset. */
    async count(operation: string): Promise<number> {
      const all = (await practice.control('GET', 'requests')) as { operation: string }[]
      return all.filter((request) => request.operation === operation).length
    },

    /** The account that `sam.okafor` operates from. */
    async operatingAccount(): Promise<AccountId> {
      const id = practice.ready.delegatedAdministratorId
      if (id === null) throw new Error('there is no delegated administrator')
      return id as AccountId
    },

    async reset(): Promise<void> {
      await practice.control('POST', 'reset')
      advancedMs = 0
      kept.lock(false)
      kept.held.clear()
      ledger.length = 0
      Object.assign(person, { pages: [], hasBrowser: true, meanwhile() {}, pauses: [] })
    },

    async close(): Promise<void> {
      for (const opened of doors) opened.close()
      await practice[Symbol.asyncDispose]()
    },
  }
}

export type SignInTrial = Awaited<ReturnType<typeof startSignInTrial>>

/** Notes what goes over the wire: whatever is secret in it must be nowhere else. */
function overheard(handler: Door['signInHandler'], exchanged: string[]): Door['signInHandler'] {
  class Overheard extends NodeHttpHandler {
    override async handle(
      ...[request, options]: Parameters<NodeHttpHandler['handle']>
    ): ReturnType<NodeHttpHandler['handle']> {
      exchanged.push(textOf(request.body))
      const answer = await handler.handle(request, options)
      exchanged.push(textOf(answer.response.body))
      return answer
    }
  }
  return new Overheard()
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : ''
}
