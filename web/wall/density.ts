// How many tiles stand side by side: chosen once for each device, for every wall.
import { chosenHere } from '../device.ts'
import { type Density, densityOf } from './columns.ts'

export const density = chosenHere<Density>('density', densityOf)
