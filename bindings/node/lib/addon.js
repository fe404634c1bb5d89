'use strict';
// The binary: the one named by REVANALYTICS_NODE_ADDON (build trees), else the packed one.

const path = require('node:path');

const place = process.env.REVANALYTICS_NODE_ADDON ||
  path.join(__dirname, '..', 'prebuilds', `${process.platform}-${process.arch}`,
    'revanalytics.node');

module.exports = require(place);
