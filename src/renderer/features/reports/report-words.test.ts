import { expect, it } from 'vitest'
import { partsOfPath, previewNotes, saveWords, writtenWords } from './report-words.ts'

it('the button says how many files it writes, or that it signs', () => {
  expect(saveWords({ kind: 'report', formats: ['html'] })).toBe('Write 1 file…')
  expect(saveWords({ kind: 'report', formats: ['html', 'pdf', 'md'] })).toBe('Write 3 files…')
  expect(saveWords({ kind: 'bundle', formats: ['html', 'pdf'] })).toBe('Sign and write the bundle…')
})
it('what was done is said as it was done', () => {
  expect(writtenWords([{ kind: 'csv' }, { kind: 'json' }])).toBe('2 files written.')
  expect(writtenWords([{ kind: 'bundle' }])).toBe('The bundle is signed and written.')
})
it('a preview says in what it differs from what will be written, and nothing where it does not', () => {
  const plain = { kind: 'report', redact: false } as const
  const whole = { cut: false, document: 'app://document' }
  expect(previewNotes(plain, 'html', whole)).toEqual([])
  expect(previewNotes({ ...plain, redact: true }, 'html', whole)).toEqual([])
  expect(previewNotes({ kind: 'bundle', redact: true }, 'html', whole)).toEqual([
    expect.stringMatching(/pseudonyms/),
  ])
  expect(previewNotes(plain, 'pdf', { ...whole, cut: true })).toEqual([
    expect.stringMatching(/pages/),
    expect.stringMatching(/tables are cut/),
  ])
  expect(previewNotes(plain, 'csv', { cut: true, document: null })).toEqual([
    expect.stringMatching(/beginning/),
  ])
})
it('a path is told apart into folder and name, as each system writes it', () => {
  expect(partsOfPath('/reports/report.html')).toEqual({ folder: '/reports', name: 'report.html' })
  expect(partsOfPath('C:\\out\\b.zip')).toEqual({ folder: 'C:\\out', name: 'b.zip' })
  expect(partsOfPath('b.zip')).toEqual({ folder: '', name: 'b.zip' })
})
