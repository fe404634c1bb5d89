// The same package for `import`.
import revanalytics from './index.cjs';

export const { open, Store, Report, RevanalyticsError, version } = revanalytics;
export default revanalytics;
