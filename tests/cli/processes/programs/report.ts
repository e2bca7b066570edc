import { reportReady } from '../../../../cli/processes/reportReady.ts';
import { stopOnParentLoss } from '../../../../cli/processes/stopOnParentLoss.ts';

/** Reports, and ends with 3 when its parent is lost. */
stopOnParentLoss(() => process.exit(3));
await reportReady({ url: 'http://127.0.0.1:1/' });
