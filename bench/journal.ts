import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { AccountId, OrganizationId } from '../src/shared/domain/accounts.ts'
import type { JournalDraft } from '../src/shared/domain/journal.ts'
import { systemClock } from '../src/main/clock.ts'
import { openDatabase } from '../src/main/database/database.ts'
import { createRecordStore, type RecordStore } from '../src/main/database/record-store.ts'
import type { Journal } from '../src/main/journal/journal.ts'
import { openJournal } from '../src/main/journal/open-journal.ts'
import { verifyJournal } from '../src/main/journal/verification.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import { withDataFolder } from './data-folder.ts'
import { quantile } from './distribution.ts'

const appends = 2_000
const callers = 96
const entriesToVerify = 100_000
const writtenAtOnce = 1_000

export const journal: Benchmark = {
  name: 'journal',
  about: 'one durable entry, and whether 100,000 are as they were written',
  run: (bench) => withDataFolder((folder) => measure(folder, bench)),
}

async function measure(folder: string, { say, figure }: Bench): Promise<void> {
  const opened = openDatabase(folder, new Date(), 'record')
  if (!opened.ok) throw new Error(opened.error.message)
  const record = createRecordStore(opened.value.db)
  const kept = openJournal({
    record,
    movedAside: null,
    facts: factsInMemory(),
    clock: systemClock,
    pushes: { changed() {} },
    version: 'bench',
  })
  try {
    const durable = { durable: 'WAL, synchronous=FULL', filesystem: folder }
    const alone = await appendOneByOne(kept.journal)
    figure({
      figure: 'append, one after the other, p95',
      value: quantile(alone, 0.95),
      unit: 'ms',
      target: { most: 2 },
      conditions: { ...durable, entries: appends },
    })
    const together = await appendTogether(kept.journal)
    figure({
      figure: `append, by ${callers} callers at once, p95`,
      value: quantile(together, 0.95),
      unit: 'ms',
      conditions: { ...durable, entries: together.length },
    })
    say(`writing ${entriesToVerify} entries`)
    fill(kept.journal, record)
    await verify(record, { figure })
  } finally {
    kept.close()
    opened.value.close()
  }
}

async function appendOneByOne(journal: Journal): Promise<number[]> {
  const taken: number[] = []
  for (let number = 0; number < appends; number += 1) {
    const began = performance.now()
    await journal.append(intent(number))
    taken.push(performance.now() - began)
  }
  return taken
}

/** As the engine does it: each caller appends again once its entry is durable. */
async function appendTogether(journal: Journal): Promise<number[]> {
  const taken: number[] = []
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let number = 0; number < 20; number += 1) {
        const began = performance.now()
        await journal.append(intent(caller * 100 + number))
        taken.push(performance.now() - began)
      }
    }),
  )
  return taken
}

function fill(journal: Journal, { journalEntries }: RecordStore): void {
  for (;;) {
    const missing = entriesToVerify - (journalEntries.newest()?.sequence ?? 0)
    if (missing <= 0) return
    const drafts = Array.from({ length: Math.min(missing, writtenAtOnce) }, (_, n) => intent(n))
    journal.write(drafts)
  }
}

async function verify(record: RecordStore, { figure }: Pick<Bench, 'figure'>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const { intact, entries, durationMs } = await verifyJournal(
    {
      entries: record.journalEntries,
      checkpoints: record.checkpoints,
      missingGuards: record.missingGuards(),
      remembered: null,
    },
    systemClock,
  )
  delay.disable()
  if (!intact) throw new Error('the journal that was just written is not intact')
  const conditions = { entries }
  figure({
    figure: 'verification',
    value: durationMs,
    unit: 'ms',
    target: { most: 3_000 },
    conditions,
  })
  figure({
    figure: 'event-loop delay during verification, p99',
    value: delay.percentile(99) / 1e6,
    unit: 'ms',
    target: { most: 50 },
    conditions,
  })
}

/** An entry as large as those of a deletion. */
function intent(number: number): JournalDraft {
  const accountId = String(100_000_000_000 + (number % 1000)) as AccountId
  const key = `AKIA${String(number).padStart(16, '0')}`
  return {
    kind: 'call-intent',
    organizationId: 'o-benchorganiz' as OrganizationId,
    accountId,
    procedureId: '6f2c1b60-0000-4000-8000-000000000000',
    caseId: null,
    actor: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_RootOperator/jane@example.com',
    detail: {
      itemId: `${accountId}/access-key/${key}`,
      call: 'iam:DeleteAccessKey',
      arguments: { AccessKeyId: key },
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    },
  }
}

function factsInMemory() {
  const facts = new Map<string, string>()
  return {
    remembered: (key: string) => facts.get(key) ?? null,
    remember: (key: string, value: string) => void facts.set(key, value),
  }
}
