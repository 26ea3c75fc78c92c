import styles from './skeleton.module.css'

type SkeletonProps = { readonly width: number | string; readonly height?: number }

/** The place of something that is being read. Still: it does not pretend to be progress. */
export function Skeleton({ width, height = 10 }: SkeletonProps) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />
}
