import { expect, it } from 'vitest'
import { eventFilesOf } from './cloudtrail-files.ts'

const file = (name: string, size = 100) => ({ name, size })

it('event files are told by their names; everything else is left aside', () => {
  const chosen = [file('a.json.gz'), file('b.json'), file('C.JSON.GZ'), file('notes.txt')]
  expect(eventFilesOf(chosen)).toMatchObject({ bytes: 300, fault: null })
  expect(eventFilesOf(chosen).files.map(({ name }) => name)).toEqual([
    'a.json.gz',
    'b.json',
    'C.JSON.GZ',
  ])
})
it('a choice without any event file says so', () => {
  expect(eventFilesOf([file('notes.txt')]).fault).toContain('no event file')
  expect(eventFilesOf([]).fault).toContain('no event file')
})
it('too many files, or too large ones, are refused before they are read', () => {
  const many = Array.from({ length: 20_001 }, () => file('a.json', 1))
  expect(eventFilesOf(many).fault).toContain('20,001 files')
  expect(eventFilesOf([file('a.json', 65 * 1024 * 1024)]).fault).toContain('65 MB')
  expect(eventFilesOf([file('a.json', 64 * 1024 * 1024)]).fault).toBeNull()
})
