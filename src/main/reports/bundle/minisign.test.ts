import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MinisignSignature } from './minisign.ts'
import {
  judgeSignature,
  keyName,
  keyWord,
  minisign,
  minisignKeyOf,
  publicKeyFile,
  readPublicKey,
  readSignature,
} from './minisign.ts'
import { missingTools, skipNote } from './testing/found-tools.ts'
import { sampleSigner } from './testing/sample-signer.ts'

const missing = missingTools('minisign')
const content = Buffer.from('{"format":"rootkeep-bundle"}\n')
const comment = 'timestamp:1795348800\tfile:manifest.json\trootkeep-bundle:o-exampleorgid'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootkeep-minisign-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs minisign in the folder. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('minisign', args, {
    cwd: folder,
    encoding: 'utf8',
    input: '',
  })
  return { ok: status === 0, output: stdout + stderr }
}

const write = (name: string, data: string | Uint8Array) => writeFileSync(join(folder, name), data)
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

function readBoth(signatureFile: string, keyFile: string) {
  const signature = readSignature(signatureFile)
  const key = readPublicKey(keyFile)
  if (!signature || !key) throw new Error('what a test wrote cannot be read')
  return { signature, key }
}

// skipped: where minisign is missing and cannot be installed unasked (scripts/setup/auditor-tools.mjs)
describe.skipIf(missing.length > 0)(`minisign itself${skipNote(missing)}`, () => {
  test('verifies what we sign, by the key as a word and as a file, and shows what else was signed', () => {
    const signer = sampleSigner()
    const key = minisignKeyOf(signer.publicKey)
    write('manifest.json', content)
    write('manifest.json.minisig', minisign(content, comment, signer))
    write('rootkeep.pub', publicKeyFile(key))
    for (const given of [
      ['-P', keyWord(key)],
      ['-p', 'rootkeep.pub'],
    ]) {
      const { ok, output } = run('-Vm', 'manifest.json', ...given)
      expect(output).toContain('Signature and comment signature verified')
      expect(output).toContain(`Trusted comment: ${comment}`)
      expect(ok).toBe(true)
    }
    expect(
      run('-Vm', 'manifest.json', '-P', keyWord(minisignKeyOf(sampleSigner().publicKey))).ok,
    ).toBe(false)
    write('manifest.json', Buffer.concat([content, Buffer.from(' ')]))
    expect(run('-Vm', 'manifest.json', '-p', 'rootkeep.pub').ok).toBe(false)
  })

  test('makes keys and signatures, of both kinds, that we read and verify', () => {
    expect(run('-G', '-W', '-p', 'its.pub', '-s', 'its.key').ok).toBe(true)
    write('file', content)
    run('-Sm', 'file', '-s', 'its.key', '-t', comment, '-x', 'new.minisig')
    run('-Slm', 'file', '-s', 'its.key', '-t', comment, '-x', 'old.minisig')
    for (const [file, prehashed] of [
      ['new.minisig', true],
      ['old.minisig', false],
    ] as const) {
      const { signature, key } = readBoth(read(file), read('its.pub'))
      expect(signature).toMatchObject({ prehashed, trustedComment: comment })
      expect(judgeSignature(content, signature, key)).toBe('fits')
      expect(read('its.pub')).toContain(keyName(key))
      expect(readPublicKey(`${keyWord(key)}\n`)).toEqual(key)
      const altered = Buffer.concat([content, Buffer.from('!')])
      expect(judgeSignature(altered, signature, key)).toBe('differs')
    }
  })

  test('shows the ID of our keys as we show it, also where it begins with a zero', () => {
    write('file', content)
    write('file.minisig', minisign(content, comment, sampleSigner()))
    let key = minisignKeyOf(sampleSigner().publicKey)
    while ((key.keyId.at(-1) ?? 0) > 0x0f) key = minisignKeyOf(sampleSigner().publicKey)
    write('our.pub', publicKeyFile(key))
    const { output } = run('-Vm', 'file', '-p', 'our.pub')
    expect(output).toContain(`key id in the public key is ${keyName(key)}\n`)
  })
})

describe('a signature', () => {
  test('fits exactly the content, the comment and the key that it was made for', () => {
    const signer = sampleSigner()
    const key = minisignKeyOf(signer.publicKey)
    const bytes = fc.uint8Array({ maxLength: 200 })
    const line = fc.string({ maxLength: 80 }).filter((text) => !/[\r\n]/.test(text))
    fc.assert(
      fc.property(bytes, bytes, line, line, (one, other, said, unsaid) => {
        const signature = readSignature(minisign(one, said, signer))
        expect(signature).toMatchObject({ prehashed: true, trustedComment: said })
        if (!signature) return
        expect(judgeSignature(one, signature, key)).toBe('fits')
        const same = Buffer.from(one).equals(other)
        expect(judgeSignature(other, signature, key)).toBe(same ? 'fits' : 'differs')
        const altered = { ...signature, trustedComment: unsaid }
        expect(judgeSignature(one, altered, key)).toBe(said === unsaid ? 'fits' : 'differs')
      }),
      { numRuns: 50 },
    )
    const stranger = minisignKeyOf(sampleSigner().publicKey)
    const { signature } = readBoth(minisign(content, comment, signer), publicKeyFile(key))
    expect(judgeSignature(content, signature, stranger)).toBe('other-key')
    expect(judgeSignature(content, signature, { ...stranger, keyId: key.keyId })).toBe('differs')
  })

  test('has one spelling: nothing near to it is read', () => {
    const signer = sampleSigner()
    const text = minisign(content, comment, signer)
    const [untrusted = '', word = '', trusted = '', global = ''] = text.split('\n')
    const lenient = `${word.slice(0, -1)}${word.at(-1) === '=' ? '' : '='}`
    for (const other of [
      '',
      word,
      [untrusted, word].join('\n'),
      [untrusted, lenient, trusted, global].join('\n'),
      [untrusted, `${word} `, trusted, global].join('\n'),
      [untrusted, word, global, trusted].join('\n'),
      [untrusted, word, trusted.replace('trusted', 'signed'), global].join('\n'),
      ['comment', word, trusted, global].join('\n'),
      [untrusted, word, trusted, global, 'more', ''].join('\n'),
      [untrusted, word, `${trusted}\rmore`, global].join('\n'),
      [untrusted, Buffer.from('EX').toString('base64') + word.slice(4), trusted, global].join('\n'),
      text.repeat(100),
    ]) {
      expect(readSignature(other), other).toBeNull()
    }
    expect(readSignature(text.replaceAll('\n', '\r\n'))).toEqual(readSignature(text))
  })

  test('and reading it never throw, whatever the text or the key', () => {
    const key = minisignKeyOf(sampleSigner().publicKey)
    const some = fc.uint8Array({ maxLength: 80 })
    fc.assert(
      fc.property(fc.string(), some, some, some, (text, keyId, publicKey, bytes) => {
        readSignature(text)
        readPublicKey(text)
        const signature: MinisignSignature = {
          keyId,
          prehashed: true,
          signature: bytes,
          trustedComment: text,
          globalSignature: bytes,
        }
        expect(judgeSignature(content, signature, { keyId, publicKey })).toBe('differs')
        expect(judgeSignature(content, { ...signature, keyId: key.keyId }, key)).toBe('differs')
      }),
    )
  })

  test('is never made with a comment of two lines', () => {
    expect(() => minisign(content, 'one\ntrusted comment: two', sampleSigner())).toThrow('one line')
  })
})

describe('a public key file', () => {
  test('names the fingerprint that operators compare, and an ID that follows from the key', () => {
    const { publicKey, fingerprint } = sampleSigner()
    const file = publicKeyFile(minisignKeyOf(publicKey))
    expect(file).toContain(fingerprint)
    expect(readPublicKey(file)).toEqual(minisignKeyOf(publicKey))
    // SHA-256 of 32 zero bytes begins 66687aadf862bd77; minisign shows the last byte first.
    expect(keyName(minisignKeyOf(Buffer.alloc(32).toString('base64')))).toBe('77BD62F8AD7A6866')
  })

  test('has one spelling: nothing near to it is read', () => {
    const file = publicKeyFile(minisignKeyOf(sampleSigner().publicKey))
    const [comment = '', word = ''] = file.split('\n')
    for (const other of [
      '',
      comment,
      `${word}=`,
      word.replace('RW', 'RU'),
      `key\n${word}`,
      `${comment}\n${word}\n${word}`,
    ]) {
      expect(readPublicKey(other), other).toBeNull()
    }
  })
})

test('SECURITY: what is signed for minisign is never what a document of ours signs', () => {
  const signed: Uint8Array[] = []
  const signer = sampleSigner()
  const listening = {
    ...signer,
    signBytes(bytes: Uint8Array) {
      signed.push(bytes)
      return signer.signBytes(bytes)
    },
  }
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.json().filter((text) => !/[\r\n]/.test(text)),
      (bytes, said) => {
        signed.length = 0
        minisign(bytes, said, listening)
        const [digest, global] = signed
        expect(signed).toHaveLength(2)
        // A document is longer than the first and, being canonical JSON, has no byte of the kind that the second has at its 64th place.
        expect(digest).toHaveLength(64)
        expect(global?.[63]).toBeLessThanOrEqual(0x10)
      },
    ),
    { numRuns: 50 },
  )
})
