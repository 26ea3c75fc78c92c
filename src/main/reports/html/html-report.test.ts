import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyAccount } from '../../../shared/domain/account-query.ts'
import type { Evidence } from '../../../shared/domain/evidence.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { reportOf } from '../model/report-model.ts'
import { sampleEvidence } from '../testing/sample-evidence.ts'
import { sampleQuestion, sampleReport } from '../testing/sample-report.ts'
import { htmlReport } from './html-report.ts'
import { figuresOf, firstPageOf, tablesOf, wordsOf } from './testing/parsed-document.ts'

const documentOf = (report: Report, registerRows?: number) =>
  [...htmlReport(report, registerRows === undefined ? {} : { registerRows })].join('')
const firstWordsOf = (report: Report) => wordsOf(firstPageOf(documentOf(report)))

/** The value at a place like `controls.3.counts.FAIL`; of a list, how many it has. */
function numberAt(report: Report, place: string): unknown {
  const found = place
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], report)
  return Array.isArray(found) ? found.length : found
}

const withEvidence = (change: Partial<Evidence>) =>
  reportOf({ ...sampleEvidence({ accounts: 12, seed: 1 }), ...change }, sampleQuestion, {
    toolVersion: '0.0.0',
    redacted: false,
  })

describe('the document', () => {
  const report = sampleReport({ accounts: 140, seed: 3 })
  const document = documentOf(report)

  it('is the same to the byte for the same report', () => {
    expect(documentOf(sampleReport({ accounts: 140, seed: 3 }))).toBe(document)
  })

  it('says no number that the report does not say, in any of its forms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(99), (accounts, seed) => {
        const sample = sampleReport({ accounts, seed })
        const figures = figuresOf(documentOf(sample))
        expect(figures.length).toBeGreaterThan(40)
        for (const { place, value, shown } of figures) {
          expect({ place, value }).toEqual({ place, value: numberAt(sample, place) })
          expect(Number(shown.replaceAll(',', ''))).toBe(value)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('leaves out none of the totals', () => {
    const places = new Set(figuresOf(document).map(({ place }) => place))
    const totals = (['completeness', 'postures', 'findings'] as const).flatMap((group) =>
      Object.keys(report[group]).map((key) => `${group}.${key}`),
    )
    expect([...totals, 'holding', 'scope.accounts'].filter((place) => !places.has(place))).toEqual(
      [],
    )
  })

  it('has a row for everything that its tables are about', () => {
    const tables = tablesOf(document)
    expect(tables.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['holding', 'completeness.unknown', 'accounts', 'changes', 'actions']),
    )
    for (const { place, rows } of tables) {
      expect({ place, rows }).toEqual({ place, rows: numberAt(report, place) })
    }
  })

  it('names every account, and each root credential that is known', () => {
    for (const { id, credentials } of report.accounts) {
      expect(document).toContain(id)
      for (const key of credentials?.details?.accessKeys ?? []) expect(document).toContain(key.id)
    }
  })

  it('names every control with its framework', () => {
    for (const { framework, control } of report.controls) {
      expect(document).toContain(`<h3>${framework}</h3>`)
      expect(document).toContain(`>${control}</b>`)
    }
  })

  it('has a heading for every line of the table of contents', () => {
    const links = [...document.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)
    expect(new Set(links).size).toBeGreaterThan(12)
    for (const id of links) expect(document).toContain(`id="${id ?? ''}"`)
  })

  it('cuts long tables for a preview, and says so', () => {
    const preview = documentOf(report, 10)
    expect(tablesOf(preview).every(({ rows }) => rows <= 10)).toBe(true)
    expect(wordsOf(preview)).toContain(`The first 10 of ${report.accounts.length} rows are shown`)
    expect(figuresOf(firstPageOf(preview))).toEqual(figuresOf(firstPageOf(document)))
  })
})

describe('the first page', () => {
  it('gives the number with what is missing from it', () => {
    const report = sampleReport({ accounts: 214, seed: 7 })
    const { holding, completeness } = report
    expect(firstWordsOf(report)).toContain(
      `${holding} of ${completeness.observed} accounts that could be looked at still hold root credentials; ${completeness.unknown} are unknown`,
    )
    for (const caveat of report.caveats) expect(firstWordsOf(report)).toContain(caveat)
  })

  it('says of an empty organization that nothing is known', () => {
    const words = firstWordsOf(withEvidence({ accounts: () => [], runs: [] }))
    expect(words).toContain('nothing can be said about root credentials')
    expect(words).toContain('Not enough is known')
    expect(words).not.toContain('Nothing limits this report')
  })

  it('says of an organization that was never audited that nobody has looked', () => {
    const { accounts } = sampleEvidence({ accounts: 12, seed: 1 })
    const unlooked = withEvidence({
      runs: [],
      accounts: () =>
        [...accounts()].map((each) => ({ ...each, observations: [], failures: [], changes: [] })),
    })
    const words = firstWordsOf(unlooked)
    expect(words).toContain('was ever seen')
    expect(words).toContain('Run an audit')
    expect(words).not.toContain('No root credentials')
  })

  it('never calls a partly audited organization clean', () => {
    const { accounts } = sampleEvidence({ accounts: 12, seed: 1 })
    const clean = {
      password: false,
      accessKeys: false,
      mfaDevices: false,
      signingCertificates: false,
    }
    const partly = withEvidence({
      accounts: () =>
        [...accounts()].map((each, at) => ({
          ...each,
          failures: [],
          observations:
            at % 2 === 0
              ? []
              : each.observations.map((look) => ({
                  ...look,
                  credentials: { present: clean, details: null, detailsMissing: false },
                })),
        })),
    })
    const words = firstWordsOf(partly)
    expect(partly.holding).toBe(0)
    expect(words).toContain('This is not a clean result')
    expect(words).toContain('Not enough is known')
  })

  it('calls an organization clean where each account was looked at and none holds anything', () => {
    const report = sampleReport({ accounts: 3, seed: 1 })
    const clean: Report = {
      ...report,
      caveats: [],
      holding: 0,
      postures: {
        ...report.postures,
        'non-compliant': 0,
        exempt: 0,
        unknown: 0,
        stale: 0,
        compliant: 2,
      },
      completeness: { inOrganization: 3, observed: 2, unknown: 0, stale: 0, notApplicable: 1 },
    }
    const words = firstWordsOf(clean)
    expect(words).toContain('None of the 2 accounts that can be looked at holds root credentials')
    expect(words).toContain('Nothing limits this report')
    const unlisted = { ...clean, organization: { ...clean.organization, listedAt: null } }
    const doubting = firstWordsOf(unlisted)
    expect(doubting).toContain('but accounts may be missing')
    expect(doubting).toContain('This is not a clean result')
  })

  it('says which part of the organization it is about', () => {
    const report = sampleReport(
      { accounts: 60, seed: 4 },
      { scope: { ...everyAccount, unitId: 'ou-exam-sandbox' } },
    )
    const words = firstWordsOf(report)
    expect(words).toContain(
      `${report.scope.accounts} accounts of ${report.scope.members} in the organization`,
    )
    expect(words).toContain('in this scope')
  })

  it('says that names are pseudonyms where they are', () => {
    const report = sampleReport({ accounts: 3, seed: 1 })
    expect(firstWordsOf({ ...report, redacted: true })).toContain('Pseudonymised')
    expect(firstWordsOf(report)).not.toContain('Pseudonymised')
  })
})
