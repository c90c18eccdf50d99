'use strict'
const path = require('node:path')

exports.pageFolder = path.join(__dirname, 'dist')
