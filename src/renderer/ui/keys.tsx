import { keyCapsOf } from '../format/key-caps.ts'
import styles from './keys.module.css'

/** A shortcut as key caps: `$mod+k` reads Ctrl K, or ⌘ K on a Mac. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keyCapsOf(keys, navigator.platform.startsWith('Mac')).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
