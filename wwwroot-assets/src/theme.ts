// Runs before the first paint, so that a dark page is never white for a moment.
import { applyTheme, keepZone } from './scheme';
applyTheme();
keepZone();
