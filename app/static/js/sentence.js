/**
 * The sentence that always says what is shown, and out of how many.
 *
 * The server says it first (`app/pages/sentence.py`), this keeps it true; both are held
 * to `tests/vectors/sentence.json`.
 */

/** @typedef {{id: string, shown: number, total: number}} Tally of one collection */
/**
 * @typedef {object} Summary
 * @property {readonly Tally[]} tallies the collections shown, in the order of the layers
 * @property {number} countries in which the first of them has records shown
 * @property {string} datetime
 * @property {'possible' | 'certain'} certainty
 * @property {number} undated left out because the window has bounds
 * @property {number} unplaced left out because a box is asked for
 */

/**
 * Say what is shown.
 * @param {Summary} summary
 * @param {import('./words.js').Words} words
 * @returns {string}
 */
export function sentence(summary, words) {
    const parts = summary.tallies.map((tally, at) => {
        const records = sayTally(tally, words);
        if (at > 0) return records;
        return words.say('sentence.in', {records, count: summary.countries});
    });
    if (!parts.length) parts.push(words.say('sentence.nothing'));
    if (summary.datetime) {
        const years = sayYears(summary.datetime, words);
        parts.push(words.say(`sentence.${summary.certainty}`, {years}));
    }
    return [parts.join(' · '), ...sayLeftOut(summary, words)].join(words.say('join.parts'));
}

/**
 * @param {Tally} tally
 * @param {import('./words.js').Words} words
 * @returns {string} "203 of 222 deployments", or "all 222 deployments"
 */
function sayTally({id, shown, total}, words) {
    const which = shown === total ? 'whole' : 'part';
    return words.say(`sentence.${which}.${id}`, {shown, count: total});
}

/**
 * @param {Summary} summary
 * @param {import('./words.js').Words} words
 * @returns {string[]}
 */
function sayLeftOut({undated, unplaced}, words) {
    const said = [];
    if (undated) said.push(words.say('sentence.undated', {count: undated}));
    if (unplaced) said.push(words.say('sentence.unplaced', {count: unplaced}));
    return said;
}

/**
 * Say a window of time: "2013–2020", "until 2019", "since 2013".
 * @param {string} datetime as the address has it
 * @param {import('./words.js').Words} words
 * @returns {string}
 */
export function sayYears(datetime, words) {
    const [from = '', to = from] = datetime.split('/');
    if (from === '..') return words.say('years.until', {to});
    if (to === '..') return words.say('years.since', {from});
    if (from === to) return words.say('years.one', {year: from});
    return words.say('years.range', {from, to});
}
