import { Socket as UdpSocket } from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import type { RefusedContact } from '../../shared/domain/requests.ts'
import { bareHost, EgressRefused } from './egress-list.ts'
import { throughDoor } from './through-door.ts'

/** A connection that did not come through a door, with the error that whoever wanted it got. */
export type ProcessRefusal = Omit<RefusedContact, 'count'> & { readonly error: EgressRefused }

type Listener = (refusal: ProcessRefusal) => void
type Place = { readonly host: string; readonly port: number }

const listeners = new Set<Listener>()
/** What was refused before anybody listened. */
const unheard: ProcessRefusal[] = []
const unheardMost = 100
let installed = false

/**
 * Lets nothing out of this process but through a door, from now on: for the entry points, before anything else runs.
 *
 * SECURITY: the last line, below every library. A TCP connection, be it of net, tls, http, http2 or fetch, passes `Socket.connect`; one that
 * does not carry the mark of a door, or leads where that door does not, gets an `EgressRefused` before a name is resolved. UDP is refused whole, as
 * nothing here needs it: names are resolved by the system, below Node's sockets. Node's own resolver (`dns.resolve`, `dns.Resolver`), which sends to
 * whatever server it is told, is refused as well. Pipes and Unix sockets stay on this computer and are free. Not covered are
 * other programs that are started (a profile's `credential_process`), and worker threads: the only one is the practice organization, which listens.
 */
export function guardProcess(): void {
  if (installed) return
  installed = true
  guardTcp()
  guardUdp()
  guardResolver()
}

/** Calls the listener with what was refused, beginning with what nobody has heard of yet. Returns the end of it. */
export function onProcessRefusal(listener: Listener): () => void {
  listeners.add(listener)
  for (const refusal of unheard.splice(0)) listener(refusal)
  return () => listeners.delete(listener)
}

function guardTcp(): void {
  const original = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket
  function connect(this: Socket, ...args: unknown[]): Socket {
    const options = connectOptions(args)
    const place = options === null ? null : placeIn(options)
    if (options === null || place === null || isAdmitted(options, place)) {
      return Reflect.apply(original, this, args)
    }
    const error = refuse('tcp', place)
    // Whoever asked expects a socket that is on its way, and hears of its end as of any other.
    Reflect.set(this, 'connecting', true)
    process.nextTick(() => this.destroy(error))
    return this
  }
  Reflect.set(Socket.prototype, 'connect', connect)
}

/** What Node makes of the many ways to call `connect`; null for a pipe. */
function connectOptions(args: readonly unknown[]): object | null {
  const [first, second] = args
  // Node's own functions hand over the normalized arguments as one array.
  const given: unknown = Array.isArray(first) ? first[0] : first
  if (typeof given === 'object' && given !== null) {
    return Reflect.get(given, 'path') ? null : given
  }
  const port = Number(given)
  if (Number.isNaN(port)) return null
  return { port, host: typeof second === 'string' ? second : 'localhost' }
}

function placeIn(options: object): Place | null {
  const host: unknown = Reflect.get(options, 'host')
  const port = Number(Reflect.get(options, 'port'))
  return { host: typeof host === 'string' && host !== '' ? bareHost(host) : 'localhost', port }
}

function isAdmitted(options: object, { host, port }: Place): boolean {
  const admits: unknown = Reflect.get(options, throughDoor)
  return typeof admits === 'function' && Reflect.apply(admits, undefined, [host, port]) === true
}

function guardUdp(): void {
  for (const method of ['send', 'connect'] as const) {
    Reflect.set(UdpSocket.prototype, method, function refused(this: UdpSocket, ...args: unknown[]) {
      const error = refuse('udp', datagramPlace(method, args))
      const callback = args.at(-1)
      process.nextTick(() => {
        if (typeof callback === 'function') Reflect.apply(callback, this, [error])
        else this.emit('error', error)
      })
    })
  }
}

/** All but `lookup`, which is the system's. */
function guardResolver(): void {
  const { promises } = dns
  for (const owner of [dns, dns.Resolver.prototype, promises, promises.Resolver.prototype]) {
    const rejects = owner === promises || owner === promises.Resolver.prototype
    const asking = Object.getOwnPropertyNames(owner).filter((name) =>
      /^(resolve|reverse)/.test(name),
    )
    for (const method of asking) {
      Reflect.set(owner, method, (...args: unknown[]) => {
        const [name] = args
        const error = refuse('udp', { host: typeof name === 'string' ? name : 'unknown', port: 53 })
        if (rejects) return Promise.reject(error)
        const callback = args.at(-1)
        if (typeof callback === 'function') process.nextTick(callback, error)
        return undefined
      })
    }
  }
  // Whoever imported them by name gets these, too.
  syncBuiltinESMExports()
}

/** `send(message, [offset, length,] port, address, …)`, `connect(port, address, …)`. */
function datagramPlace(method: 'send' | 'connect', args: readonly unknown[]): Place {
  const rest = method === 'connect' ? args : args.slice(typeof args[3] === 'number' ? 3 : 1)
  const [port, address] = rest
  return { host: typeof address === 'string' ? address : 'localhost', port: Number(port) || 0 }
}

function refuse(protocol: 'tcp' | 'udp', { host, port }: Place): EgressRefused {
  const error = new EgressRefused(`${protocol}://${host}:${port}`)
  const refusal = {
    at: new Date().toISOString(),
    host,
    port: Number.isInteger(port) ? port : 0,
    by: packageIn(error.stack ?? ''),
    error,
  }
  if (listeners.size === 0) {
    if (unheard.length < unheardMost) unheard.push(refusal)
  } else for (const listener of listeners) listener(refusal)
  return error
}

/** The package that asked, as far as the stack shows it. */
function packageIn(stack: string): string {
  return /node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(stack)?.[1] ?? 'unknown'
}
