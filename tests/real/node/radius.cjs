// Sends an Access-Request for each line of JSON that it reads, and writes the answer as a line.
'use strict'
const { createInterface } = require('node:readline')
const Client = require('node-radius-client')
const { dictionaries: { rfc2865: { file, attributes } } } = require('node-radius-utils')

const { SIMULATOR_HOST: host, SIMULATOR_PORT: hostPort, SECRET: secret } = process.env

function told ({ code, attributes }) {
  const state = attributes.State && attributes.State.toString('hex')
  return { code, message: attributes['Reply-Message'], state }
}

async function main () {
  const client = new Client({ host, hostPort, timeout: 5000, retries: 1, dictionaries: [file] })
  for await (const line of createInterface({ input: process.stdin })) {
    const { username, password, state } = JSON.parse(line)
    const asked = [[attributes.USER_NAME, username], [attributes.USER_PASSWORD, password]]
    if (state) asked.push([attributes.STATE, Buffer.from(state, 'hex')])
    try {
      const answer = await client.accessRequest({ secret, attributes: asked })
      console.log(JSON.stringify(told(answer)))
    } catch (error) {
      console.log(JSON.stringify(error.response ? told(error.response) : { error: error.message }))
    }
  }
}

main()
