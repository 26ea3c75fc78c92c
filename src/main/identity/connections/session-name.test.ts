import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sessionNameOf } from './session-name.ts'

const tickets = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.stringMatching(/^[\w+=,.@-]{0,80}$/),
)

test('a ticket that STS takes is the name itself', () => {
  expect(sessionNameOf('CHG-4711')).toBe('CHG-4711')
  expect(sessionNameOf('jane@example.com')).toBe('jane@example.com')
})

test('whatever the ticket, STS takes the name, and it is always the same', () => {
  fc.assert(
    fc.property(tickets, (ticket) => {
      const name = sessionNameOf(ticket)
      expect(name).toMatch(/^[\w+=,.@-]{2,64}$/)
      expect(sessionNameOf(ticket)).toBe(name)
      // A name that was made is fit already: who makes it fit twice changes nothing that matters.
      expect(sessionNameOf(name)).toMatch(/^[\w+=,.@-]{2,64}$/)
    }),
  )
})

test('tickets that differ have names that differ, also where they look alike once made fit', () => {
  const alike = [
    'INC 1',
    'INC-1',
    'INC/1',
    'INC  1',
    '',
    'ä',
    'ö',
    'x',
    'y'.repeat(70),
    'y'.repeat(71),
  ]
  // One that looks as if it had been made is made anew.
  const posing = sessionNameOf('INC 1')
  const names = [...alike, posing].map(sessionNameOf)
  expect(new Set(names).size).toBe(names.length)
  fc.assert(
    fc.property(tickets, tickets, (one, other) => {
      fc.pre(one !== other)
      expect(sessionNameOf(one)).not.toBe(sessionNameOf(other))
    }),
  )
})
