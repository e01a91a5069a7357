// What a decoder has cost, as the kernel counts it: a busy machine makes it slower, but not dearer.
import { readFileSync } from 'node:fs'

/** Seconds of processor time since it began. */
export function cpuOf(pid: number): number {
  // After the program's name, which may hold blanks; in hundredths on every Linux.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** The most bytes that it ever had resident. */
export function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024
}
