/**
 * The content of an `aws-chunked` body, as clients send it with a STREAMING-… payload hash: chunks of
 * `size-in-hex[;extension]\r\n data \r\n`, a chunk of size 0, then trailers. Null when the framing is broken.
 */
export function decodeAwsChunked(body: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = /^([0-9a-f]+)(?:;.*)?$/i.exec(body.toString('latin1', at, lineEnd))
    if (size === null) return null
    const length = Number.parseInt(size[1] ?? '', 16)
    if (length === 0) return Buffer.concat(chunks)
    const start = lineEnd + 2
    const end = start + length
    if (body.toString('latin1', end, end + 2) !== '\r\n') return null
    chunks.push(body.subarray(start, end))
    at = end + 2
  }
}
