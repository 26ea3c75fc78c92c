import { hash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReportProgress } from '../../../shared/domain/report-jobs.ts'
import { FileNotSaved } from '../../saved-file.ts'
import { renderReport } from '../formats/render.ts'
import { sampleEvidence } from '../testing/sample-evidence.ts'
import { reportOf } from '../model/report-model.ts'
import { writeBundle } from './bundle-writer.ts'
import { reportPath } from './layout.ts'
import { opened, sampleOrder, textFormats, unpacked } from './testing/sample-bundle.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-bundle-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const reason = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error)

describe('a written bundle', () => {
  test('holds the report in the formats that were asked for, drawn from its own evidence', async () => {
    const order = sampleOrder(folder, {
      formats: [...textFormats, 'pdf'],
      pdf: async (html) => Buffer.from(`%PDF of ${html.length} characters`),
    })
    const written = await writeBundle(order)
    const { evidence, question, toolVersion, redacted } = order
    const report = reportOf(evidence, question, { toolVersion, redacted })
    const files = await unpacked(order.path)
    for (const format of ['html', 'csv', 'json', 'ocsf', 'md'] as const) {
      const text = [...renderReport(report, format)].join('')
      expect(Buffer.from(files.get(reportPath(format)) ?? '').toString('utf8')).toBe(text)
    }
    const html = [...renderReport(report, 'html')].join('')
    expect(Buffer.from(files.get('reports/report.pdf') ?? '').toString('utf8')).toBe(
      `%PDF of ${html.length} characters`,
    )
    expect(written.manifest).toEqual((await opened(order.path)).manifest)
    const bytes = readFileSync(order.path)
    expect(written).toMatchObject({ bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') })
    expect(readdirSync(folder)).toEqual(['bundle.zip'])
  })

  test('is the same, byte for byte, for the same evidence, question and key', async () => {
    const order = sampleOrder(folder)
    const first = await writeBundle(order)
    const second = await writeBundle({ ...order, path: join(folder, 'second.zip') })
    expect(second.sha256).toBe(first.sha256)
  })

  test('always has the report as JSON, and begins with README.txt', async () => {
    const order = sampleOrder(folder, { formats: [] })
    const { manifest } = await writeBundle(order)
    const reports = manifest.files.filter(({ path }) => path.startsWith('reports/'))
    expect(reports.map(({ path }) => path)).toEqual(['reports/report.json'])
    expect(readFileSync(order.path).toString('latin1', 30, 40)).toBe('README.txt')
  })

  test('tells how far it has come', async () => {
    const told: ReportProgress[] = []
    await writeBundle(sampleOrder(folder, { onProgress: (progress) => told.push(progress) }))
    const packing = told.filter(({ total }) => total !== null)
    expect(packing.map(({ done }) => done)).toEqual(packing.map((_, index) => index))
    expect(packing.at(-1)).toMatchObject({ stage: 'Packing rootkeep.pub', total: packing.length })
  })

  test('takes the place of what stood there, whole', async () => {
    const order = sampleOrder(folder)
    writeFileSync(order.path, 'the one before')
    await writeBundle(order)
    expect((await opened(order.path)).signature.fits).toBe(true)
  })
})

describe('nothing is left under the name of a bundle, or beside it,', () => {
  test('where the folder is not there, is a file, or cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    mkdirSync(join(folder, 'taken.zip', 'below'), { recursive: true })
    const before = readdirSync(folder)
    const places = [
      join(folder, 'nowhere', 'bundle.zip'),
      join(folder, 'file', 'bundle.zip'),
      join(folder, 'taken.zip'),
      // A folder that nobody can write into, root neither.
      ...(process.platform === 'linux' ? ['/proc/rootkeep-bundle.zip'] : []),
    ]
    for (const path of places) {
      const error = await reason(writeBundle(sampleOrder(folder, { path })))
      expect(error, path).toBeInstanceOf(FileNotSaved)
      expect((error as FileNotSaved).failure.message).toContain(path)
    }
    expect(readdirSync(folder)).toEqual(before)
  })

  test('where the folder vanishes while it is written', async () => {
    const place = join(folder, 'stick')
    mkdirSync(place)
    const order = sampleOrder(place, {
      onProgress({ stage }) {
        if (stage === 'Packing evidence/runs.jsonl') rmSync(place, { recursive: true })
      },
    })
    expect(await reason(writeBundle(order))).toBeInstanceOf(FileNotSaved)
    expect(existsSync(place)).toBe(false)
  })

  test('where it is stopped, at whatever stage', async () => {
    const stages: string[] = []
    await writeBundle(sampleOrder(folder, { onProgress: ({ stage }) => stages.push(stage) }))
    rmSync(join(folder, 'bundle.zip'))
    for (const last of new Set(stages)) {
      const stop = new AbortController()
      const order = sampleOrder(folder, {
        signal: stop.signal,
        onProgress({ stage }) {
          if (stage === last) stop.abort(new Error(`stopped at ${stage}`))
        },
      })
      expect(await reason(writeBundle(order))).toEqual(new Error(`stopped at ${last}`))
      expect(readdirSync(folder), last).toEqual([])
    }
  })

  test('where printer, evidence or key fail, and the failure is theirs', async () => {
    const broken = new Error('out of ink')
    const evidence = sampleEvidence({ accounts: 12, seed: 3 })
    const order = sampleOrder(folder)
    const orders = [
      { ...order, formats: ['pdf'] as const, pdf: () => Promise.reject(broken) },
      {
        ...order,
        evidence: {
          ...evidence,
          *calls() {
            yield* evidence.calls()
            throw broken
          },
        },
      },
      {
        ...order,
        signer: {
          ...order.signer,
          signBytes() {
            throw broken
          },
        },
      },
    ]
    for (const order of orders) {
      expect(await reason(writeBundle(order))).toBe(broken)
      expect(readdirSync(folder)).toEqual([])
    }
  })
})
