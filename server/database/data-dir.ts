// The data folder: made, and tried, before anything is put into it.
import { access, constants, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from '../config.ts'

const refusals = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST']

/** @throws {StartError} when it cannot be written: otherwise that would be found out at the first picture */
export async function openDataDir(folder: string): Promise<void> {
  try {
    await make(folder)
    // The dot asks for a folder: a file of that name is none.
    await access(`${folder}/.`, constants.W_OK | constants.X_OK)
  } catch (error) {
    if (!refusals.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw new StartError(
      `DATA_DIR ${folder} cannot be written by this user. Make it theirs, or set another one: DATA_DIR=./data`,
    )
  }
}

/** One after the other: with `recursive`, Node tries for ever where nothing can be made in a folder that is there, as in /proc. */
async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    await make(dirname(folder))
    await mkdir(folder)
  }
}
