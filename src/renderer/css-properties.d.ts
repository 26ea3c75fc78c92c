import 'react'

declare module 'react' {
  interface CSSProperties {
    /** The columns of the table of accounts, as grid-template-columns takes them. */
    '--account-columns'?: string
  }
}
