// The peer of `deliveries`: bare ws and ioredis, one Redis channel, everything that comes goes to every socket.
import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import { WebSocketServer } from 'ws'

const channel = 'bare'
const publisher = new Redis(process.env.REDIS_URL!)
const subscriber = new Redis(process.env.REDIS_URL!)

const http = createServer((request, response) => {
  if (request.method !== 'POST') return void response.end()
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (text: string) => (body += text))
  request.on('end', () => {
    void publisher.publish(channel, body).then(() => response.end())
  })
})
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })

subscriber.on('message', (_channel, text) => {
  const message = Buffer.from(text)
  for (const socket of sockets.clients) socket.send(message, { binary: false })
})
await subscriber.subscribe(channel)
http.listen(Number(process.env.PORT), '127.0.0.1')
