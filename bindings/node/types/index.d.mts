// The same types for `import`.
export * from './index.js';
import * as revanalytics from './index.js';
export default revanalytics;
