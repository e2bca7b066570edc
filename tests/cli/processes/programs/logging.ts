import { ignoreOutputLoss } from '../../../../cli/processes/ignoreOutputLoss.ts';
import { openLogger } from '../../../../cli/processes/openLogger.ts';

/** Serves nothing; writes a line when it is ready, and one more in the moment it ends. */
const logger = openLogger({ level: 'info', base: null });
ignoreOutputLoss();
process.on('SIGTERM', () => {
  logger.warn('the database is gone');
  logger.info('ended by hand');
  process.exit(0);
});
setInterval(() => undefined, 60_000);
logger.info('ready');
