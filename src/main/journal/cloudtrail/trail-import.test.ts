import { afterEach, beforeEach, expect, test } from 'vitest'
import { organizationId } from '../testing/kept-journal.ts'
import { file, setTrailScene, type TrailScene } from './testing/trail-scene.ts'

let scene: TrailScene
beforeEach(() => {
  scene = setTrailScene()
})
afterEach(() => scene.close())

test('files that cannot be read are named with the reason, and nothing of them counts', async () => {
  scene.journaled('sts:AssumeRoot', { requestId: 'r-1', issued: 'ASIAOURS' })
  const whole = file(scene.opening({ requestID: 'r-1', key: 'ASIAOURS' }))
  const text = JSON.stringify({
    Records: [scene.opening({ requestID: 'x-1' }), scene.opening({ requestID: 'x-2' })],
  })
  const { summary } = await scene.imported(
    whole,
    { name: 'cut.json', bytes: Buffer.from(text.slice(0, -30)) },
    { name: 'notes.txt', bytes: Buffer.from('remember the milk') },
  )
  expect(summary).toMatchObject({
    files: 3,
    events: 1,
    unreadable: [
      { name: 'cut.json', reason: 'It ends in the middle of a record.' },
      { name: 'notes.txt', reason: 'It is not JSON.' },
    ],
    from: scene.kept.clock.instant(),
    until: scene.kept.clock.instant(),
    counts: { confirmed: 1, 'unknown-session': 0 },
  })
})

test('an import is kept and journaled; one that came to no end leaves nothing', async () => {
  const imports = scene.kept.record.cloudTrailImports
  imports.addFindings('broken off', [], 0)
  scene.kept.db
    .prepare(`INSERT INTO cloudtrail_findings VALUES ('broken off', 0, 'missing', '{}')`)
    .run()
  const { summary } = await scene.imported(file(scene.opening({ requestID: 'x-1' })))
  expect(imports.list(organizationId)).toEqual([summary])
  expect(imports.findings('broken off', null, 0, 10)).toBeNull()
  expect(scene.kept.db.prepare('SELECT count(*) AS n FROM cloudtrail_findings').get()).toEqual({
    n: 1,
  })
  expect(scene.kept.entries.newest()).toMatchObject({ kind: 'cloudtrail-imported' })
  expect((await scene.kept.verify()).intact).toBe(true)
})

test('findings are read by match and page', async () => {
  const openings = [3, 1, 2].map((at) => scene.opening({ requestID: `x-${at}`, at }))
  const { summary } = await scene.imported(file(...openings))
  const page = scene.kept.record.cloudTrailImports.findings(summary.id, 'unknown-session', 1, 1)
  expect(page?.total).toBe(3)
  expect(page?.findings.map(({ requestId }) => requestId)).toEqual(['x-2'])
  expect(scene.kept.record.cloudTrailImports.findings(summary.id, 'missing', 0, 10)?.total).toBe(0)
})
