// A tus 1.0 server on loopback: node tus-server.js FOLDER [durable]. Prints its address when it
// listens. A durable one has each piece on the disk before it acknowledges it.
import fs from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

class DurableStore extends FileStore {
  async write(readable, id, offset) {
    const end = await super.write(readable, id, offset)
    const file = await fs.open(path.join(this.directory, id), 'r+')
    await file.datasync()
    await file.close()
    return end
  }
}

const Store = process.argv[3] === 'durable' ? DurableStore : FileStore
const tus = new Server({ path: '/files', datastore: new Store({ directory: process.argv[2] }) })
const server = http.createServer((request, answer) => tus.handle(request, answer))
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/files`)
})
