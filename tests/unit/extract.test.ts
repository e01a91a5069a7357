import { describe, expect, test } from 'vitest'
import { extract } from '../../server/pages/extract.ts'

const at = 'https://site.example/section/page.html'
const picturesOf = (html: string, address = at) => extract(html, address).pictures
const urlsOf = (html: string, address = at) => picturesOf(html, address).map(picture => picture.url)

describe('of a page as people find it, what it offers is', () => {
  test('a news article: its own picture first, with the size and words that it gives', () => {
    const html = `<!doctype html><html lang=en><head><title>Storm &amp; sea | The Daily</title>
      <meta property="og:title" content="Storm &amp; sea">
      <meta property="og:image" content="http://cdn.example/storm-1200.jpg">
      <meta property="og:image:secure_url" content="https://cdn.example/storm-1200.jpg">
      <meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
      <meta property="og:image:alt" content="Waves over a pier">
      <meta property="og:image" content="https://cdn.example/second.jpg">
      <meta name="twitter:image" content="https://cdn.example/storm-1200.jpg?card">
      <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
        "image":["https://cdn.example/16x9.jpg","https://cdn.example/4x3.jpg"],
        "author":{"@type":"Person","image":"https://cdn.example/author.jpg"},
        "publisher":{"@type":"Organization","logo":{"@type":"ImageObject","url":"https://cdn.example/logo.png"}}}</script>
      </head><body><header><img src="/logo.svg" alt="The Daily"><img src="/i/menu.png" width="24" height="24"></header>
      <article><figure><img src="https://cdn.example/storm-600.jpg" width="600" height="400"
        srcset="https://cdn.example/storm-600.jpg 600w, https://cdn.example/storm-1200.jpg 1200w, https://cdn.example/storm-2400.jpg 2400w">
      </figure><img src="/inline.jpg" width=640 height=480 alt="A boat"><img src="//stats.example/t.gif" width=1 height=1></article>`
    expect(extract(html, at)).toEqual({
      title: 'Storm & sea',
      pictures: [
        { url: 'https://cdn.example/storm-2400.jpg', width: 2400, height: 1600, alt: 'Waves over a pier' },
        { url: 'https://cdn.example/second.jpg', width: null, height: null, alt: '' },
        { url: 'https://cdn.example/storm-1200.jpg?card', width: null, height: null, alt: '' },
        { url: 'https://cdn.example/16x9.jpg', width: null, height: null, alt: '' },
        { url: 'https://cdn.example/4x3.jpg', width: null, height: null, alt: '' },
        { url: 'https://site.example/inline.jpg', width: 640, height: 480, alt: 'A boat' },
      ],
    })
  })

  test('a shop: every view of the product, in a graph of structured data, and the enlarged one of a thumbnail', () => {
    const html = `<title>Chair</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[
      {"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":{"@id":"https://site.example/chairs"}}]},
      {"@type":["Product","Thing"],"name":"Chair","brand":{"@type":"Brand","image":"https://site.example/brand.png"},
       "image":[{"@type":"ImageObject","contentUrl":"/p/front.jpg","width":{"@type":"QuantitativeValue","value":1600},"height":"1200px","caption":"Front"},
                {"@type":"ImageObject","url":"/p/back.jpg","width":1600,"height":1200}]},
      {"@type":"ImageObject","contentUrl":"/p/room.jpg"}]}</script>
      <div class=gallery><img class="wp-post-image" src="/p/front-300.jpg" data-large_image="/p/side.jpg" width="300" height="300" alt="Side"></div>`
    expect(picturesOf(html)).toEqual([
      { url: 'https://site.example/p/front.jpg', width: 1600, height: 1200, alt: 'Front' },
      { url: 'https://site.example/p/back.jpg', width: 1600, height: 1200, alt: '' },
      { url: 'https://site.example/p/room.jpg', width: null, height: null, alt: '' },
      { url: 'https://site.example/p/side.jpg', width: null, height: null, alt: 'Side' },
    ])
  })

  test('a gallery that loads late: what will be shown, not what stands there until then', () => {
    const html = `<img src="/spinner.gif" data-src="/g/1.jpg"><noscript><img src="/g/1.jpg" alt="One"></noscript>
      <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-srcset="/g/2-400.jpg 400w, /g/2-1600.jpg 1600w" srcset="data:image/gif;base64,R0lGOD 1w">
      <img class=lazy data-original="/g/3.jpg" src="/spinner.gif"><img data-lazy-src="/g/4.jpg" src="/spinner.gif">
      <picture><source type="image/avif" srcset="/g/5.avif 3000w"><source type="image/webp" srcset="/g/5-800.webp 800w, /g/5-2000.webp 2000w">
      <img src="/g/5.jpg" alt="Five"></picture><picture><source data-srcset="/g/6.jpg 2x"></picture>
      <video poster="/g/film.jpg" width=1920 height=1080></video><amp-img src="/g/7.jpg" width=700 height=700></amp-img>`
    expect(picturesOf(html).map(({ url, width, alt }) => [new URL(url).pathname, width, alt])).toEqual([
      ['/g/5-2000.webp', 2000, 'Five'],
      ['/g/2-1600.jpg', 1600, ''],
      ['/g/film.jpg', 1920, ''],
      ['/g/7.jpg', 700, ''],
      ['/g/1.jpg', null, 'One'],
      ['/g/3.jpg', null, ''],
      ['/g/4.jpg', null, ''],
      ['/g/6.jpg', null, ''],
    ])
  })

  test('a forum thread: the posts in their order, without faces and smileys', () => {
    const html = `<table><tr><td><img src="avatar.php?u=1" width="80" height="80"><td><p>Look<br>
      <img src="attachment.php?id=1&amp;full=1" border=0 alt="attachment"><img src="images/smilies/grin.gif" height=16 width=16 alt=":-D">
      <tr><td><img src="avatar.php?u=1" width="80" height="80"><td><IMG SRC='http://photos.example/b.jpg'><img src=attachment.php?id=3></table>`
    expect(urlsOf(html, 'https://forum.example/threads/12/')).toEqual([
      'https://forum.example/threads/12/attachment.php?id=1&full=1',
      'http://photos.example/b.jpg',
      'https://forum.example/threads/12/attachment.php?id=3',
    ])
  })

  test('a code host: the card of the project, and what its description shows', () => {
    const html = `<head><link rel="preload" as="image" href="/static/hero.png" imagesrcset="/static/hero.png 1x, /static/hero@2x.png 2x">
      <link rel="preload" as="script" href="/app.js"><link rel="image_src" href="/card.png"><meta property=og:title content=" me/tool ">
      <meta property="og:image" content="https://cards.example/me/tool"><title>me/tool: a tool</title></head>
      <article><a href="/raw/shot.png"><img src="/raw/shot.png" alt="Screenshot" style="max-width:100%" width="90%"></a>
      <img src="https://badges.example/build.svg"><svg><title>Star</title><image href="/x.png"/></svg></article>`
    expect(extract(html, at)).toMatchObject({ title: 'me/tool' })
    expect(urlsOf(html)).toEqual([
      'https://cards.example/me/tool',
      'https://site.example/card.png',
      'https://site.example/static/hero@2x.png',
      'https://site.example/raw/shot.png',
    ])
  })

  test('a page from right to left, its words untouched', () => {
    const html = `<html dir=rtl lang=ar><title>\n  صورة   الغروب &#8207;</title><img alt="غروب الشمس" src="/صور/غروب.jpg">`
    expect(extract(html, 'https://موقع.example/')).toEqual({
      title: 'صورة الغروب \u200f',
      pictures: [
        {
          url: 'https://xn--4gbrim.example/%D8%B5%D9%88%D8%B1/%D8%BA%D8%B1%D9%88%D8%A8.jpg',
          width: null,
          height: null,
          alt: 'غروب الشمس',
        },
      ],
    })
  })

  test('nothing, when there is nothing', () => {
    expect(extract('<title>Words</title><p>Only words.', at)).toEqual({ title: 'Words', pictures: [] })
    expect(extract('', at)).toEqual({ title: '', pictures: [] })
    expect(extract('{"json": true}', at)).toEqual({ title: '', pictures: [] })
  })

  test('what can be made out of broken mark-up', () => {
    const html = `<title>Half <b>bold</title></div></div><img src="/a.jpg" alt=un"quoted><p <img src=/hidden.jpg>
      <img src="/b.jpg" src="/twice.jpg"><!-- <img src="/comment.jpg"> --><script>"<img src='/script.jpg'>"</script>
      <textarea><img src="/text.jpg"></textarea><img/src=/c.jpg/><image src=/d.jpg><img src=""><img><img src="/e.jpg`
    expect(extract(html, at).title).toBe('Half <b>bold')
    expect(urlsOf(html).map(url => new URL(url).pathname)).toEqual(['/a.jpg', '/b.jpg', '/c.jpg/', '/d.jpg'])
  })
})

describe('a picture', () => {
  test('that is named often is offered once, in its largest size', () => {
    const html = `<meta property="og:image" content="/a-600.jpg"><img src="/a-300.jpg" srcset="/a-300.jpg 300w, /a-600.jpg 600w, /a-900.jpg 900w">
      <img src="/a-900.jpg#top" alt="Again"><img src="/a-300.jpg" srcset="/a-300.jpg 300w, /a-900.jpg 900w">`
    expect(picturesOf(html)).toEqual([
      { url: 'https://site.example/a-900.jpg', width: 900, height: null, alt: 'Again' },
    ])
  })

  test('that others wait behind is not taken for them', () => {
    const html = `<img src="/wait.jpg" srcset="/a.jpg 900w"><img src="/wait.jpg" srcset="/b.jpg 800w">`
    expect(urlsOf(html)).toEqual(['https://site.example/a.jpg', 'https://site.example/b.jpg'])
  })

  test.each([
    ['<img src="/a.jpg" width="99" height="400">', 0],
    ['<img src="/a.jpg" width="400" height="20px">', 0],
    ['<img src="/a.jpg" width="100" height="100">', 1],
    ['<img src="/a.jpg" width="50%" height="auto">', 1],
    ['<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="16">', 0],
  ])('is left out where it says that it is tiny: %s', (html, count) => {
    expect(picturesOf(html)).toHaveLength(count)
  })

  const nowhere = [
    ...['data:image/png;base64,AAAA', 'javascript:alert(1)', 'blob:https://site.example/1', 'file:///etc/passwd'],
    ...['about:blank', 'http://', 'https://[', 'ftp://site.example/a.jpg', '  ', `/${'a'.repeat(2_000)}`, '/a.svg'],
  ]
  test.each(nowhere.map(url => [url.slice(0, 40), url]))('is never at %j', (_, url) => {
    const page = ['src', 'data-src', 'srcset'].map(name => `<img ${name}="${url}">`).join('')
    const head = `<meta property="og:image" content="${url}"><link rel=image_src href="${url}">`
    const script = `<script type="application/ld+json">${JSON.stringify({ image: url })}</script>`
    expect(picturesOf(`${head}${script}${page}<video poster="${url}"></video>`)).toEqual([])
  })

  test('is found from the base of the page, and a base that is no place on the web is none', () => {
    const page = (base: string) => `<img src="a.jpg"><base href="${base}"><base href="https://late.example/">`
    expect(urlsOf(page('https://cdn.example/x/'))).toEqual(['https://cdn.example/x/a.jpg'])
    expect(urlsOf(page('../y/'))).toEqual(['https://site.example/y/a.jpg'])
    expect(urlsOf(page('javascript:alert(1)'))).toEqual(['https://site.example/section/a.jpg'])
    expect(urlsOf(page('data:text/html,x'))).toEqual(['https://site.example/section/a.jpg'])
  })

  test('is offered only where its address may be', () => {
    const html =
      '<img src="http://10.0.0.1/a.jpg"><img src="/b.jpg"><meta property=og:image content=http://10.0.0.1/c.jpg>'
    const { pictures } = extract(html, at, url => url.hostname !== '10.0.0.1')
    expect(pictures.map(({ url }) => url)).toEqual(['https://site.example/b.jpg'])
  })

  test('is one of at most sixty', () => {
    const html = Array.from({ length: 2_000 }, (_, i) => `<img src="/${i}.jpg">`).join('')
    expect(urlsOf(html)).toEqual(Array.from({ length: 60 }, (_, i) => `https://site.example/${i}.jpg`))
  })

  test('of structured data that is none is not looked for', () => {
    const script = (text: string) => `<script type="application/ld+json">${text}</script>`
    const html = ['{"image": "/a.jpg"', '', 'null', '[[["/b.jpg"]]]', '{"image": {"width": 3}}', '{"image": 7}'].map(
      script,
    )
    expect(
      urlsOf(`${html.join('')}${script('<!-- {"image": [["/c.jpg"]], "__proto__": {"url": "/d.jpg"}} -->')}`),
    ).toEqual(['https://site.example/c.jpg'])
  })
})

describe('the title', () => {
  test('is one line of at most 200 characters, none of them half', () => {
    const { title } = extract(`<title> a\n\tb\0 ${'🐦'.repeat(200)}</title>`, at)
    expect(title).toMatch(/^a b 🐦+…$/u)
    expect(title.length).toBeLessThanOrEqual(200)
    expect(title.isWellFormed()).toBe(true)
  })

  test('is the one of the page, not of a drawing in it', () => {
    expect(extract('<svg><title>Icon</title></svg><title>Page</title><title>More</title>', at).title).toBe('Page')
  })
})
