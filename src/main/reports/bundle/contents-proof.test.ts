import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BundleCheck } from '../../../shared/domain/bundles.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import {
  lines,
  odd,
  report,
  sentence,
  startVerification,
  type VerifiedBundle,
} from './testing/verified-bundle.ts'

let bundle: VerifiedBundle
beforeAll(async () => {
  bundle = await startVerification()
})
afterAll(() => bundle.close())

type Row = Record<string, never>
const accounts = (change: (rows: Row[]) => Row[]) => lines<Row>(JSON.stringify, change)

describe('what its own signer altered, and signed again', () => {
  const holder = (said: Report) =>
    said.accounts.find(({ posture }) => posture === 'non-compliant') as Report['accounts'][number]

  test.each<[string, (said: Report) => void, RegExp]>([
    [
      'a posture',
      (said) => (holder(said).posture = 'compliant'),
      /Account \d{12} is compliant in the report, and non-compliant by the evidence/,
    ],
    ['a finding', (said) => (holder(said).findings = []), /holds nothing in the report/],
    [
      'a total',
      (said) => (said.completeness.observed += 1),
      /says of completeness: .*observed.* by the evidence it is/,
    ],
    ['how many hold credentials', (said) => (said.holding -= 1), /says of holding/],
    [
      'a control',
      (said) => {
        for (const control of said.controls) control.status = 'PASS'
      },
      /is PASS in the report, and FAIL by the evidence/,
    ],
    ['an account less', (said) => void said.accounts.splice(2, 1), /is not in the report/],
    ['a point of the trend', (said) => void said.trend.pop(), /says of trend/],
    ['how many are meant', (said) => (said.scope.members += 1), /scope says of members/],
    ['who is denied', (said) => void said.scpGuard.denied.push(holder(said).id), /says of denied/],
    ['an action', (said) => void said.actions?.pop(), /says of actions/],
  ])('%s in report.json contradicts the evidence', async (_what, change, words) => {
    const verification = await bundle.verify(bundle.insider('reports/report.json', report(change)))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ postures: 'differs', reports: 'differs' })
    expect(sentence(verification, 'postures')).toMatch(words)
  })

  test.each<[string, (text: string) => string]>([
    ['reports/report.csv', (text) => text.replace(',non-compliant,', ',compliant,')],
    [
      'reports/report.ocsf.jsonl',
      (text) => text.replace('"posture":"non-compliant"', '"posture":"exempt"'),
    ],
    ['reports/report.html', (text) => text.replace('</body>', '<p>All is well.</p></body>')],
    ['reports/report.md', (text) => `${text}\nAll is well.\n`],
    ['README.txt', (text) => text.replace('believe nothing in it', 'do not worry')],
    ['schemas/report.schema.json', (text) => text.replace('rootkeep-report', 'rootkeep-fable')],
    ['reports/report.pdf', () => '<html>'],
  ])('%s is not what the evidence gives', async (path, change) => {
    const verification = await bundle.verify(bundle.insider(path, change))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ reports: 'differs' })
    expect(sentence(verification, 'reports')).toContain(path)
  })

  test('an account less in the evidence leaves the report without ground', async () => {
    const verification = await bundle.verify(
      bundle.insider(
        'evidence/accounts.jsonl',
        accounts((rows) => rows.toSpliced(3, 1)),
      ),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(sentence(verification, 'postures')).toMatch(
      /Account \d{12} is in the report, and the evidence does not put it there/,
    )
  })

  test('an observation that was made clean contradicts what was reported', async () => {
    const clean = accounts((rows) =>
      rows.map(
        (row) =>
          JSON.parse(JSON.stringify(row).replaceAll('"password":true', '"password":false')) as Row,
      ),
    )
    const verification = await bundle.verify(bundle.insider('evidence/accounts.jsonl', clean))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({ postures: 'differs', reports: 'differs' })
  })

  test.each<[string, string, (text: string) => string]>([
    [
      'an account',
      'evidence/accounts.jsonl',
      (text) => text.replace('"state":"ACTIVE"', '"state":"FINE"'),
    ],
    ['a call', 'evidence/calls.jsonl', (text) => text.replace('"attempt":', '"tries":')],
    ['a line of the journal', 'evidence/journal.jsonl', (text) => text.replace('{', '{"more":1,')],
    ['a report that is none', 'reports/report.json', (text) => text.replace('"format"', '"shape"')],
    ['a report that is no JSON', 'reports/report.json', (text) => text.slice(0, -4)],
  ])('%s in another shape is named, and nothing is drawn from it', async (_what, path, change) => {
    const verification = await bundle.verify(bundle.insider(path, change))
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toMatchObject({
      schemas: 'differs',
      postures: 'not-made',
      reports: 'not-made',
    })
    expect(sentence(verification, 'schemas')).toContain(path)
  })

  test('rules that are not those it says it was judged by do not fit', async () => {
    const verification = await bundle.verify(
      bundle.insider('rules/rules.json', (text) =>
        text.replace('something is present"', 'nothing is present"'),
      ),
    )
    expect(verification.verdict).toBe('contradicted')
    expect(odd(verification)).toEqual({ rules: 'differs' })
  })
})

describe('what another version of Rootkeep wrote', () => {
  test('is judged by its verdicts, and what could not be compared is named', async () => {
    const verification = await bundle.verify(bundle.files, { toolVersion: '1.2.4' })
    expect(verification.verdict).toBe('verified')
    expect(sentence(verification, 'reports')).toContain('could not be compared to the byte')
  })

  test.each<[string, (text: string) => string]>([
    ['reports/report.csv', (text) => text.replace(',non-compliant,', ',compliant,')],
    ['reports/report.csv', (text) => text.slice(0, text.lastIndexOf('\r\n', text.length - 3) + 2)],
    [
      'reports/report.ocsf.jsonl',
      (text) => text.replace('"posture":"non-compliant"', '"posture":"exempt"'),
    ],
    ['reports/report.ocsf.jsonl', (text) => text.replace('2003', '2004')],
    // Others may read the first of two, and we the last.
    [
      'reports/report.csv',
      (text) => text + text.slice(text.lastIndexOf('\r\n', text.length - 3) + 2),
    ],
    ['reports/report.csv', (text) => text.replace('posture', 'posture,posture')],
    ['reports/report.ocsf.jsonl', (text) => text + text.slice(0, text.indexOf('\n') + 1)],
  ])('with other verdicts in %s contradicts the evidence', async (path, change) => {
    const verification = await bundle.verify(bundle.insider(path, change), { toolVersion: '1.2.4' })
    expect(odd(verification)).toEqual({ reports: 'differs' })
  })

  test('where README.txt could not be compared either, that is said', async () => {
    const verification = await bundle.verify(
      bundle.insider('README.txt', () => 'All is well.\n'),
      { toolVersion: '1.2.4' },
    )
    expect(sentence(verification, 'reports')).toMatch(/README\.txt.* could not be compared/)
  })

  test('SECURITY: a report far larger than its evidence gives is never taken apart', async () => {
    for (const path of ['reports/report.json', 'reports/report.csv']) {
      const large = () => `[${'{},'.repeat(1_500_000)}{}]\n`
      const verification = await bundle.verify(bundle.insider(path, large), {
        toolVersion: '1.2.4',
      })
      expect(verification.verdict).not.toBe('verified')
      expect(verification.checks.map(({ sentence }) => sentence).join('\n')).toMatch(
        /times as large as what the evidence gives: it is not read|more than 100 times as large/,
      )
    }
  })

  test('with another posture in report.json contradicts the evidence', async () => {
    const change = report(
      (said) => void (said.accounts[1] && (said.accounts[1].posture = 'exempt')),
    )
    const verification = await bundle.verify(bundle.insider('reports/report.json', change), {
      toolVersion: '1.2.4',
    })
    expect(odd(verification)).toEqual({ postures: 'differs' })
  })

  test.each<[BundleCheck, string, (text: string) => string]>([
    ['rules', 'rules/rules.json', (text) => text.replace('"version":1', '"version":2')],
    ['schemas', 'evidence/runs.jsonl', (text) => text.replace('{', '{"aaa":1,')],
  ])('with other %s is not judged', async (check, path, change) => {
    const verification = await bundle.verify(bundle.insider(path, change), { toolVersion: '1.2.4' })
    expect(verification.verdict).toBe('not-judged')
    expect(odd(verification)).toMatchObject({ [check]: 'unknown', postures: 'not-made' })
  })

  test('in a newer format is not judged, whatever its signature', async () => {
    const newer = bundle.textOf('manifest.json').replace('"version":1}', '"version":2}')
    const verification = await bundle.verify(
      new Map([...bundle.files, ['manifest.json', Buffer.from(newer)]]),
    )
    expect(verification).toMatchObject({ verdict: 'not-judged', manifest: null })
    expect(odd(verification)).toMatchObject({ manifest: 'unknown', signature: 'not-made' })
  })
})
