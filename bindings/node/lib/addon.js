'use strict';
// The binary: the one named by REVANALYTICS_NODE_ADDON (build trees), else the packed one.

const fs = require('node:fs');
const path = require('node:path');

const place = process.env.REVANALYTICS_NODE_ADDON ||
  path.join(__dirname, '..', 'prebuilds', `${process.platform}-${process.arch}`,
    'revanalytics.node');

if (!fs.existsSync(place)) {
  throw new Error(`revanalytics: there is no binary at ${place}: ` +
    'run "npm run build" in the package\'s folder of a checkout, on this kind of machine');
}

module.exports = require(place);
