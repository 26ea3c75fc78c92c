import { randomBytes } from 'node:crypto'
import { pino, type DestinationStream } from 'pino'

export type Log = {
  /** A step worth knowing afterwards. */
  info(
    area: string,
    message: string,
    facts?: Record<string, string | number | boolean | null>,
  ): void
  /** Something unexpected; returns the log ID that is shown to the operator. */
  problem(area: string, message: string, error?: unknown): string
}

/**
 * Writes JSON Lines. SECURITY: every line passes `redact`, so a secret that slipped into a message or a
 * stack does not reach the disk.
 */
export function createLog(destination: DestinationStream): Log {
  const sink = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: described } },
    {
      write: (line: string) => destination.write(redact(line)),
    },
  )
  return {
    info(area, message, facts = {}) {
      sink.info({ area, ...facts }, message)
    },
    problem(area, message, error) {
      const logId = randomBytes(6).toString('hex')
      sink.error({ area, logId, ...(error === undefined ? {} : { err: error }) }, message)
      return logId
    },
  }
}

/**
 * What is written of an error. SECURITY: kind, message, stack and code alone. Errors of the SDK carry fields of the answer, and whoever answered may
 * have quoted the token or the code that it refused.
 */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, message, stack } = pino.stdSerializers.err(error)
  const code: unknown = Reflect.get(error, 'code')
  return { type, message, stack, ...(typeof code === 'string' ? { code } : {}) }
}

const secrets: readonly RegExp[] = [
  // Secret access keys: forty characters of base64 that stand alone.
  /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  // Session tokens and anything else long and base64.
  /(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+_-]{80,}={0,2}/g,
  /(?<=Signature=)[0-9a-f]{64}/g,
  /(?<=Bearer )\S+/g,
]

/** Replaces what looks like a secret. File paths that happen to look like one are lost too, and may be. */
export function redact(text: string): string {
  return secrets.reduce((kept, pattern) => kept.replace(pattern, '[redacted]'), text)
}
