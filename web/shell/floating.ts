// What floats above every page when there is something to say, and what is said where a page cannot be.
import '../ui/connection-banner.ts'
import '../ui/toast-stack.ts'
import './not-loaded.ts'
