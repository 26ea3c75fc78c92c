import type { Posture } from '../../shared/domain/posture.ts'
import { postureLabel } from '../format/labels.ts'
import { PostureGlyph } from './posture-glyph.tsx'
import styles from './posture-badge.module.css'

/** A posture with its shape, colour and word. */
export function PostureBadge({ posture }: { readonly posture: Posture }) {
  return (
    <span className={styles.badge}>
      <PostureGlyph posture={posture} />
      {postureLabel[posture]}
    </span>
  )
}
