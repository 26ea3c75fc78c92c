import { useState } from 'react'
import { ShieldAlert } from 'lucide-react'
import type { CloudTrailImport, CloudTrailMatch } from '../../../shared/domain/journal.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { exactOf } from '../../format/instant.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { CloudTrailFindings } from './cloudtrail-findings.tsx'
import { matchLabel, matchMeaning, matchOrder } from './match-words.ts'
import styles from './cloudtrail-result.module.css'

/** How one comparison came out: how many of each, the unknown ones loudest, and each line. */
export function CloudTrailResult({ result }: { readonly result: CloudTrailImport }) {
  const unknown = result.counts['unknown-session']
  const [match, setMatch] = useState<CloudTrailMatch | null>(unknown > 0 ? 'unknown-session' : null)
  const total = matchOrder.reduce((sum, each) => sum + result.counts[each], 0)
  return (
    <section className={styles.result} aria-label="Comparison">
      {unknown > 0 ? (
        <div className={styles.alert} role="alert">
          <ShieldAlert aria-hidden />
          <p>
            <strong>
              {unknown === 1
                ? 'CloudTrail knows a root session that this journal does not.'
                : `CloudTrail has ${countedOf(unknown, 'event')} of root sessions that this journal does not know.`}
            </strong>{' '}
            Find out who called: each line names the caller and the address it came from.
          </p>
        </div>
      ) : null}
      <p className={styles.quiet}>
        {countedOf(result.files, 'file')}, {countedOf(result.events, 'event')}
        {result.from === null || result.until === null
          ? ''
          : `, from ${exactOf(result.from)} to ${exactOf(result.until)}`}
        . Compared {exactOf(result.at)}.
      </p>
      {result.unreadable.length > 0 ? (
        <Disclosure
          title={`${countedOf(result.unreadable.length, 'file')} could not be read`}
          note="What stands in them was not compared"
        >
          <ul className={styles.unreadable}>
            {result.unreadable.map(({ name, reason }) => (
              <li key={name}>
                <span className={styles.file}>{name}</span> {reason}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      <div className={styles.counts} role="group" aria-label="Show">
        <CountButton
          label="All"
          count={total}
          pressed={match === null}
          onPress={() => setMatch(null)}
        />
        {matchOrder.map((each) => (
          <CountButton
            key={each}
            label={matchLabel[each]}
            count={result.counts[each]}
            loud={each === 'unknown-session' && unknown > 0}
            pressed={match === each}
            onPress={() => setMatch(each)}
          />
        ))}
      </div>
      {match === null ? null : <p className={styles.quiet}>{matchMeaning[match]}</p>}
      <CloudTrailFindings
        key={match}
        importId={result.id}
        match={match}
        total={match === null ? total : result.counts[match]}
      />
    </section>
  )
}

type CountButtonProps = {
  readonly label: string
  readonly count: number
  readonly loud?: boolean
  readonly pressed: boolean
  readonly onPress: () => void
}

function CountButton({ label, count, loud = false, pressed, onPress }: CountButtonProps) {
  return (
    <button
      type="button"
      className={styles.count}
      aria-pressed={pressed}
      data-loud={loud || undefined}
      data-none={count === 0 || undefined}
      onClick={onPress}
    >
      <span className={styles.number}>{countOf(count)}</span>
      <span>{label}</span>
    </button>
  )
}
