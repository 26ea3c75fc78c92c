import { postures, type Posture } from '../../../shared/domain/posture.ts'
import { countOf, shareOf } from '../../format/count.ts'
import { postureLabel, postureMeaning } from '../../format/labels.ts'
import { showAccounts } from '../../state/view-store.ts'
import { PostureGlyph } from '../../ui/posture-glyph.tsx'
import styles from './posture-panel.module.css'

/** All accounts as one bar by posture. The legend below it is the way in for keyboards and screen readers. */
export function PosturePanel({
  postures: counts,
}: {
  readonly postures: Readonly<Record<Posture, number>>
}) {
  const total = postures.reduce((sum, posture) => sum + counts[posture], 0)
  return (
    <section className={styles.place} aria-label="Postures">
      <h2 className={styles.title}>
        Postures <span className={styles.total}>{countOf(total)} accounts</span>
      </h2>
      <div className={styles.bar} aria-hidden="true">
        {postures
          .filter((posture) => counts[posture] > 0)
          .map((posture) => (
            <button
              key={posture}
              type="button"
              tabIndex={-1}
              aria-label={postureLabel[posture]}
              className={styles.segment}
              data-posture={posture}
              style={{ flexGrow: counts[posture] }}
              title={`${postureLabel[posture]}: ${countOf(counts[posture])}`}
              onClick={() => showAccounts({ postures: [posture] })}
            />
          ))}
      </div>
      <ul className={styles.legend}>
        {postures.map((posture) => (
          <li key={posture}>
            <button
              type="button"
              className={styles.entry}
              data-none={counts[posture] === 0 || undefined}
              title={postureMeaning[posture]}
              onClick={() => showAccounts({ postures: [posture] })}
            >
              <PostureGlyph posture={posture} />
              <span className={styles.name}>{postureLabel[posture]}</span>
              <span className={styles.count}>{countOf(counts[posture])}</span>
              <span className={styles.share}>{shareOf(counts[posture], total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
