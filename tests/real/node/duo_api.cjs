// Makes one call for each line of JSON that it reads, and writes Duo's answer as a line.
'use strict'
const { createInterface } = require('node:readline')
const duo = require('@duosecurity/duo_api')

const { IKEY, SKEY, API_HOST } = process.env

async function main () {
  for await (const line of createInterface({ input: process.stdin })) {
    const { method, path, params, version } = JSON.parse(line)
    const client = new duo.Client(IKEY, SKEY, API_HOST, version)
    const answer = await new Promise((resolve) => client.jsonApiCall(method, path, params, resolve))
    console.log(JSON.stringify(answer))
  }
}

main()
