import { describe, expect, test } from 'vitest'
import { OperatorCard } from '../../shared/domain/operators.ts'
import { newPrivateKey, publicKeyOf, signText } from './signature.ts'
import { isSignedWith, readDocument, signDocument, textOf } from './signed-document.ts'

const key = newPrivateKey()
const publicKey = publicKeyOf(key)
const signer = { sign: (text: string) => signText(text, key) }
const card = signDocument(
  { format: 'rootkeep-operator', version: 1, name: 'Ada of the long surname', publicKey },
  signer,
)
const text = textOf(card)

describe('a document that is handed over', () => {
  test('comes back as it was signed', () => {
    expect(readDocument(OperatorCard, text)).toEqual(card)
    expect(isSignedWith(card, publicKey)).toBe(true)
  })

  test.each([
    ['with words around it', `Hi Bob,\nhere is my card:\n\n${text}\n\nRegards\nAda`],
    ['with the line ends of another system', text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${text}`],
    ['with lines broken at spaces', text.replace('of the long', 'of the\nlong')],
    ['with lines broken behind spaces', text.replace('of the long', 'of the \r\nlong')],
    ['indented with spaces that do not break', text.replaceAll('  ', '\u00a0\u00a0')],
    ['in one line', JSON.stringify(card)],
    [
      'with its members in another order',
      JSON.stringify(Object.fromEntries(Object.entries(card).toReversed())),
    ],
  ])('is read %s', (_, given) => {
    const read = readDocument(OperatorCard, given)
    expect(read).toEqual(card)
    expect(read && isSignedWith(read, publicKey)).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'hello {world}'],
    ['only a part of it', text.slice(0, text.length / 2)],
    ['another kind', JSON.stringify({ ...card, format: 'rootkeep-approval' })],
    ['a newer version', JSON.stringify({ ...card, version: 2 })],
    ['a member too many', JSON.stringify({ ...card, admin: true })],
    ['a member too few', JSON.stringify({ ...card, signature: undefined })],
    [
      'a name with space around it, which the schema would trim',
      JSON.stringify({ ...card, name: ' Ada ' }),
    ],
    ['a member that hides', text.replace('{', '{"__proto__": {"admin": true},')],
    ['half a letter', JSON.stringify({ ...card, name: 'Ada \ud800' })],
  ])('is not read where it is %s', (_, given) => {
    expect(readDocument(OperatorCard, given)).toBeNull()
  })

  test('is signed with its kind: the same members under another format are not', () => {
    expect(isSignedWith({ ...card, format: 'rootkeep-approval' }, publicKey)).toBe(false)
  })
})
