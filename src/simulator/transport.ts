import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpAnswer } from './http-message.ts'

/** What to send, and how: whole, half and then closed, or not at all and the connection reset. */
export interface Delivery {
  readonly answer: HttpAnswer
  readonly manner: 'whole' | 'half' | 'reset'
}

const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024

/** The whole body; null when it is larger than four megabytes. */
export async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > MAXIMUM_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
}

/** Sends a delivery. `date` is the server's clock in milliseconds: SDKs correct their skew by this header. */
export function deliver(
  response: ServerResponse,
  { answer, manner }: Delivery,
  date: number,
): void {
  const { socket } = response
  const body = Buffer.from(answer.body, 'utf8')
  if (manner === 'reset') {
    socket?.resetAndDestroy()
  } else if (manner === 'half' && body.length === 0) {
    socket?.write('HTTP/1.1 200 OK\r\nx-amz-req', () => socket.destroy())
  } else {
    const length: Record<string, string> =
      answer.status === 204 ? {} : { 'content-length': String(body.length) }
    response.writeHead(answer.status, {
      ...answer.headers,
      ...length,
      date: new Date(date).toUTCString(),
    })
    if (manner === 'whole') response.end(body)
    else response.write(body.subarray(0, Math.floor(body.length / 2)), () => socket?.destroy())
  }
}
