import type { Motif } from '../motif.ts'
import { contours } from './contours.ts'
import { aurora } from './aurora.ts'
import { fruit } from './fruit.ts'
import { arches } from './arches.ts'
import { bauhaus } from './bauhaus.ts'
import { botanical } from './botanical.ts'
import { city } from './city.ts'
import { dunes } from './dunes.ts'
import { moons } from './moons.ts'
import { mountains } from './mountains.ts'
import { pottery } from './pottery.ts'
import { terrazzo } from './terrazzo.ts'
import { waves } from './waves.ts'
import { weave } from './weave.ts'
import { wires } from './wires.ts'

export const motifs: readonly Motif[] = [
  contours,
  aurora,
  fruit,
  arches,
  bauhaus,
  botanical,
  city,
  dunes,
  moons,
  mountains,
  pottery,
  terrazzo,
  waves,
  weave,
  wires,
]
