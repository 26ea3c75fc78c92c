import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../shared/domain/reports.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { htmlReport } from './html-report.ts'
import { tagsOf } from './testing/parsed-document.ts'

const documentOf = (report: Report) => [...htmlReport(report)].join('')

describe('a report whose names are hostile', () => {
  // SECURITY: what strangers named cannot become markup, and the document asks nobody for anything.
  const hostile = sampleReport({ accounts: 40, seed: 5, hostileNames: true })

  it('no text becomes a tag or an attribute, whatever it is', () => {
    const sample = sampleReport({ accounts: 6, seed: 2 })
    const structureOf = (text: string) =>
      JSON.stringify(tagsOf(documentOf(withTexts(sample, text))))
    const plain = structureOf('x')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(structureOf(`x${text}`)).toBe(plain)
      }),
      {
        numRuns: 8,
        examples: [
          ['<script>alert(1)</script>'],
          ['"><img src=x onerror=alert(1)>'],
          ["' autofocus onfocus='alert(1)"],
          ['</style></title></svg><script>'],
          ['--><!--'],
        ],
      },
    )
  })

  it('there is no script, no handler, no style of an element, and nothing is loaded', () => {
    const document = documentOf(hostile)
    const allowed =
      /^(?:meta|html|head|title|style|body|a|svg|symbol|path|circle|g|use|rect|line|text|desc|defs|pattern|main|header|nav|section|article|footer|figure|figcaption|p|br|h1|h2|h3|span|div|b|i|strong|small|code|bdi|data|time|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td)$/
    for (const { name, attributes } of tagsOf(document)) {
      expect(name.replace('/', '')).toMatch(allowed)
      expect(
        attributes.filter((each) =>
          /^(?:on|style$|src|action|srcset|poster|background)/.test(each),
        ),
      ).toEqual([])
    }
    const targets = [...document.matchAll(/(?:href|fill)="([^"]*)"/g)].map(
      ([, target = '']) => target,
    )
    expect(targets.filter((target) => !/^(?:#|url\(#|currentColor$|none$)/.test(target))).toEqual(
      [],
    )
    expect(/<style>(.*?)<\/style>/s.exec(document)?.[1]).not.toMatch(/url\(|@import|http/)
  })

  it('the policy permits the style sheet by its hash and nothing else', () => {
    const document = documentOf(hostile)
    const style = /<style>(.*?)<\/style>/s.exec(document)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(document).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    )
  })
})

/** The members of a report that hold what people or AWS wrote. */
const foreign = new Set(
  'name email unitPath verdict message remedy awsCode requestId words justification title framework control actor call owner reason ticket arn callerArn sentence featureSet accountName serialNumber status service region version openedBy by procedureId caseId caveats items sha256'.split(
    ' ',
  ),
)

/** The report with one text wherever somebody else's text can stand. */
function withTexts(report: Report, text: string): Report {
  const changed = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return foreign.has(key) ? text : value
    if (Array.isArray(value)) return value.map((each) => changed(each, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, changed(each, name)]),
    )
  }
  return changed(report, '') as Report
}
