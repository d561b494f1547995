// Calls one method of the client for each line of JSON that it reads, and writes the result or the
// error's message as a line.
'use strict'
const { createInterface } = require('node:readline')
const { Client } = require('@duosecurity/duo_universal')

const { CLIENT_ID, CLIENT_SECRET, API_HOST, REDIRECT_URL } = process.env

async function main () {
  const client = new Client({
    clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, apiHost: API_HOST, redirectUrl: REDIRECT_URL
  })
  for await (const line of createInterface({ input: process.stdin })) {
    const { method, args } = JSON.parse(line)
    try {
      console.log(JSON.stringify({ result: await client[method](...args) }))
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }))
    }
  }
}

main()
