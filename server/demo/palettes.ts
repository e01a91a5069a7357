// The palettes: each a mood that was chosen as a whole.
import type { Hex, Palette } from './colours.ts'

/** sky (top, middle, horizon) · sun · far · near · paper · ink · six hues */
function palette(name: string, dark: boolean, colours: string): Palette {
  const [top, middle, horizon, sun, far, near, paper, ink, ...hues] = colours.split(/\s+/) as [
    Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, ...Hex[],
  ] // prettier-ignore
  return { name, dark, sky: [top, middle, horizon], sun, far, near, paper, ink, hues: hues as Palette['hues'] }
}

const sets: [name: string, dark: boolean, colours: string][] = [
  ['terracotta', false, '#f3dcb8 #f4c795 #eba06d #d9482b #e0a077 #4a2420 #f4e9d8 #2f2421 #c4552d #e08e45 #f0c27b #5f7161 #8a3b2a #d9b08c'],
  ['sage', false, '#ccd8cb #e2e5d0 #f6e8cb #f3b976 #bccab6 #2b4036 #f1efe4 #26332c #7d9179 #b9c4a5 #e3c9a0 #c98b6b #3f5a4c #e9dfc7'],
  ['harbour', false, '#7fb0c4 #c3dad6 #f7dfc0 #f26b4e #a3c0c6 #173049 #f5efe3 #16263d #1f3f66 #e2725b #f2c6a0 #6ba3b5 #f6e2b8 #b23a48'],
  ['blossom', false, '#b3a0cb #e6b6c4 #fcdcc6 #fff4e0 #d3a8be #40284f #faf0ec #3a2438 #d98ba0 #f2c3c0 #8f5a7d #f6dfd0 #5c7a76 #e8a87c'],
  ['ochre', false, '#f5e3b8 #f2cb82 #e8a550 #c8402a #d9ab6c #23414a #f3e7cf #25303b #d99a2b #c8502b #2f6f73 #efc777 #7b3f2a #8fb0a0'],
  ['indigo', false, '#cfd7d9 #e6e1d4 #f3dcc4 #c7452f #a4b9ca #1b2a4a #efe8da #1b2540 #23395d #3f6291 #8aa9c4 #d7dde0 #c7452f #e5c9a2'],
  ['midnight', true, '#070d26 #16264f #4a5f96 #f6ecd2 #3b5088 #060a1c #e9e6df #0c1430 #16264f #3e5c9a #8fb2d6 #f2d8a0 #d97b66 #e9e6df'],
  ['ember', true, '#2b1b4d #8c3a66 #f2915a #ffd88a #a5506a #1a1030 #f7e7d6 #221433 #5b2a63 #c24d5f #f2915a #ffd08a #2f2a55 #8f8bb8'],
  ['fjord', false, '#3a6486 #86b1c2 #ecebd8 #fff6df #8fb3bd #12293a #eff1ec #13293a #1e4f63 #4f8f96 #a9cbc2 #e6dcc0 #d98a5b #2b3d52'],
  ['olive', false, '#c3d3c8 #e6e3c6 #f6dfab #f2a93f #bcbf94 #383d20 #f5f0df #2d2f1c #6b7340 #a8a860 #dcc27a #c56a3a #efe3bd #41512f'],
  ['lilac', true, '#3d3a78 #8a76b6 #f3bcb2 #fff0d9 #9a86b8 #1f1c46 #f3eef4 #241f45 #5a4f9c #a48ecb #f0b7b2 #f6d9a8 #3f7f89 #e4dff0'],
  ['lemon', false, '#6fb3d4 #b4dae0 #fcf1cd #f9c93c #98c3cc #205066 #fbf6e6 #1f3b4d #f2c230 #f7dc7c #4f9bbf #a8d3df #ef7b54 #2f6f5f'],
  ['sumi', false, '#c9c3b9 #e0d9cd #f1e9db #b3392c #b5ada3 #22201f #f2ede3 #1d1b1a #2b2826 #5d5751 #9b938a #cfc6b9 #b3392c #e0d5c3'],
  ['jade', true, '#0f3b40 #3f8079 #ecdaa6 #fae7b2 #5f9a8d #0a2629 #f0eee0 #0f2e30 #17595a #4c9a87 #b5d2b4 #efd99a #e07a4f #0f2e30'],
  ['rosewood', false, '#f6e0cf #efc4b0 #dc958b #fff2dd #d8a093 #3f2129 #f6ebe2 #36232a #7a2f36 #b85c54 #e2a58b #f3d5bd #3e4a4f #9aa79c'],
  ['polar', true, '#050b1f #0d2a44 #2a6a70 #e8f3dc #1e4a5c #030812 #e8efe9 #071423 #0f3d4c #2f8f83 #7fd8a6 #c7a4e0 #e6f2d5 #5b5ea6'],
] // prettier-ignore

export const palettes: readonly Palette[] = sets.map(set => palette(...set))
