import 'react'

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Lets a file input take a folder with all that is in it. */
    webkitdirectory?: '' | undefined
  }
}
