import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BundleCheck, BundleVerification } from '../../../../shared/domain/bundles.ts'
import type { Report } from '../../../../shared/domain/reports.ts'
import type { BundleToWrite } from '../bundle-writer.ts'
import { verifyBundle } from '../verification.ts'
import type { VerificationOptions } from '../verification-options.ts'
import {
  repacked,
  resignedFiles,
  sampleFiles,
  sampleOrder,
  textFormats,
  wholeQuestion,
  type Unpacked,
} from './sample-bundle.ts'

/** When bundles are verified: the day after they were written. */
export const verifiedAt = '2026-11-23T09:00:00.000Z'

export type VerifiedBundle = Awaited<ReturnType<typeof startVerification>>

/** A bundle with every format, in a folder of its own, to be altered and verified. */
export async function startVerification() {
  const folder = mkdtempSync(join(tmpdir(), 'rootkeep-verification-'))
  const order: BundleToWrite = sampleOrder(folder, {
    formats: [...textFormats, 'pdf'],
    pdf: async () => Buffer.from('%PDF-1.7 of a kind'),
    question: { ...wholeQuestion, since: '2026-11-15T12:00:00.000Z' },
  })
  const files = await sampleFiles(order)
  const { publicKey } = order.signer

  const options = (change: Partial<VerificationOptions> = {}): VerificationOptions => ({
    trusted: [{ publicKey, knownAs: 'Jane' }],
    toolVersion: order.toolVersion,
    at: verifiedAt,
    ...change,
  })

  return {
    folder,
    order,
    files,
    options,
    textOf: (path: string): string => Buffer.from(files.get(path) ?? '').toString('utf8'),

    /** Packs these files and verifies them. */
    verify: (unpacked: Unpacked, change: Partial<VerificationOptions> = {}) =>
      verifyBundle(repacked(unpacked, folder), options(change)),

    /** The bundle with one file changed, and signed again with the key of its signer: as an insider could. */
    insider(path: string, change: (text: string) => string): Unpacked {
      const changed = change(this.textOf(path))
      if (changed === this.textOf(path)) throw new Error(`${path} is as it was`)
      return resignedFiles(new Map([...files, [path, Buffer.from(changed)]]), order.signer)
    },

    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The states that are not `fits`. */
export function odd({ checks }: BundleVerification): Partial<Record<BundleCheck, string>> {
  return Object.fromEntries(
    checks.filter(({ state }) => state !== 'fits').map(({ check, state }) => [check, state]),
  )
}

/** What a check says. */
export function sentence({ checks }: BundleVerification, check: BundleCheck): string {
  return checks.find((result) => result.check === check)?.sentence ?? ''
}

/** Changes the rows of a file of JSON Lines; `write` spells a row. */
export function lines<T>(write: (row: T) => string, change: (rows: T[]) => T[]) {
  return (text: string): string => {
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as T)
    return change(rows)
      .map((row) => `${write(row)}\n`)
      .join('')
  }
}

/** Changes what `report.json` says. */
export function report(change: (said: Report) => void): (text: string) => string {
  return (text) => {
    const said = JSON.parse(text) as Report
    change(said)
    return `${JSON.stringify(said)}\n`
  }
}
