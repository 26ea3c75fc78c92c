import { expect, test } from 'vitest'
import { sampleReport } from './testing/sample-report.ts'
import { beginningOf, previewOf } from './report-preview.ts'

const never = new AbortController().signal
const shelf = () => {
  const documents: string[] = []
  return { documents, put: (html: string) => `/document/${documents.push(html)}` }
}

test('a long document shows the beginning of its tables and says that more follows', async () => {
  const report = sampleReport({ accounts: 450, seed: 2 })
  const { documents, put } = shelf()
  const shown = await previewOf(report, 'html', { put }, never)
  expect(shown).toMatchObject({ document: '/document/1', text: null, cut: true })
  const last = report.accounts.at(-1)?.id ?? expect.fail()
  expect(documents[0]).toContain(report.accounts[0]?.id)
  expect(documents[0]).not.toContain(`id="account-${last}"`)
  const whole = await previewOf(sampleReport({ accounts: 30, seed: 2 }), 'pdf', { put }, never)
  expect(whole.cut).toBe(false)
})

test('of a text the first 200 lines are shown, and no more of it is made than that', () => {
  let made = 0
  function* lines() {
    for (; made < 1000; made += 1) yield `line ${made}\r\n`
  }
  const { text, cut } = beginningOf(lines())
  expect(text.split('\n')).toHaveLength(201)
  expect(cut).toBe(true)
  expect(made).toBeLessThan(202)
  expect(beginningOf(['a\n', 'b'])).toEqual({ text: 'a\nb', cut: false })
  expect(beginningOf([Array.from({ length: 300 }, () => 'x').join('\n')]).cut).toBe(true)
})

test('a text of few long lines is cut as well', () => {
  const { text, cut } = beginningOf([`${'x'.repeat(600_000)}\n`, 'more\n'])
  expect([text.length, cut]).toEqual([600_001, true])
})
