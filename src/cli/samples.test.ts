import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { verifyBundle } from '../main/reports/bundle/verification.ts'

test.each(['evidence.zip', 'redacted.zip'])(
  'docs/samples/%s is what this version writes (else: npm run samples)',
  async (name) => {
    const file = fileURLToPath(new URL(`../../docs/samples/${name}`, import.meta.url))
    const { verdict, checks } = await verifyBundle(file, {
      trusted: [],
      toolVersion: packageJson.version,
      at: '2026-11-22T12:00:00.000Z',
    })
    expect(checks.filter(({ state }) => state !== 'fits')).toEqual([
      expect.objectContaining({ check: 'signer', state: 'unknown' }),
    ])
    expect(verdict).toBe('signer-unknown')
  },
)
