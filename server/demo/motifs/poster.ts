import { along, mix, vary } from '../colours.ts'
import { paperCut } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polygon, profile, rectangle } from '../shapes.ts'
import { createNoise } from '../random.ts'

const plans = ['rings', 'sunset', 'fan', 'ribbons', 'steps'] as const

export const poster: Motif = {
  name: 'poster',
  shapes: ['tall', 'upright', 'tall', 'square', 'phone'],
  finish: paperCut,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const plan = random.pick(plans)
    const dark = random.chance(0.35)
    const ground = dark ? mix(palette.ink, palette.near, 0.5) : palette.paper
    const hues = random.shuffle(palette.hues)
    const edge = unit * 7
    const [wide, high] = [width - edge * 2, height - edge * 2]
    canvas.background(ground, canvas.lightLinear([0.06, -0.05], 60))
    canvas.clip(rectangle(edge, edge, wide, high), () => {
      canvas.fill(rectangle(0, 0, width, height), mix(ground, hues[5]!, 0.25), canvas.lightLinear([0.15, -0.15]))
      if (plan === 'rings') {
        const shifts = [0, random.between(0.08, 0.2), 0, -random.between(0.06, 0.16)]
        const strip = high / shifts.length
        for (const [index, shift] of shifts.entries()) {
          canvas.clip(rectangle(0, edge + strip * index, width, strip + 0.5), () => {
            for (let ring = 0; ring < 8; ring++) {
              const colour = vary(random, ring % 2 ? ground : hues[(ring / 2 + index) % 4]!, 0.01)
              canvas.fill(
                ellipse(width * (0.5 + shift), height / 2, Math.max(wide, high) * (0.56 - ring * 0.068)),
                colour,
                canvas.lightLinear([-0.4, 0, 0.3], index * 90 + 40),
              )
            }
          })
        }
      } else if (plan === 'sunset') {
        const [y, radius] = [height * 0.46, wide * 0.36]
        canvas.fill(
          rectangle(0, 0, width, height),
          canvas.linear([palette.sky[0], palette.sky[1], palette.sky[2]]),
          canvas.lightLinear([-0.2, 0.1]),
        )
        canvas.fill(ellipse(width / 2, y, radius), palette.sun, canvas.lightLinear([0.3, -0.1]))
        for (let bar = 0; bar < 8; bar++)
          canvas.mark(
            rectangle(0, y + radius * (0.08 + bar * 0.13), width, radius * (0.012 + bar * 0.0105)),
            along([palette.sky[1], palette.sky[2]], 0.6),
          )
        const noise = createNoise(random)
        for (let band = 0; band < 5; band++) {
          const line = profile(
            width,
            x => height * (0.68 + band * 0.065) + noise(x / (unit * 30) + band * 7) * unit * 5,
            40,
          )
          canvas.fill(
            `${curve(line)}V${height}H0Z`,
            along([palette.far, palette.hues[0], palette.near], band / 4),
            canvas.lightLinear([0.35, -0.1, -0.2]),
          )
        }
      } else if (plan === 'fan') {
        const rays = random.pick([14, 18, 22])
        const [x, y] = [width / 2, height * random.pick([0.5, 0.72])]
        for (let ray = 0; ray < rays * 2; ray++) {
          const [from, to] = [(ray / rays) * Math.PI, ((ray + 1) / rays) * Math.PI]
          const far = height + width
          canvas.fill(polygon([[x, y], [x + Math.cos(from) * far, y + Math.sin(from) * far], [x + Math.cos(to) * far, y + Math.sin(to) * far]]), ray % 2 ? mix(ground, hues[2]!, 0.4) : hues[ray % 4 === 0 ? 0 : 1]!, canvas.lightRadial([0.25, 0, -0.25])) // prettier-ignore
        }
        for (const [index, radius] of [24, 19, 13].entries())
          canvas.fill(
            ellipse(x, y, unit * radius),
            [ground, palette.sun, hues[3]!][index]!,
            canvas.lightLinear([0.3, -0.35], 60),
          )
        canvas.fill(rectangle(0, height * 0.82, width, height), hues[4]!, canvas.lightLinear([-0.35, 0]))
      } else if (plan === 'ribbons') {
        const count = random.whole(5, 6)
        const ribbon = (wide * 0.92) / (count * 2)
        for (let band = 0; band < count; band++) {
          const radius = wide * 0.46 - band * ribbon
          const path = (x: number, y: number, turn: number) =>
            `M${num(x - radius)} ${num(y)}A${num(radius)} ${num(radius)} 0 0 ${turn} ${num(x + radius)} ${num(y)}V${num(turn ? height : 0)}H${num(x - radius)}Z`
          canvas.fill(
            path(width * 0.32 + edge, height * 0.44, 1),
            vary(random, hues[band]!, 0.01),
            canvas.lightLinear([0.28, 0, -0.36], 30),
          )
        }
        canvas.fill(
          ellipse(width * 0.74, height * 0.22, wide * 0.13),
          palette.sun,
          canvas.lightLinear([0.25, -0.2], 60),
        )
      } else {
        const count = random.whole(6, 8)
        for (let step = 0; step < count; step++) {
          const [x, y] = [edge + (wide * step) / count, edge + high * (0.18 + (0.62 * step) / count)]
          canvas.fill(
            rectangle(x, y, wide, height),
            along([hues[0]!, hues[1]!, hues[2]!, hues[3]!], step / (count - 1)),
            canvas.lightLinear([-0.42, 0.05, 0.25], 15),
          )
        }
        canvas.fill(ellipse(width * 0.7, height * 0.25, wide * 0.17), palette.sun, canvas.lightLinear([0.2, -0.3], 50))
      }
    })
    const words = {
      rings: 'Broken record',
      sunset: 'Coast line',
      fan: 'Morning show',
      ribbons: 'Curve',
      steps: 'Up the hill',
    }
    return {
      title: `{${words[plan]}|${words[plan]}|Poster for a {festival|record|bakery|swimming pool}|Summer programme|Silent poster}{|, {first|second} state|, no lettering|, 1967 feeling}`,
      description:
        '{A poster that says nothing and means it.|Three inks and the paper makes four.|Left the lettering off; it did not need it.} {Risograph, slightly out of register.|Above the record player.|}',
      alt: `A graphic poster without letters: ${{ rings: 'concentric rings in shifted strips', sunset: 'a barred sun over bands of hills', fan: 'rays around a disc', ribbons: 'nested curved ribbons and a sun', steps: 'coloured steps and a disc' }[plan]}.`,
    }
  },
}
