import { hash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { failureOf } from '../../../shared/domain/failure-catalogue.ts'
import { fail, succeed, type Outcome } from '../../../shared/ipc/result.ts'
import { callbackHeaders, callbackPage, type CallbackWord } from './callback-page.ts'

/** What the browser brought back: a code, or the reason of AWS for giving none. */
export type CallbackAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string }

/** An open ear on the loopback address. Whoever opened it closes it. */
export type Callback = {
  /** Where AWS sends the browser: with the port that the system picked. */
  readonly redirectUri: string
  /** The first answer with the right state; for as long as none came, pending. */
  readonly answer: Promise<CallbackAnswer>
  /** How many requests were turned away. */
  turnedAway(): number
  close(): Promise<void>
}

const path = '/oauth/callback'
/** A browser opens one or two; more are somebody else's. */
const connectionsMost = 8
/** Milliseconds in which a request has to be there whole, so that nobody can occupy the connections. */
const requestMs = 5000

/**
 * Waits for the browser to come back from AWS with `state`.
 *
 * SECURITY: every program and every page on this computer can reach the port. Whoever does not know the state gets a page that says
 * so, and the wait goes on: neither garbage nor the tab of another sign-in ends it. The Host header keeps out pages that reach the
 * port under another name. The first right answer counts; who repeats it learns that it is used.
 *
 * Errors: `callback-refused` where the system lets nobody listen. `address` is for tests alone.
 */
export function listenForCallback(
  state: string,
  address = '127.0.0.1',
): Promise<Outcome<Callback>> {
  const answer = Promise.withResolvers<CallbackAnswer>()
  const expected = fingerprint(state)
  let host = ''
  let answered = false
  let turnedAway = 0

  const server = createServer(
    { headersTimeout: requestMs, requestTimeout: requestMs, connectionsCheckingInterval: 1000 },
    (request, response) => {
      request.resume()
      const verdict = judge(request)
      if (verdict.answer === null) {
        turnedAway += 1
      } else {
        answered = true
        const found = verdict.answer
        // The page is sent before the flow goes on and closes the server; a browser that is gone counts as sent.
        response.once('close', () => answer.resolve(found))
      }
      respond(response, verdict)
    },
  )
  server.maxConnections = connectionsMost

  function judge({ method, url = '', headers }: IncomingMessage): Verdict {
    if (headers.host !== host) return turned(400, 'stranger')
    if (method !== 'GET') return turned(405, 'nothing-here')
    const [asked, query = ''] = url.split('?', 2)
    if (asked !== path) return turned(404, 'nothing-here')
    const parameters = new URLSearchParams(query)
    const brought = only(parameters, 'state')
    if (brought === null || !timingSafeEqual(fingerprint(brought), expected)) {
      return turned(400, 'stranger')
    }
    if (answered) return turned(410, 'used')
    const code = only(parameters, 'code')
    const error = only(parameters, 'error')
    if (code !== null && error === null) {
      return { status: 200, word: 'answered', answer: { kind: 'code', code } }
    }
    if (error === null || parameters.has('code')) return turned(400, 'stranger')
    const word = error === 'access_denied' ? 'denied' : 'refused'
    return { status: 200, word, answer: { kind: 'error', error } }
  }

  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `This computer lets no program listen for the answer of the browser (${error.code ?? error.name}).`
      resolve(fail(failureOf('callback-refused', { message })))
    })
    server.listen(0, address, () => {
      host = `127.0.0.1:${portOf(server)}`
      resolve(
        succeed({
          redirectUri: `http://${host}${path}`,
          answer: answer.promise,
          turnedAway: () => turnedAway,
          close: () => closed(server),
        }),
      )
    })
  })
}

type Verdict = {
  readonly status: number
  readonly word: CallbackWord
  /** Null where the request is turned away. */
  readonly answer: CallbackAnswer | null
}

function turned(status: number, word: CallbackWord): Verdict {
  return { status, word, answer: null }
}

/** The value of a parameter that is there once and not empty. */
function only(parameters: URLSearchParams, name: string): string | null {
  const [value = '', ...others] = parameters.getAll(name)
  return value === '' || others.length > 0 ? null : value
}

/** Of one length, whatever came: so the comparison takes as long for every guess. */
function fingerprint(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

function respond(response: ServerResponse, { status, word }: Verdict): void {
  const allow = status === 405 ? { allow: 'GET' } : {}
  response.writeHead(status, { ...callbackHeaders, ...allow }).end(callbackPage(word))
}

function portOf(server: Server): number {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port')
  return bound.port
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
