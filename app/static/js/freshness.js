/**
 * How old the data are, told where it matters: a dead project must look dead.
 *
 * Only the reader's device knows what day it is; pages are kept and copied for long.
 */

const DAY = 86_400_000;
const REVIEW_DAYS = 180;

/**
 * @param {string} asOf an ISO day
 * @param {number} now in milliseconds since 1970
 * @returns {boolean} whether the data are past their review
 */
export function isStale(asOf, now) {
    return now - Date.parse(asOf) > REVIEW_DAYS * DAY;
}

/** Add a warning to the date of the data when it is past its review. */
export function tellAge() {
    const element = document.getElementById('data-date');
    const {asOf = '', stale = ''} = element?.dataset ?? {};
    if (!element || !isStale(asOf, Date.now())) return;
    const warning = document.createElement('strong');
    warning.textContent = stale;
    element.append(' · ', warning);
}
