import {
  createServer,
  request as sendRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { createInspectingAuthority } from './inspecting-authority.ts'

/** What the proxy does when it is asked to connect. */
export type ProxyMood = 'forward' | 'page' | 'refuse' | 'reset' | 'silence'

/** An HTTP proxy of a company that inspects TLS, in front of a practice organization. */
export interface InspectingProxy extends AsyncDisposable {
  readonly url: string
  /** The certificate that whoever goes through it has to trust. */
  readonly caPem: string
  /** Where it was asked to connect to, as `host:port`, refused ones included. */
  connects(): readonly string[]
  /** What came through it, decrypted: `POST https://sts.eu-west-1.amazonaws.com/`. */
  requests(): readonly string[]
  /** All bodies that came through it, decrypted, both ways. */
  bodies(): string
  behave(mood: ProxyMood): void
  close(): Promise<void>
}

/** Hosts of AWS: those that lead to the practice organization. */
const AWS_HOST =
  /^([a-z0-9-]+\.)+(amazonaws\.(com|com\.cn|eu)|api\.aws|api\.amazonwebservices\.(com\.cn|eu)|aws\.amazon\.com)$/

/**
 * Starts one on loopback. It takes CONNECT, speaks TLS with certificates of its own for every host of AWS, and sends what it read on to
 * `upstream` in plain HTTP with the same Host header, by which the practice organization knows service and Region. Any other host it refuses.
 */
export async function startInspectingProxy(options: {
  /** The endpoint of a practice organization. */
  readonly upstream: string
  /** Asked for where given. */
  readonly credentials?: { readonly user: string; readonly password: string }
}): Promise<InspectingProxy> {
  const { upstream, credentials } = options
  const authority = await createInspectingAuthority()
  const expected = credentials
    ? `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
    : null
  const connects: string[] = []
  const requests: string[] = []
  const bodies: Buffer[] = []
  const keep = (chunk: Buffer): void => void bodies.push(chunk)
  const sockets = new Set<Socket>()
  let mood: ProxyMood = 'forward'

  const inside = createServer((request, response) => {
    requests.push(`${request.method} https://${request.headers.host}${request.url}`)
    forward(upstream, request, response, keep)
  })
  const outside = createServer((_request, response) => {
    response.writeHead(405, { 'content-type': 'text/html' }).end('<html>This is a proxy.</html>')
  })

  async function intercept(socket: Socket, host: string): Promise<void> {
    const secureContext = await authority.contextFor(host)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const secured = new TLSSocket(socket, { isServer: true, secureContext })
    secured.on('error', () => socket.destroy())
    inside.emit('connection', secured)
  }

  outside.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  outside.on('connect', (request, stream) => {
    const socket = stream as Socket
    socket.on('error', () => socket.destroy())
    const target = request.url ?? ''
    connects.push(target)
    const host = target.replace(/:443$/, '')
    if (mood === 'silence') return
    if (mood === 'reset') socket.resetAndDestroy()
    else if (mood === 'page') answer(socket, '403 Forbidden', 'text/html', PAGE)
    else if (mood === 'refuse') answer(socket, '503 Service Unavailable', 'text/plain', 'No.')
    else if (expected !== null && request.headers['proxy-authorization'] !== expected) {
      answer(socket, '407 Proxy Authentication Required', 'text/html', PAGE)
    } else if (AWS_HOST.test(host)) void intercept(socket, host)
    else answer(socket, '403 Forbidden', 'text/html', PAGE)
  })

  const port = await listen(outside)
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => outside.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${port}`,
    caPem: authority.pem,
    connects: () => connects,
    requests: () => requests,
    bodies: () => Buffer.concat(bodies).toString('latin1'),
    behave(next) {
      mood = next
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

const PAGE = '<!doctype html><html><body>Example Corp: this is blocked.</body></html>'

function answer(socket: Socket, status: string, type: string, body: string): void {
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'Proxy-Authenticate: Basic realm="Example Corp"',
      `Content-Type: ${type}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function forward(
  upstream: string,
  request: IncomingMessage,
  response: ServerResponse,
  seen: (chunk: Buffer) => void,
): void {
  const { hostname: host, port } = new URL(upstream)
  const { method, url: path, headers } = request
  const onward = sendRequest({ host, port, method, path, headers }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.rawHeaders)
    answered.on('data', seen)
    answered.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.on('data', seen)
  request.pipe(onward)
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
