import type { Site } from '../site.ts'

export const news: Site = {
  name: 'news',
  headers: { 'content-security-policy': "default-src http: 'unsafe-inline'; img-src http: data:; frame-src http:" },
  html: (home, cdn) => `<!doctype html><html lang="en"><head>
    <title>Bowerbirds build again | The Daily</title>
    <link rel="icon" href="data:,"><link rel="canonical" href="${home}/news/?story=7">
    <meta property="og:title" content="Bowerbirds build again">
    <meta property="og:image" content="${cdn}/p/lead.1600x900.jpg?w=1200&q=70">
    <meta property="og:image:width" content="1600"><meta property="og:image:height" content="900">
    <meta name="twitter:image" content="${cdn}/p/card.800x418.jpg"><link rel="image_src" href="/p/linked.1000x750.jpg">
    <style>body { margin: 0 auto; width: 900px } img { display: block; max-width: 100% }</style></head>
    <body><header><img alt="The Daily" src="/p/logo.240x60.png"></header>
    <article><h1>Bowerbirds build again</h1>
    <picture>
      <source type="image/avif" srcset="${cdn}/p/lead.800x450.avif 800w, ${cdn}/p/lead.1600x900.avif 1600w">
      <img alt="A bower of blue" width="900" height="506" sizes="900px" src="${cdn}/p/lead.1600x900.jpg?w=640&q=80"
        srcset="${cdn}/p/lead.1600x900.jpg?w=800&q=80 800w, ${cdn}/p/lead.1600x900.jpg?w=1600&q=80 1600w">
    </picture>
    <p>It is spring in the forest, and every branch counts.</p>
    <img alt="The builder" width="600" height="400" sizes="600px" src="/p/builder.600x400.jpg"
      srcset="/p/builder.600x400.jpg 600w, /p/builder.1200x800.jpg 1200w">
    <p id="quote">A thousand berries</p>
    <aside><a href="/news/"><img alt="More news" src="/p/more.200x200.jpg"></a></aside></article>
    <img alt="" width="1" height="1" src="/p/pixel.1x1.gif"></body></html>`,
  offers: [
    'A bower of blue, 1600 × 900',
    'The builder, 1200 × 800',
    'card.800x418.jpg, 800 × 418',
    'linked.1000x750.jpg, 1000 × 750',
  ],
  addresses: (home, cdn) => [
    `${cdn}/p/lead.1600x900.jpg?w=1600&q=80`,
    `${home}/p/builder.1200x800.jpg`,
    `${cdn}/p/card.800x418.jpg`,
    `${home}/p/linked.1000x750.jpg`,
  ],
  page: { title: 'Bowerbirds build again', url: '/news/?story=7' },
}

export const shop: Site = {
  name: 'shop',
  html: (
    _,
    cdn,
  ) => `<!doctype html><html lang="de"><head><title>Blaue Tasse – Laden</title><link rel="icon" href="data:,">
    <style>.main { width: 500px } .thumbs img { width: 80px } .swatch { width: 30px; height: 30px; background: url(/p/swatches.600x600.png) }
    .banner { height: 300px; width: 700px; background: url("/p/banner.1400x600.jpg") center / cover }</style></head><body>
    <div class="banner" role="img" aria-label="Sale"></div>
    <img class="main" alt="Tasse" src="${cdn}/p/cup.1000x1000.jpg?width=500" data-zoom-image="${cdn}/p/cup.2000x2000.jpg?width=2000">
    <div class="thumbs"><img alt="Tasse" src="${cdn}/p/cup.1000x1000.jpg?width=120">
    <img alt="Tasse von unten" src="${cdn}/p/below.1000x1000.jpg?v=2&width=120"><img alt="Karton" src="${cdn}/p/below.1000x1000.jpg?v=3&width=120"></div>
    <div class="swatch"></div><button><input type="image" alt="Kaufen" src="/p/buy.120x40.png"></button></body></html>`,
  offers: ['Tasse, 2000 × 2000', 'Sale, 1400 × 600', 'Tasse von unten, 1000 × 1000', 'Karton, 1000 × 1000'],
  addresses: (home, cdn) => [
    `${cdn}/p/cup.2000x2000.jpg?width=2000`,
    `${home}/p/banner.1400x600.jpg`,
    `${cdn}/p/below.1000x1000.jpg?v=2&width=120`,
    `${cdn}/p/below.1000x1000.jpg?v=3&width=120`,
  ],
}

/** Its server enlarges nothing, but its pages count on it. */
export const boasting: Site = {
  name: 'srcset that says too much',
  html: (_, cdn) => `<!doctype html><html lang="en"><head><title>Boasting</title><link rel="icon" href="data:,">
    <meta property="og:image" content="${cdn}/p/card.800x400.jpg"><meta property="og:image:width" content="2400"><meta property="og:image:height" content="1200">
    </head><body>
    <img alt="Tower" width="1000" height="1328" sizes="1440px" src="${cdn}/p/tower.400x531.jpg"
      srcset="${cdn}/p/tower-400.400x531.jpg 400w, ${cdn}/p/tower-1280.1200x1594.jpg 1280w, ${cdn}/p/tower-1440.1200x1594.jpg 1440w">
    <img alt="Retina" width="401" height="301" src="${cdn}/p/retina.401x301.jpg" srcset="${cdn}/p/retina.401x301.jpg 1x, ${cdn}/p/retina.500x375.jpg 2x">
    <img alt="Too small" width="300" height="300" sizes="300px" src="${cdn}/p/small.200x200.jpg" srcset="${cdn}/p/small.200x200.jpg 600w"></body></html>`,
  offers: ['Tower, 1200 × 1594', 'Retina, 500 × 375', 'card.800x400.jpg, 800 × 400'],
  addresses: (_, cdn) => [`${cdn}/p/tower-1440.1200x1594.jpg`, `${cdn}/p/retina.500x375.jpg`],
}

export const gallery: Site = {
  name: 'gallery with lazy loading',
  html: (_, cdn) => `<!doctype html><html lang="en"><head><title>Gallery</title><link rel="icon" href="data:,">
    <style>img { display: block; width: 400px; height: 300px; margin: 10px } .late { width: 400px; height: 300px }</style></head><body>
    <img alt="First" src="${cdn}/p/first.800x600.jpg">
    <img alt="Second" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="${cdn}/p/second.900x675.jpg">
    <img alt="Third" data-srcset="${cdn}/p/third.400x300.jpg 400w, ${cdn}/p/third.1200x900.jpg 1200w">
    <img alt="Fourth" src="${cdn}/p/fourth.40x30.jpg" data-original="${cdn}/p/fourth.1000x750.jpg">
    <div style="height: 4000px"></div>
    <img alt="Fifth" loading="lazy" src="${cdn}/p/fifth.1000x700.jpg">
    <div class="late" title="Sixth" data-bg="${cdn}/p/sixth.700x700.jpg"></div>
    <img alt="Seventh" loading="lazy" src="http://pictures.invalid/p/seventh.1000x700.jpg"></body></html>`,
  offers: [
    'First, 800 × 600',
    'Second, 900 × 675',
    'Third, 1200 × 900',
    'Fourth, 1000 × 750',
    'Fifth, 1000 × 700',
    'Sixth, 700 × 700',
    'Seventh, size not known',
  ],
}

export const forum: Site = {
  name: 'forum',
  headers: { 'x-frame-options': 'SAMEORIGIN' },
  // No doctype: the quirks of old pages.
  html: (
    _,
    cdn,
  ) => `<html><head><title>Show your bowers - page 3 - Forum</title><link rel="shortcut icon" href="data:,"></head>
    <body bgcolor="#ffffff"><table width="100%"><tr><td><img src="/p/avatar.100x100.gif" alt="ada"></td><td>
    <a href="${cdn}/p/bower.1600x1200.jpg" target="_blank"><img src="${cdn}/p/bower-small.160x120.jpg" border="0" alt="bower"></a>
    <a href="/forum/profile.jpg.html"><img src="/p/signature.468x60.png"></a>
    <a href="${cdn}/p/other.500x900.jpg"><img src="${cdn}/p/nest.640x480.jpg" alt="nest"></a></td></tr>
    <tr><td background="/p/texture.300x300.png" height="260" width="260">quoted</td><td></td></tr></table></body></html>`,
  offers: ['nest, 640 × 480', 'texture.300x300.png, 300 × 300', 'bower, 1600 × 1200'],
}

export const rightToLeft: Site = {
  name: 'right-to-left',
  html: home => `<!doctype html><html lang="ar" dir="rtl"><head><title>طيور التعريشة</title><link rel="icon" href="data:,">
    <link rel="canonical" href="http://elsewhere.invalid/other"><style>html { direction: rtl; text-align: right }</style></head><body>
    <img alt="عش أزرق" width="500" height="400" src="/p/rtl.1000x800.jpg"><img alt="ريشة" width="300" height="300" src="${home}/p/feather.600x600.jpg"></body></html>`,
  offers: ['عش أزرق, 1000 × 800', 'ريشة, 600 × 600'],
  page: { title: 'طيور التعريشة', url: '/right-to-left/' },
}

export const nothing: Site = {
  name: 'no images',
  html: () =>
    '<!doctype html><html lang="en"><head><title>Words</title><link rel="icon" href="data:,"></head><body><p>Only words.</p></body></html>',
  offers: [],
  says: 'No picture found here.',
}
