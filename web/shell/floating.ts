// What floats above every page when there is something to say.
import '../ui/connection-banner.ts'
import '../ui/toast-stack.ts'
