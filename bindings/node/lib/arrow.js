'use strict';
// Tables of the package apache-arrow, over the memory that src/column.c filled.

function typeOf(arrow, type) {
  switch (type) {
    case 'text': return new arrow.Utf8();
    case 'real': return new arrow.Float64();
    case 'instant': return new arrow.TimestampMicrosecond('UTC');
    case 'flag': return new arrow.Bool();
    default: return new arrow.Int64();
  }
}

function dataOf(arrow, type, length, [nullCount, nullBitmap, data, valueOffsets]) {
  return arrow.makeData({ type, length, nullCount, nullBitmap, data, valueOffsets });
}

// `pages` are the columns of each page, `rows` how many each has.
function tableOf(arrow, columns, pages, rows) {
  if (typeof arrow?.makeData !== 'function') {
    throw new TypeError('the module apache-arrow is needed: table.toArrow(arrow)');
  }
  const fields = columns.map(({ name, type }) => new arrow.Field(name, typeOf(arrow, type), true));
  const type = new arrow.Struct(fields);
  const batches = pages.map((page, index) => arrow.makeData({
    type, length: rows[index], nullCount: 0,
    children: page.map((column, i) => dataOf(arrow, fields[i].type, rows[index], column)),
  }));
  const schema = new arrow.Schema(fields);
  return new arrow.Table(schema, batches.map((data) => new arrow.RecordBatch(schema, data)));
}

module.exports = { tableOf };
