import { X } from 'lucide-react'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { adjustJournal, showAccount, showCase, showProcedure } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { sayFailure } from '../../ui/say-failure.ts'
import { TextHandout } from '../../ui/text-handout.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { detailFacts, summaryOf, toneOf } from './entry-words.ts'
import { findEntry, openEntry } from './journal-place.ts'
import { journalKindLabel } from './kind-words.ts'
import styles from './entry-panel.module.css'

/** One entry in full: what it tells, what it is about, and its place in the chain. */
export function EntryPanel({ entry }: { readonly entry: JournalEntry }) {
  const facts = detailFacts(entry.detail)
  return (
    <aside className={styles.panel} aria-label="Entry">
      <header className={styles.header} data-tone={toneOf(entry)}>
        <h2 className={styles.title}>
          {journalKindLabel[entry.kind]}
          <span className={styles.number}>entry {countOf(entry.sequence)}</span>
        </h2>
        <p className={styles.summary}>{summaryOf(entry)}</p>
        <IconButton
          label="Close the entry"
          icon={<X aria-hidden />}
          className={styles.close}
          onClick={() => openEntry(null)}
        />
      </header>
      <div className={styles.body}>
        <FactList>
          <Fact name="Time">{exactOf(entry.at)}</Fact>
          <Fact name="Who">
            <Copyable value={entry.actor} what="actor" />
          </Fact>
        </FactList>
        <Subjects entry={entry} />
        {facts.length === 0 ? null : (
          <section>
            <h3 className={styles.heading}>Detail</h3>
            <FactList>
              {facts.map(({ name, value, copy }) => (
                <Fact key={name} name={name}>
                  {copy ? <Copyable value={value} what={name} /> : value}
                </Fact>
              ))}
            </FactList>
            <IntentButton entry={entry} />
          </section>
        )}
        <section>
          <h3 className={styles.heading}>Chain</h3>
          <FactList>
            <Fact name="Hash">
              <Copyable value={entry.hash} what="hash" />
            </Fact>
            <Fact name="Previous">
              <Copyable value={entry.previous} what="previous hash" />
            </Fact>
          </FactList>
        </section>
        <TextHandout
          label="As JSON"
          name={`journal-entry-${entry.sequence}.json`}
          text={JSON.stringify(entry, null, 2)}
          lines={8}
        />
      </div>
    </aside>
  )
}

/** The account, procedure and case of an entry, each with the way to it and to the other entries about it. */
function Subjects({ entry }: { readonly entry: JournalEntry }) {
  const { accountId, procedureId, caseId } = entry
  if (accountId === null && procedureId === null && caseId === null) return null
  return (
    <section>
      <h3 className={styles.heading}>About</h3>
      <ul className={styles.subjects}>
        {accountId === null ? null : (
          <Subject
            what="account"
            value={accountId}
            onShow={() => showAccount(accountId)}
            onOnly={() => adjustJournal({ accountId })}
          />
        )}
        {procedureId === null ? null : (
          <Subject
            what="procedure"
            value={procedureId}
            onShow={() => showProcedure(procedureId)}
            onOnly={() => adjustJournal({ procedureId })}
          />
        )}
        {caseId === null ? null : (
          <Subject
            what="case"
            value={caseId}
            onShow={() => showCase(caseId)}
            onOnly={() => adjustJournal({ caseId })}
          />
        )}
      </ul>
    </section>
  )
}

type SubjectProps = {
  readonly what: 'account' | 'procedure' | 'case'
  readonly value: string
  readonly onShow: () => void
  readonly onOnly: () => void
}

const subjectLabel = { account: 'Account', procedure: 'Procedure', case: 'Case' } as const

function Subject({ what, value, onShow, onOnly }: SubjectProps) {
  return (
    <li className={styles.subject}>
      <span className={styles.what}>{subjectLabel[what]}</span>
      <Copyable value={value} what={`${what} ID`} />
      <span className={styles.ways}>
        <Button look="quiet" onClick={onShow} aria-label={`Show the ${what}`}>
          Show
        </Button>
        <Button look="quiet" onClick={onOnly} aria-label={`Only this ${what}`}>
          Only this
        </Button>
      </span>
    </li>
  )
}

/** From an answer to the intent that was written before the call. */
function IntentButton({ entry }: { readonly entry: JournalEntry }) {
  const intent = entry.detail['intent']
  if (typeof intent !== 'number') return null
  return (
    <Button
      look="quiet"
      onClick={() => {
        findEntry(intent).then(
          (found) => found || showToast(`The journal has no entry ${countOf(intent)}.`),
          sayFailure,
        )
      }}
    >
      Show the intent, entry {countOf(intent)}
    </Button>
  )
}
