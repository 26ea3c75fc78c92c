import type { Turn } from '../../slices.ts'

/** Why bytes could not be read; the message is a sentence for the operator. */
export class Unreadable extends Error {}

const quote = 0x22
const backslash = 0x5c
const opens = 0x7b
const closes = 0x7d
const arrayOpens = 0x5b
const arrayCloses = 0x5d
const comma = 0x2c

/** What CloudTrail writes: one object whose member `Records` is the list. */
const wrapped = /^\s*\{\s*"Records"\s*:\s*\[/

/**
 * Hands over the objects of a text one by one: the records of a CloudTrail file, the lines of JSON Lines, the elements of a list, or the one object that
 * the text is. So a file of 200 MB is never one value in memory, and others have their turn between two objects.
 *
 * Throws `Unreadable` where the text is not JSON, or ends too early.
 */
export async function eachObject(
  text: Buffer,
  turn: Turn,
  take: (object: unknown) => void,
): Promise<void> {
  const wrapper = wrapped.exec(text.toString('latin1', 0, 200))
  let at = wrapper ? wrapper[0].length : 0
  let number = 0
  for (;;) {
    const begin = nextObject(text, at, wrapper !== null)
    if (begin === null) return
    at = endOfObject(text, begin)
    number += 1
    take(parsed(text.toString('utf8', begin, at), number))
    await turn()
  }
}

/** Where the next object begins; null where there is none any more. */
function nextObject(text: Buffer, from: number, wrapped: boolean): number | null {
  for (let at = from; at < text.length; at += 1) {
    const byte = text[at]
    if (byte === opens) return at
    if (byte === arrayCloses && wrapped) return null
    const between = isSpace(byte) || byte === comma || byte === arrayOpens || byte === arrayCloses
    if (!between) throw new Unreadable('It is not JSON.')
  }
  if (wrapped) throw new Unreadable('It ends in the middle of its list of records.')
  return null
}

/** The place behind the object that begins at `begin`. */
function endOfObject(text: Buffer, begin: number): number {
  let depth = 0
  for (let at = begin; at < text.length; at += 1) {
    switch (text[at]) {
      case quote:
        at = endOfString(text, at)
        break
      case opens:
        depth += 1
        break
      case closes:
        depth -= 1
        if (depth === 0) return at + 1
        break
      default:
    }
  }
  throw new Unreadable('It ends in the middle of a record.')
}

/** The place of the quote that ends the string that begins at `begin`. */
function endOfString(text: Buffer, begin: number): number {
  let end = begin
  for (;;) {
    end = text.indexOf(quote, end + 1)
    if (end === -1) throw new Unreadable('It ends in the middle of a record.')
    let escapes = 0
    while (text[end - 1 - escapes] === backslash) escapes += 1
    if (escapes % 2 === 0) return end
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Unreadable(`Its record ${number} is not JSON.`)
  }
}
