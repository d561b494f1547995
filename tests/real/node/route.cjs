// Preloaded before a client: what it sends to Duo, port 443, goes to the simulator, whose authority
// stands in for those that the client has built in. The client's own files stay as they are.
'use strict'
const { readFileSync } = require('node:fs')
const tls = require('node:tls')

const { SIMULATOR_HOST: host, SIMULATOR_PORT: port, SIMULATOR_CA: caFile } = process.env
const ca = readFileSync(caFile)
const connect = tls.connect
tls.connect = (options, ...rest) =>
  connect({ ...options, servername: options.servername || options.host, host, port, ca }, ...rest)
