// The motifs by name: the order decides which seed paints what.
import type { Motif } from '../motif.ts'
import { arches } from './arches.ts'
import { aurora } from './aurora.ts'
import { bauhaus } from './bauhaus.ts'
import { botanical } from './botanical.ts'
import { brush } from './brush.ts'
import { city } from './city.ts'
import { contours } from './contours.ts'
import { cutouts } from './cutouts.ts'
import { dunes } from './dunes.ts'
import { forest } from './forest.ts'
import { fruit } from './fruit.ts'
import { moons } from './moons.ts'
import { mountains } from './mountains.ts'
import { poster } from './poster.ts'
import { pottery } from './pottery.ts'
import { sails } from './sails.ts'
import { terrazzo } from './terrazzo.ts'
import { waves } from './waves.ts'
import { weave } from './weave.ts'
import { windowLight } from './window.ts'
import { wires } from './wires.ts'

export const motifs: readonly Motif[] = [
  arches,
  aurora,
  bauhaus,
  botanical,
  brush,
  city,
  contours,
  cutouts,
  dunes,
  forest,
  fruit,
  moons,
  mountains,
  poster,
  pottery,
  sails,
  terrazzo,
  waves,
  weave,
  windowLight,
  wires,
]
