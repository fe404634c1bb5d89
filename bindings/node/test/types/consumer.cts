// The same package for require().
import revanalytics = require('revanalytics');

const open: typeof revanalytics.open = revanalytics.open;
const wanted: string = revanalytics.version;
const error: unknown = new revanalytics.NotFoundError('none');
if (typeof open !== 'function' || wanted === '' || !(error instanceof revanalytics.RevanalyticsError)) {
  process.exit(1);
}
