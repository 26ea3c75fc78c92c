import { createSocket } from 'node:dgram'
import { promises as namesOf, Resolver, resolve4 } from 'node:dns'
import { createServer, get as getHttp } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { get as getHttps } from 'node:https'
import { connect, createServer as createPipe, Socket, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { onProcessRefusal, guardProcess } from '../process-guard.ts'
import { doorTo } from './door-to.ts'

// A process of its own, guarded as the entry points are, that tries every way out and prints how each ended.
guardProcess()

let connections = 0
const server = createServer((_request, response) => response.end('{}'))
server.on('connection', () => {
  connections += 1
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const here = { host: '127.0.0.1', port }

type Emitter = { on(event: string, listener: (...args: unknown[]) => void): unknown }

/** The name of the error that an attempt ended with, or what it reached. */
function outcomeOf(start: () => Emitter, reached: string): Promise<string> {
  return new Promise((resolve) => {
    const emitter = start()
    emitter.on('error', (error) => resolve(nameIn(error)))
    emitter.on(reached, () => resolve(reached))
  })
}

function nameIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.name : nameIn(error.cause)
}

async function throughDoor(): Promise<string> {
  const door = doorTo(`http://127.0.0.1:${port}`)
  const probe = await door.probe({ ...here, protocol: 'http' })
  door.close()
  return probe.ok ? 'connect' : probe.error.code
}

async function overPipe(): Promise<string> {
  const path = join(tmpdir(), `rootkeep-guard-${process.pid}.sock`)
  const pipe = createPipe((socket) => socket.end())
  await new Promise<void>((resolve) => pipe.listen(path, resolve))
  const outcome = await outcomeOf(() => connect(path), 'connect')
  pipe.close()
  return outcome
}

function datagram(): Promise<string> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.send('x', port, '127.0.0.1', (error) => {
      socket.close()
      resolve(error ? error.name : 'sent')
    })
  })
}

const name = 'secret.example.com'
const ask = (start: (callback: (error: unknown) => void) => void): Promise<string> =>
  new Promise((resolve) => start((error) => resolve(nameIn(error))))

/** Node's own resolver sends to the server that it is told. */
function resolver(): Promise<string> {
  const own = new Resolver()
  own.setServers([`127.0.0.1:${port}`])
  return ask((callback) => own.resolveTxt(name, callback))
}

const outcomes = {
  net: await outcomeOf(() => connect(here), 'connect'),
  'net with a number': await outcomeOf(() => new Socket().connect(port, '127.0.0.1'), 'connect'),
  tls: await outcomeOf(() => connectTls({ ...here, servername: 'x.example' }), 'secureConnect'),
  http: await outcomeOf(() => getHttp(`http://127.0.0.1:${port}`), 'response'),
  https: await outcomeOf(() => getHttps('https://example.com'), 'response'),
  http2: await outcomeOf(() => connectHttp2(`http://127.0.0.1:${port}`), 'remoteSettings'),
  fetch: await fetch(`http://127.0.0.1:${port}`).then(() => 'response', nameIn),
  metadata: await outcomeOf(() => getHttp('http://169.254.169.254/latest/'), 'response'),
  udp: await datagram(),
  resolve: await ask((callback) => resolve4(name, callback)),
  resolver: await resolver(),
  'resolver with promises': await new namesOf.Resolver().resolve(name).then(() => 'answer', nameIn),
  reverse: await namesOf.reverse('192.0.2.1').then(() => 'answer', nameIn),
  pipe: await overPipe(),
  door: await throughDoor(),
}
const refused: string[] = []
onProcessRefusal(({ host, port: to, by }) => refused.push(`${host}:${to} ${by}`))
process.stdout.write(JSON.stringify({ outcomes, refused, port, connections }))
server.close()
