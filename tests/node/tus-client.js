// tus-js-client on one file: node tus-client.js ENDPOINT FILE STATE OPTIONS(JSON) [terminate].
// Says each chunk that arrived, and at the end the address, or what the server answered.
import { createReadStream } from 'node:fs'
import * as tus from 'tus-js-client'

const [endpoint, file, state, options, terminate] = process.argv.slice(2)
const say = (what, value) => console.log(JSON.stringify({ [what]: value }))

const upload = new tus.Upload(createReadStream(file), {
  endpoint,
  chunkSize: 1024 * 1024,
  retryDelays: null,
  urlStorage: new tus.FileUrlStorage(state),
  ...JSON.parse(options),
  onChunkComplete(_, arrived) {
    say('arrived', arrived)
    if (terminate) upload.abort(true).then(() => say('terminated', upload.url), failed)
  },
  onSuccess: () => say('uploaded', upload.url),
  onError: failed,
})

function failed(error) {
  const answer = error.originalResponse
  say('refused', { status: answer?.getStatus(), body: answer?.getBody(), why: String(error) })
  process.exitCode = 1
}

const [earlier] = await upload.findPreviousUploads()
if (earlier) upload.resumeFromPreviousUpload(earlier)
say('resumed', Boolean(earlier))
upload.start()
